"""The forms of question sets. Each takes the fields that it shows and refuses all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from classrooms.forms import Clash, VersionedForm
from classrooms.models import Classroom, QuestionSet
from classrooms.names import LineField
from classrooms.sets.offers import can_be_asked, offer_of
from quizzes.fields import StrictForm, SubmissionField

TITLE = 80
MOST = 50  # questions of a set
UNKNOWN = "There is no question %(value)s."


class KeysField(forms.MultipleChoiceField):
    """Keys of questions, in the order in which they were sent."""

    default_error_messages = {"invalid_choice": UNKNOWN}

    def __init__(self, standing: Sequence[str] = ()) -> None:
        """What is `standing` may stay, whether it can be asked or not."""
        super().__init__(required=False, label="Questions")
        self._standing = frozenset(standing)

    def valid_value(self, value: str) -> bool:
        return value in self._standing or can_be_asked(value)


class NewSetForm(StrictForm):
    """A set that has no questions yet."""

    title = LineField(TITLE, label="Title")
    uid = SubmissionField(widget=forms.HiddenInput)  # so that two clicks make one set


class CopyForm(StrictForm):
    """The class that a copy is for; gives its uid as text."""

    uid = SubmissionField(widget=forms.HiddenInput)

    def __init__(self, classes: Iterable[Classroom], data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(str(one.uid), one.name) for one in classes]
        self.fields["to"] = forms.ChoiceField(choices=choices, label="Copy into")


class SetForm(VersionedForm):
    """The whole of a set: its title, which questions stay and which are added, one to move.

    `part` and `q` say what the list below shows next; they are not stored.
    """

    title = LineField(TITLE, label="Title")
    up = forms.CharField(required=False)
    down = forms.CharField(required=False)
    part = forms.SlugField(required=False, max_length=80)
    q = forms.CharField(required=False, max_length=100)

    def __init__(self, found: QuestionSet, data: QueryDict | None = None) -> None:
        stored = {"title": found.title, "keys": found.keys, "version": found.version}
        super().__init__(stored, data)
        self.fields["keep"] = KeysField(found.keys)
        self.fields["add"] = KeysField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.keys) > MOST:
            text = f"A set has at most {MOST} questions; these are {len(self.keys)}."
            self.add_error("add", text)
        return cleaned

    @property
    def kept(self) -> list[str]:
        """The questions that the page lists: those that were sent, or those that are stored."""
        stored: list[str] = self.initial["keys"]
        return self.cleaned_data.get("keep", stored) if self.is_bound else stored

    @property
    def ticked(self) -> frozenset[str]:
        """What is to be added."""
        return frozenset(self.cleaned_data.get("add", ()) if self.is_bound else ())

    @property
    def keys(self) -> list[str]:
        """The questions in their new order."""
        keys = list(dict.fromkeys([*self.kept, *self.cleaned_data.get("add", ())]))
        for name, by in (("up", -1), ("down", 1)):
            _move(keys, self.cleaned_data.get(name, ""), by)
        return keys

    @property
    def changes(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"], "keys": self.keys}

    def clashes(self) -> list[Clash]:
        both = (
            Clash("Title", self.initial["title"], self.changes["title"]),
            Clash("Questions", _listed(self.initial["keys"]), _listed(self.keys)),
        )
        return [clash for clash in both if clash.stored != clash.sent]


def _move(keys: list[str], key: str, by: int) -> None:
    """Change places with the neighbour; at the end of the list nothing moves."""
    if key in keys and 0 <= (to := keys.index(key) + by) < len(keys):
        at = to - by
        keys[at], keys[to] = keys[to], keys[at]


def _listed(keys: Sequence[str]) -> str:
    """The questions in one line, each with its number."""
    offers = map(offer_of, keys)
    named = (
        f"{at}. {one.case}: {one.says}" if one.case else f"{at}. {one.says}"
        for at, one in enumerate(offers, 1)
    )
    return " ".join(named) or "none"
