"""The forms that give a class something to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.http import QueryDict

from classrooms.fields import DueField, WholeField
from classrooms.forms import VersionedForm
from classrooms.models import Assignment, Classroom, QuestionSet
from lessons.catalogue import lessons
from quizzes.fields import StrictForm
from quizzes.pools import HOME, quizzes

MOST_ATTEMPTS = 20
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be given: a lesson, a quiz or a set."""

    kind: str  # the field of an assignment
    key: str
    title: str
    question_set: QuestionSet | None = None

    @property
    def field(self) -> str:
        return f"{self.kind}-{self.key}"

    @property
    def kind_says(self) -> str:
        return {"lesson": "Read", "quiz": "Quiz", "question_set": "Set"}[self.kind]

    @property
    def row(self) -> str:
        """The same for a lesson and its quiz."""
        return self.field if self.question_set else self.key

    @property
    def what(self) -> dict[str, Any]:
        """The fields of its assignment."""
        return {self.kind: self.question_set or self.key}


def things_for(classroom: Classroom) -> list[Thing]:
    """All that a class can be given: each lesson and its quiz, practice, the class's own sets."""
    read = {taught.slug: Thing("lesson", taught.slug, taught.title) for taught in lessons()}
    found: list[Thing] = []
    for one in quizzes():
        if one.slug != HOME:
            found += [read[one.slug]] if one.slug in read else []
            found.append(Thing("quiz", one.slug, one.title))
    own = classroom.sets.filter(archived_at=None).exclude(keys=[]).order_by("title", "pk")
    return [*found, *(Thing("question_set", one.uid.hex, one.title, one) for one in own)]


def _attempts() -> WholeField:
    return WholeField(
        required=False,
        min_value=1,
        max_value=MOST_ATTEMPTS,
        label="Attempts",
        help_text="Empty: as many as they like.",
    )


def _minutes() -> WholeField:
    return WholeField(
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        label="Minutes for an attempt",
        help_text="Empty: no limit. Learners with more time get their factor of it.",
    )


@dataclass(frozen=True, slots=True)
class Tick:
    """A thing on the form: its box, or None where the class has it already."""

    thing: Thing
    box: forms.BoundField | None


class GiveForm(StrictForm):
    """Ticks for what to give, with one due date for all; attempts and minutes are for sets."""

    def __init__(self, things: list[Thing], given: set[str], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.things = things
        self.fields["due_at"] = DueField()
        self.fields["attempts"] = _attempts()
        self.fields["minutes"] = _minutes()
        for thing in things:
            if thing.field not in given:
                self.fields[thing.field] = forms.BooleanField(required=False, label=thing.title)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.chosen():
            raise forms.ValidationError("Tick at least one lesson, quiz or set.")
        return cleaned

    def chosen(self) -> list[Thing]:
        return [thing for thing in self.things if self.cleaned_data.get(thing.field)]

    def rows(self) -> list[list[Tick]]:
        """The ticks: a lesson and its quiz in one row, all else alone."""
        ticks = [
            Tick(one, self[one.field] if one.field in self.fields else None) for one in self.things
        ]
        return [list(row) for _, row in groupby(ticks, lambda tick: tick.thing.row)]

    def assignments(self) -> Iterator[dict[str, Any]]:
        """The fields of each assignment to make."""
        for thing in self.chosen():
            fields: dict[str, Any] = {**thing.what, "due_at": self.cleaned_data["due_at"]}
            if thing.question_set:
                fields["attempts"] = self.cleaned_data["attempts"]
                fields["minutes"] = self.cleaned_data["minutes"]
            yield fields


class AssignmentForm(VersionedForm):
    """When something is due; for a set also how often and how long it may be tried."""

    def __init__(self, assignment: Assignment, data: QueryDict | None = None) -> None:
        names = ["due_at", "attempts", "minutes", "version"]
        super().__init__(model_to_dict(assignment, names), data)
        self.fields["due_at"] = DueField(standing=assignment.due_at)
        if assignment.question_set_id:
            self.fields["attempts"] = _attempts()
            self.fields["minutes"] = _minutes()
