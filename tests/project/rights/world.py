"""A class with somebody in each role, another class, and what each of them must not see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.guests import remember
from accounts.models import User
from classrooms.models import Assignment, Classroom, Membership, QuestionSet, Role
from classrooms.names import name_of
from quizzes.models import Answer, Attempt, Shown

# The admin is a superuser in no class; other: the teacher of another class.
ROLES = ("anonymous", "guest", "admin", "other", "learner", "assistant", "teacher", "owner")
FOREIGN = "Canary Foreign"  # stands in the other class: nobody of this one sees it
SECRET = "Canary Secret"  # another learner of this class: its staff alone sees it
CLASSLESS = ("anonymous", "guest", "admin")


@dataclass(frozen=True, kw_only=True)
class World:
    """What the addresses of the table lead to."""

    classroom: Classroom
    other: Classroom
    members: dict[str, Membership]  # by role; also `secret`, another learner, and `removed`
    users: dict[str, User]
    assignment: Assignment
    question_set: QuestionSet
    attempt: Attempt  # of the learner, open
    answer: Answer  # of the learner, in another attempt

    @property
    def places(self) -> dict[str, Any]:
        """The parts of paths by their names; a row may give others."""
        return {
            "slug": "what-is-state",
            "attempt": self.attempt.pk,
            "number": 1,
            "code": self.classroom.code,
            "uid": self.classroom.uid,
            "pk": self.members["secret"].pk,
            "assignment": self.assignment.uid,
            "found": self.question_set.uid,
            "key": "home",
        }

    def client(self, role: str) -> Client:
        """A browser of somebody in this role."""
        client = Client()
        if role == "anonymous":
            return client
        user = self.users[role]
        if not user.is_guest:
            client.force_login(user)
            return client
        response = HttpResponse()
        remember(response, user)
        cookie = response.cookies[settings.GUEST_COOKIE_NAME]
        client.cookies[settings.GUEST_COOKIE_NAME] = cookie.value
        return client


def build() -> World:
    """Store all of it."""
    classroom = Classroom.objects.create(name="DevOps 2", code="ABC2D3F")
    other = Classroom.objects.create(name=f"{FOREIGN} class", code="ABC2D3H")
    users = {role: _user(role) for role in ROLES if role != "anonymous"}
    members = {
        role: _member(classroom, users[role], role)
        for role in ("learner", "assistant", "teacher", "owner")
    }
    members["secret"] = _member(classroom, _user("guest"), "learner", SECRET)
    members["removed"] = _member(classroom, _user("guest"), "learner", "Removed")
    gone = Membership.objects.filter(pk=members["removed"].pk)
    gone.update(ended_at=timezone.now(), removed=True)
    _fill_other(other, users["other"])
    question_set = QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])
    assignment = Assignment.objects.create(classroom=classroom, quiz="what-is-state")
    attempt, answer = _work_of(users["learner"])
    return World(
        classroom=classroom,
        other=other,
        members=members,
        users=users,
        assignment=assignment,
        question_set=question_set,
        attempt=attempt,
        answer=answer,
    )


def _user(role: str) -> User:
    """Guests and learners have no account."""
    email = "" if role in {"guest", "learner"} else f"{role}@example.org"
    admin = role == "admin"
    return User.objects.create(
        email=email, password="!", name=role, is_staff=admin, is_superuser=admin
    )


def _member(classroom: Classroom, user: User, role: str, name: str = "") -> Membership:
    shown, key = name_of(name or role)
    return Membership.objects.create(
        classroom=classroom, user=user, role=Role(role), name=shown, name_key=key
    )


def _fill_other(other: Classroom, teacher: User) -> None:
    _member(other, teacher, "teacher", f"{FOREIGN} teacher")
    _member(other, _user("guest"), "learner", f"{FOREIGN} learner")
    own = QuestionSet.objects.create(classroom=other, title=f"{FOREIGN} set", keys=["home"])
    Assignment.objects.create(classroom=other, question_set=own)


def _work_of(learner: User) -> tuple[Attempt, Answer]:
    given = {"learner": learner, "quiz": "what-is-state", "seed": 7}
    done = Attempt.objects.create(**given, ordinal=1, size=1)
    shown = Shown.objects.create(
        digest="d" * 64, seed=0, question={"title": "Restart", "skills": []}, outcome={}
    )
    answer = Answer.objects.create(
        submission=uuid.uuid4(),
        attempt=done,
        number=1,
        question="restart",
        shown=shown,
        response={"picks": {}},
        points=1,
        max_points=2,
    )
    return Attempt.objects.create(**given, ordinal=2, size=3), answer
