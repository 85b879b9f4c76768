"""Making a class of simulated learners. Each answer is graded and stored as a real one is."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from classrooms.demo.learners import Simulated, simulated
from classrooms.demo.names import names
from classrooms.models import Assignment, Classroom, Membership, QuestionSet, Role
from classrooms.names import name_of
from lessons.beliefs import beliefs
from lessons.catalogue import lessons
from lessons.models import Reading
from lessons.practice import practices
from quizzes import answers
from quizzes.models import Answer, Attempt
from quizzes.pools import Quiz, questions, quiz, seed_for
from quizzes.questions import build
from quizzes.tickets import Ticket

OWNER = "teacher@demo.example"
DAYS = 21  # since the class began
ROUND = 5  # questions of a live round
# Real people have random uids (version 4); who is made here is told by a uid made of a name.
_NAMES = uuid.UUID("1b0f6a3e-6f0e-4c5b-9a57-2f7d3f0a8c11")
_VERSION = 5


class RealPeople(Exception):
    """The database holds somebody who was not made here."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A class, and what is true of its learners."""

    classroom: Classroom
    password: str  # of OWNER
    held: Mapping[int, frozenset[str]]  # beliefs by the key of the user


def make(count: int, seed: int) -> Demo:
    """A class of `count` learners in place of an earlier one. Raises RealPeople."""
    _clear()
    random, password = Random(seed), secrets.token_urlsafe(9)  # noqa: S311  must repeat
    classroom = Classroom.objects.create(uid=_uid(f"class {seed}"), name="Demo class")
    _owner(classroom, password)
    _give(classroom)
    _choose(classroom)
    told = simulated(count, len(lessons()), [*beliefs()], random)
    users = _learners(classroom, count)
    for user, learner in zip(users, told, strict=True):
        _live(user, learner, random)
    held = {user.pk: learner.held for user, learner in zip(users, told, strict=True)}
    return Demo(classroom, password, held)


def _clear() -> None:
    uids = User.objects.values_list("uid", flat=True).iterator()
    if any(uid.version != _VERSION for uid in uids):
        raise RealPeople("this database holds people; a demo wants one of its own")
    made = [one.pk for one in Classroom.objects.only("uid") if one.uid.version == _VERSION]
    Classroom.objects.filter(pk__in=made).delete()
    User.objects.all().delete()


def _uid(name: str) -> uuid.UUID:
    return uuid.uuid5(_NAMES, name)


def _owner(classroom: Classroom, password: str) -> None:
    user = User.objects.create(
        uid=_uid(OWNER), email=OWNER, name="Demo teacher", password=make_password(password)
    )
    _join(classroom, user, "Demo teacher", Role.OWNER)


def _learners(classroom: Classroom, count: int) -> list[User]:
    """Guests, as most learners are."""
    made = [User(uid=_uid(f"learner {number}")) for number in range(count)]
    for user in made:
        user.set_unusable_password()
    users = User.objects.bulk_create(made)
    for user, name in zip(users, names(count), strict=True):
        _join(classroom, user, name, Role.LEARNER)
    return users


def _join(classroom: Classroom, user: User, name: str, role: Role) -> None:
    shown, key = name_of(name)
    Membership.objects.create(classroom=classroom, user=user, role=role, name=shown, name_key=key)


def _give(classroom: Classroom) -> None:
    """The first three lessons and their quizzes, one pair a week; the last is not due yet."""
    for week, one in enumerate(lessons()[:3]):
        due = timezone.now() + timedelta(days=7 * week - DAYS + 10)
        for given in ({"lesson": one.slug}, {"quiz": one.slug}):
            Assignment.objects.create(classroom=classroom, due_at=due, **given)


def _choose(classroom: Classroom) -> None:
    """Questions for a first live round: one of each of the first lessons."""
    keys = [quiz(one.slug).pool[0] for one in lessons()[:ROUND]]
    uid = _uid(f"set of {classroom.uid}")
    QuestionSet.objects.create(uid=uid, classroom=classroom, title="For a first round", keys=keys)


def _live(user: User, learner: Simulated, random: Random) -> None:
    """Read and answer lesson after lesson, and some quizzes twice."""
    when = timezone.now() - timedelta(days=random.uniform(2, DAYS))
    pause = (timezone.now() - when) / (learner.lessons + 1)
    for one in lessons()[: learner.lessons]:
        when += pause
        read = one.sections[: random.randint(len(one.sections) // 2, len(one.sections))]
        Reading.objects.bulk_create(
            Reading(learner=user, lesson=one.slug, section=section.anchor, read_at=when)
            for section in read
        )
        for ordinal in range(1, random.choice((1, 1, 2)) + 1):
            _try(user, learner, quiz(one.slug), ordinal, when + timedelta(hours=ordinal), random)
        for told in practices().values():
            if told.lesson == one.slug and random.random() < learner.practises:
                _try(user, learner, quiz(told.slug), 1, when + timedelta(hours=9), random)


def _try(
    user: User,
    learner: Simulated,
    found: Quiz,
    ordinal: int,
    when: datetime,
    random: Random,
) -> None:
    """One attempt; of twenty one is left open half-way."""
    ticket = Ticket("", found.slug, ordinal, seed_for(str(user.uid), found, ordinal))
    attempt = answers.begin(user, ticket, found.ask)
    asked = questions(found, ticket.seed)
    left = len(asked) // 2 if random.random() < 0.05 else 0
    for number, key in enumerate(asked[: len(asked) - left], start=1):
        built = build(key, found, ticket.seed)
        submission = uuid.UUID(int=random.getrandbits(128), version=4)
        answers.store(attempt, number, built, learner.answer(built, random), submission)
    # They did it some days ago.
    Attempt.objects.filter(pk=attempt.pk).update(started_at=when)
    Answer.objects.filter(attempt=attempt).update(answered_at=when + timedelta(minutes=9))
