"""A lesson to print: everything open, rules with their addresses, questions to answer by hand.

No key is on it: the outcome of a scenario is not even handed to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from lessons import drawing
from lessons.catalogue import Lesson
from lessons.drawing import DrawnLesson
from lessons.excerpts import Excerpt, excerpt
from lessons.parts import PartKind
from lessons.questions import ConceptQuestion
from lessons.scenarios import Ask, Scenario
from lessons.stock import Stock
from whatif.ladder import Piece, pieces
from whatif.rule import Rule
from whatif.rules import by_number

# What invites to a page of its own; here all questions stand at the end.
_INVITATIONS = frozenset({PartKind.TRY, PartKind.ASK})
_REFERENCE = re.compile(r'<a class="rule"[^>]*>(R[0-9]+)</a>')
_RADIO = re.compile(r'<input type="radio"[^>]*>')


class Case(NamedTuple):
    """A scenario to predict on paper."""

    title: str
    story: str
    happens: str
    pieces: tuple[Piece, ...]  # without their fates; none where only the users are asked about
    users: bool
    excerpts: tuple[Excerpt, ...]


class Choice(NamedTuple):
    """A concept question; its answers in the order of the alphabet, which tells nothing."""

    asks: str
    answers: tuple[str, ...]
    bins: tuple[str, ...]  # () where one answer is to be chosen


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows."""

    lesson: Lesson
    page: DrawnLesson
    cases: tuple[Case, ...]
    choices: tuple[Choice, ...]


def sheet(lesson: Lesson, stock: Stock) -> Sheet:
    """The lesson with the questions of its quiz."""
    parts = tuple(part for part in lesson.parts if part.kind not in _INVITATIONS)
    return Sheet(
        lesson,
        drawing.drawn(replace(lesson, parts=parts), stock),
        tuple(_case(stock.scenarios[slug]) for slug in lesson.quiz.scenarios),
        tuple(_choice(one) for one in stock.questions.values() if one.lesson == lesson.slug),
    )


def html_of(found: Sheet, count: int) -> SafeString:
    """The page as it is printed; `count` is that of all lessons."""
    drawn = render_to_string("lessons/_sheet.html", {"sheet": found})
    body = _RADIO.sub("", drawn.replace("<details>", "<details open>"))
    context = {
        "lesson": found.lesson,
        "count": count,
        "body": mark_safe(body),  # noqa: S308  what a template of ours made
        "rules": _rules(_REFERENCE.findall(body)),
    }
    return render_to_string("lessons/print.html", context)


def _rules(numbers: Iterable[str]) -> list[Rule]:
    """The rules that a text refers to, each once, in the order of their numbers."""
    ordered = sorted(set(numbers), key=lambda number: int(number[1:]))
    return [rule for number in ordered if (rule := by_number(number))]


def _case(scenario: Scenario) -> Case:
    known = tuple(pieces(scenario.outcome, known=False))
    return Case(
        scenario.title,
        scenario.story,
        scenario.happens,
        known if Ask.STATE in scenario.ask else (),
        Ask.USERS in scenario.ask,
        tuple(excerpt(file, known) for file in scenario.files),
    )


def _choice(question: ConceptQuestion) -> Choice:
    answers = (
        *(option.says for option in question.options),
        *(item.says for item in question.items),
    )
    return Choice(question.asks, tuple(sorted(answers)), question.bins)
