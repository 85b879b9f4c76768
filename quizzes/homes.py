"""What the home page says to a visitor, and to a learner who comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from lessons.catalogue import Lesson, lessons
from lessons.reading import Progress, progress_of
from quizzes.asking import opened_by
from quizzes.attempts import next_ticket
from quizzes.models import Attempt
from quizzes.pools import HOME, home


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson on the way through, and how far the learner is."""

    lesson: Lesson
    state: str  # in words; "" where nothing was done yet


@dataclass(frozen=True, slots=True)
class Where:
    """Where the learner was."""

    url: str
    says: str  # the words of the link


def home_of(learner: User | None) -> dict[str, Any]:
    """The context of the home page: two queries beside the learner's own, none for a visitor.

    `opening` is the question, `path` the way through, `where` where they were or None, `before`
    the address of their last verdict or "".
    """
    read = progress_of(learner)
    tried = newest(learner)
    last = tried.get(HOME)
    return {
        "opening": opened_by(home(), next_ticket(learner, home(), last)),
        "path": [Step(lesson, _state(read[lesson.slug], tried)) for lesson in lessons()],
        "where": _where(read, tried) if learner else None,
        "before": reverse("quizzes:result", args=[HOME, last.pk]) if last else "",
    }


def newest(learner: User | None) -> dict[str, Attempt]:
    """A learner's newest attempt at each quiz, counted, the newest of all first. One query."""
    if learner is None:
        return {}
    found = Attempt.objects.filter(learner=learner).newest().counted().order_by("-started_at")
    return {attempt.quiz: attempt for attempt in found}


def _state(read: Progress, tried: Mapping[str, Attempt]) -> str:
    """`read` and `3 of 4 right`, as far as there is something to say."""
    count = len(read.read)
    words = [f"{count} of {len(read.lesson.sections)} sections read"] if count else []
    if read.finished:
        words = ["read"]
    attempt = tried.get(read.lesson.slug)
    if attempt and attempt.max_points:
        words.append(f"{attempt.points} of {attempt.max_points} right")
    return ", ".join(words)


def _where(read: Mapping[str, Progress], tried: Mapping[str, Attempt]) -> Where | None:
    """An open question first, then the first lesson that is not read to its end."""
    for attempt in tried.values():
        if attempt.answered < attempt.size and attempt.quiz in read:
            title = read[attempt.quiz].lesson.title
            says = f"Go on with question {attempt.answered + 1} of {attempt.size}: {title}"
            return Where(reverse("quizzes:quiz", args=[attempt.quiz]), says)
    for found in read.values():
        if not found.finished:
            url = reverse("lessons:lesson", args=[found.lesson.slug])
            return Where(f"{url}#{found.unread[0].anchor}", f"Go on reading: {found.lesson.title}")
    return None
