"""The form of a question: a choice for each piece and a word for the users, or one cut.

With all but the cut, which wants ten seconds, it asks how sure the learner is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from quizzes.certainty import CERTAINTY, FIELD
from quizzes.concepts import Slot
from quizzes.cuts import Cut, cuts, picks_at
from quizzes.fields import StrictForm, SubmissionField
from quizzes.questions import Asked, Asks, Built, Question
from quizzes.responses import PICK, Response, answer_fields
from quizzes.words import USERS

NOT_OFFERED = "is not an option of this question"
_REQUIRED = {"required": "still open", "invalid_choice": NOT_OFFERED}
_OPEN = {FIELD: "how sure you are"}  # what is not called by the name of its field


@dataclass(frozen=True, slots=True)
class Row:
    """One group of radio buttons, for a piece of state or something to sort."""

    name: str  # of the field
    piece: Asked | Slot
    values: tuple[str, ...]  # fates, or places among the choices
    chosen: str  # what was sent before; "" where nothing, or nothing that is offered
    fault: str


@dataclass(frozen=True, slots=True)
class WordsRow:
    """A group of radio buttons with words: for the users, for how sure the learner is."""

    choices: tuple[tuple[str, str], ...]  # value and words
    chosen: str
    fault: str


@dataclass(frozen=True, slots=True)
class Saw:
    """The saw lines of a ladder."""

    cuts: tuple[Cut, ...]  # from the bottom up
    chosen: str
    fault: str


class PredictionForm(StrictForm):
    """What a learner says of one question. Nothing is chosen beforehand.

    A template asks a form for its fields first, so no property has the name of a field. Fields keep
    nothing of what is sent, so that forms of the same question share them.
    """

    def __init__(
        self,
        built: Built | None,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        by_cut: bool = False,
        opening: bool = False,
    ) -> None:
        """`built` is None where the content no longer has it: then only a replay is valid."""
        super().__init__(data, files)
        self.question = built.question if built else None
        self.by_cut = by_cut
        self.fields = dict(_fields(built, by_cut=by_cut, opening=opening))

    @property
    def submitted(self) -> UUID | None:
        """The number of the form, if it is one, whatever else is wrong."""
        return self.cleaned_data.get("submission") if self.is_bound else None

    @property
    def sent(self) -> dict[str, str]:
        """The prediction as it was sent, whether valid or not."""
        return answer_fields({name: str(value) for name, value in self.posted.items()})

    @property
    def response(self) -> Response:
        """The prediction of a valid form."""
        assert self.question is not None
        if self.by_cut and isinstance(self.question, Question):
            cut = self.cleaned_data["cut"]
            return Response(picks_at(self.question.ladder, cut), cut=cut)
        picks = {piece.letter: self.cleaned_data[_field(piece)] for piece in self.question.asked}
        users, certainty = self.cleaned_data.get("users", ""), self.cleaned_data[FIELD]
        return Response(picks, users=users, certainty=certainty)

    @property
    def rows(self) -> list[Row]:
        """The groups of radio buttons of the pieces, with what was chosen before."""
        asked = self.question.asked if self.question and not self.by_cut else ()
        return [
            Row(name, piece, piece.offered, self._chosen(name, piece.offered), self._fault(name))
            for piece in asked
            for name in [_field(piece)]
        ]

    @property
    def users_row(self) -> WordsRow | None:
        """The group of the users; None where they are not asked."""
        return self._words("users", USERS)

    @property
    def sure_row(self) -> WordsRow | None:
        """How sure the learner is; None where that is not asked."""
        return self._words(FIELD, CERTAINTY)

    def _words(self, name: str, words: Mapping[str, str]) -> WordsRow | None:
        if name not in self.fields:
            return None
        return WordsRow(tuple(words.items()), self._chosen(name, words), self._fault(name))

    @property
    def saw(self) -> Saw | None:
        """The heights to choose from; None where the question asks piece by piece."""
        if not self.by_cut or not isinstance(self.question, Question):
            return None
        found = cuts(self.question.ladder)
        return Saw(found, self._chosen("cut", [cut.value for cut in found]), self._fault("cut"))

    def _chosen(self, name: str, values: Collection[str]) -> str:
        said = self.posted.get(name, "")
        return said if said in values else ""

    def _fault(self, name: str) -> str:
        return "; ".join(map(str, self.errors.get(name, []))) if self.is_bound else ""

    @property
    def open(self) -> list[str]:
        """What has no answer yet: letters, `users`, and how sure the learner is."""
        if not self.is_bound:
            return []
        return [
            _OPEN.get(name, name.removeprefix(PICK))
            for name in self.fields
            if name.startswith(PICK) or name in {"users", "cut", FIELD}
            if self.has_error(name, "required")
        ]

    @property
    def faults(self) -> list[str]:
        """What is wrong beside what is open, in words for the top of the page."""
        if not self.is_bound:
            return []
        return [
            str(message) if name == "__all__" else f"{name}: {message}"
            for name, errors in self.errors.items()
            for message in errors
            if message != _REQUIRED["required"]
        ]


def _field(piece: Asked | Slot) -> str:
    return f"{PICK}{piece.letter}"


@lru_cache(maxsize=2048)
def _fields(built: Built | None, *, by_cut: bool, opening: bool) -> Mapping[str, forms.Field]:
    own = {"submission": SubmissionField(), "digest": forms.CharField(max_length=32)}
    ticket = {"ticket": forms.CharField(max_length=2000)} if opening else {}
    answers = _answer_fields(built.question, by_cut=by_cut) if built else {}
    return {**own, **ticket, **answers}


def _answer_fields(question: Asks, *, by_cut: bool) -> dict[str, forms.Field]:
    if by_cut and isinstance(question, Question):
        return {"cut": _choice(cut.value for cut in cuts(question.ladder))}
    fields = {_field(piece): _choice(piece.offered) for piece in question.asked}
    users = {"users": _choice(USERS)} if question.asks_users else {}
    return {**fields, **users, FIELD: _choice(CERTAINTY)}


def _choice(values: Iterable[str]) -> forms.Field:
    return forms.ChoiceField(choices=[(value, value) for value in values], error_messages=_REQUIRED)
