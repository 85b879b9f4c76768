"""Everything that a dashboard shows, as tables of rows. They stream: no table is ever in memory.

No e-mail address is in them. Learners have the name that the class sees, and the number of their
membership, which is also that of their page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from classrooms.dashboard.beliefs import title_of
from classrooms.dashboard.drop_off import reaches
from classrooms.dashboard.heat import NOTHING, cells, columns, known_of
from classrooms.dashboard.heat import Cell as Heat
from classrooms.dashboard.histories import Past, histories
from classrooms.dashboard.learners import Figures
from classrooms.dashboard.people import Who, everybody
from classrooms.dashboard.questions import Asked, asked, discriminations_in
from classrooms.dashboard.totals import totals_of
from classrooms.models import Classroom
from classrooms.work import Cell, Task, done_at, state

Row = Sequence[object]
Table = Callable[[Classroom], Iterator[Row]]  # the heading first
_WHO = ("number", "learner")
FEW = 20  # learners whose answers are in memory with all that they picked


def skills(classroom: Classroom) -> Iterator[Row]:
    """Learners and skills, and what says who may need somebody to talk to."""
    taught = columns(totals_of(classroom).value.skills)
    told = [f"{one.title}: {what}" for one in taught for what in ("points", "of", "questions")]
    yield (*_WHO, "first tries", "all right", "sure and not right", "stuck on", *told)
    for people in everybody(classroom):
        found = known_of([who.user for who in people])
        for who in people:
            own = found.get(who.user, NOTHING)
            yield (*_named(who), *_standing(own.figures), *_flat(cells(own.skills, taught)))


def _named(who: Who) -> Row:
    return who.number, who.name


def _standing(own: Figures) -> Row:
    stuck = ", ".join(f"{skill} ({run})" for skill, run in sorted(own.stuck.items()))
    return own.count, own.whole, own.sure_and_wrong, stuck


def _flat(row: Sequence[Heat | None]) -> Iterator[object]:
    for cell in row:
        yield from (cell.points, cell.max_points, cell.questions) if cell else ("", "", "")


def beliefs(classroom: Classroom) -> Iterator[Row]:
    """Each learner with each belief that they picked at least once."""
    yield (*_WHO, "belief", "they think that", "met in questions", "picked in", "so")
    for people in everybody(classroom):
        found = known_of([who.user for who in people])
        for who in people:
            own = found.get(who.user, NOTHING).figures.evidence
            for slug, one in sorted(own.items()):
                if one.picked:
                    yield (*_named(who), slug, title_of(slug), one.met, one.picked, one.holding)


def questions(classroom: Classroom) -> Iterator[Row]:
    """Each question. Shares and discrimination are empty under 30 first tries."""
    shares = ("share", "from", "to", "discrimination")
    yield ("key", "question", "first tries", "all right", *shares, "sure and not right", "beliefs")
    known = discriminations_in(classroom).value
    for one in asked(totals_of(classroom).value, known):
        yield _question(one)


def _question(one: Asked) -> Row:
    item = one.item
    found = (item.facility, *item.interval) if item.enough else ()
    shares = [f"{share:.3f}" for share in found] or ["", "", ""]
    known = "" if one.discrimination is None else f"{one.discrimination:.2f}"
    held = ", ".join(f"{slug} ({count})" for slug, count in item.beliefs.most_common())
    told = (item.key, one.title, item.count, item.whole)
    return (*told, *shares, known, item.sure_and_wrong, held)


def answers(classroom: Classroom) -> Iterator[Row]:
    """All answers, first tries and later ones, learner by learner."""
    told = ("answer", "key", "question", "quiz", "attempt", "number in it", "first try")
    yield (*_WHO, *told, "points", "of", "certainty", "belief", "answered at", "picks")
    for people in everybody(classroom, FEW):
        found = histories([who.user for who in people])
        for who in people:
            for one in found.get(who.user, ()):
                yield (*_named(who), *_answer(one))


def _answer(one: Past) -> Row:
    first = "yes" if one.first else "no"
    place = (one.pk, one.question, one.title, one.quiz, one.ordinal, one.number, first)
    picks = json.dumps(one.response, sort_keys=True, ensure_ascii=False)
    marks = (one.points, one.max_points, one.certainty, one.belief)
    return (*place, *marks, one.answered_at.isoformat(timespec="seconds"), picks)


def work(classroom: Classroom) -> Iterator[Row]:
    """Each learner with each thing that was given, and how they stand to it."""
    yield (*_WHO, "kind", "what", "due", "state", "done at")
    given, now = list(classroom.assignments.in_order()), timezone.now()
    tasks = [(one, Task(one)) for one in given]
    for people in everybody(classroom):
        done = done_at(given, [who.user for who in people])
        for who in people:
            for one, task in tasks:
                when = done.get(Cell(who.user, one.pk))
                stands = state(one, when, now)
                yield (*_named(who), task.kind, task.title, _time(one.due_at), stands, _time(when))


def _time(when: datetime | None) -> str:
    return when.isoformat(timespec="seconds") if when else ""


def reading(classroom: Classroom) -> Iterator[Row]:
    """Each section of each lesson, with how many learners have read it."""
    yield ("lesson", "section", "learners")
    for reach in reaches(totals_of(classroom).value.reading):
        for step in reach.steps:
            yield reach.lesson.title, step.section.title, step.learners


TABLES: Mapping[str, Table] = {
    "skills": skills,
    "beliefs": beliefs,
    "questions": questions,
    "answers": answers,
    "reading": reading,
    "work": work,
}
