"""What a learner has done so far, computed from what they read and answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F

from accounts.models import User
from lessons.reading import Progress as Reading
from lessons.reading import progress_of as reading_of
from lessons.skills import Skill, skills
from quizzes.models import Answer, Attempt
from quizzes.pools import titles_of

PAGE = 20  # attempts


@dataclass(frozen=True, slots=True)
class SkillMark:
    """How the first tries at the questions of one skill went."""

    skill: Skill
    points: int
    max_points: int
    count: int  # questions


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress page; empty for somebody who has done nothing yet."""

    reading: tuple[Reading, ...]
    skills: tuple[SkillMark, ...]
    attempts: Page[Attempt] | None

    @property
    def tried(self) -> list[tuple[str, Attempt]]:
        """The attempts of this page, each with the title of its quiz."""
        attempts = list(self.attempts or ())
        titles = titles_of({one.quiz for one in attempts})
        return [(titles[one.quiz], one) for one in attempts]

    @property
    def sections(self) -> int:
        return sum(len(lesson.read) for lesson in self.reading)

    @property
    def empty(self) -> bool:
        return not self.sections and not (self.attempts and self.attempts.paginator.count)


def progress_of(learner: User | None, page: str = "") -> Progress:
    """Five queries beside the learner's own, whatever was done; none for a visitor."""
    return Progress(
        reading=tuple(reading_of(learner).values()),
        skills=marks_of(learner) if learner else (),
        attempts=_attempts(learner, page) if learner else None,
    )


def _attempts(learner: User, page: str) -> Page[Attempt]:
    found = Attempt.objects.filter(learner=learner).titled().order_by("-started_at", "-pk")
    return Paginator(found, PAGE).get_page(page)


def marks_of(learner: User) -> tuple[SkillMark, ...]:
    """What the first tries say of each skill, in the order of the skills. One query."""
    tries = Answer.objects.of(learner).first_tries().annotate(skills=F("shown__question__skills"))
    sums: dict[str, tuple[int, int, int]] = {}
    for slugs, points, most in tries.values_list("skills", "points", "max_points"):
        for slug in slugs:
            before = sums.get(slug, (0, 0, 0))
            sums[slug] = (before[0] + points, before[1] + most, before[2] + 1)
    return tuple(SkillMark(skill, *sums[slug]) for slug, skill in skills().items() if slug in sums)
