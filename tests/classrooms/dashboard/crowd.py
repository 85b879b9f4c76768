"""Many learners with many answers, made in bulk."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

from accounts.models import User
from classrooms.models import Assignment, Classroom, Membership
from lessons.beliefs import beliefs
from lessons.catalogue import lessons
from lessons.models import Reading
from lessons.skills import skills
from quizzes.models import Answer, Attempt, Shown
from tests import planner

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
SIZE = 5  # questions an attempt


def shown_questions(count: int, random: Random) -> list[Shown]:
    """Questions with one or two skills and up to two beliefs; some that no content knows."""
    taught, held = [*skills(), "gone-skill"], [*list(beliefs())[:12], "gone-belief"]
    return Shown.objects.bulk_create(
        _shown(
            number,
            random.sample(taught, random.choice((1, 1, 2))),
            random.sample(held, random.choice((0, 1, 2))),
        )
        for number in range(count)
    )


def _shown(number: int, taught: list[str], held: list[str]) -> Shown:
    """One piece that survives; believers say that it is lost."""
    piece = {"letter": "A", "item": "files", "whose": "", "offered": ["survives", "lost"]}
    question = {"title": f"Question {number:03}", "skills": taught, "pieces": [piece]}
    outcome = {
        "pieces": [{"letter": "A", "fate": "survives"}],
        "beliefs": [{"slug": slug, "picks": {"A": "lost"}} for slug in held],
    }
    question["asks_users"] = False
    return Shown(digest=f"{number:064}", seed=0, question=question, outcome=outcome)


def fill(classroom: Classroom, learners: int, answers: int, seed: int = 1) -> list[User]:
    """Learners with so many answers each, a fifth of them to questions that they met before."""
    random = Random(seed)
    users = User.objects.bulk_create(User(password="!") for _ in range(learners))
    Membership.objects.bulk_create(
        Membership(classroom=classroom, user=user, name=f"L {at:03}", name_key=f"l {at:03}")
        for at, user in enumerate(users)
    )
    shown = shown_questions(max(answers, 40), random)
    idle = set(users[::41]) if learners > 10 else set()
    for user in users:
        if user not in idle:
            _answer(user, shown, answers, random)
            _read(user, random)
    _give(classroom)
    planner.look()
    return users


def _answer(user: User, shown: list[Shown], count: int, random: Random) -> None:
    fresh = random.sample(shown, count - count // 5)
    asked = fresh + random.choices(fresh, k=count // 5)
    random.shuffle(asked)
    taught = [one.slug for one in lessons()]
    attempts = [
        Attempt(
            learner=user,
            quiz=taught[at % 3] if at < 6 else f"practice-{at}",
            ordinal=1 + at // 3 if at < 6 else 1,
            seed=at,
            size=SIZE + (at % 7 == 2),  # such a one stays open
            started_at=START + timedelta(days=at),
        )
        for at in range(count // SIZE)
    ]
    Attempt.objects.bulk_create(attempts)
    strength = random.random()
    Answer.objects.bulk_create(
        _one(attempts[at // SIZE], at % SIZE + 1, one, strength, random)
        for at, one in enumerate(asked[: len(attempts) * SIZE])
    )


def _one(attempt: Attempt, number: int, shown: Shown, strength: float, random: Random) -> Answer:
    most = 1 + shown.pk % 4
    points = sum(random.random() < 0.3 + 0.6 * strength for _ in range(most))
    held = [one["slug"] for one in shown.outcome["beliefs"]]
    picked = random.choice(held) if held and points < most and random.random() < 0.7 else ""
    return Answer(
        submission=uuid.UUID(int=random.getrandbits(128), version=4),
        attempt=attempt,
        number=number,
        question=f"{'why-' if shown.pk % 5 == 0 else ''}scenario-{shown.pk}",
        shown=shown,
        response={"picks": {"A": "survives" if points == most else "lost"}},
        certainty=random.choice(("", "guess", "think", "sure")),
        belief=picked,
        points=points,
        max_points=most,
        answered_at=attempt.started_at + timedelta(minutes=number),
    )


def _read(user: User, random: Random) -> None:
    """The first lessons, most of them not to their end."""
    Reading.objects.bulk_create(
        Reading(learner=user, lesson=one.slug, section=part.anchor, read_at=START)
        for one in lessons()[: random.randint(0, 4)]
        for part in one.sections[: random.randint(1, len(one.sections))]
    )


def _give(classroom: Classroom) -> None:
    first, second = lessons()[:2]
    late = START + timedelta(days=2)
    Assignment.objects.create(classroom=classroom, lesson=first.slug)
    Assignment.objects.create(classroom=classroom, quiz=first.slug, due_at=late)
    Assignment.objects.create(classroom=classroom, quiz=second.slug, due_at=START)
