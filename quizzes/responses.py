"""What a learner sent: fates and a word for the users, or one cut, and how sure they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.certainty import FIELD as CERTAINTY

PICK = "pick-"  # the field of piece A is `pick-A`


@dataclass(frozen=True, slots=True)
class Response:
    """One prediction."""

    picks: Mapping[str, str]  # letter -> fate
    users: str = ""  # "" where not asked
    cut: str = ""  # where the picks were said as a cut: `none`, or the rung that it goes above
    certainty: str = ""  # "" where not asked; it has a column of its own

    def as_json(self) -> dict[str, Any]:
        """As it is stored; a part that was not asked is left out."""
        told = {"users": self.users, "cut": self.cut}
        return {"picks": dict(self.picks), **{name: word for name, word in told.items() if word}}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any], certainty: str = "") -> Response:
        return cls(stored["picks"], stored.get("users", ""), stored.get("cut", ""), certainty)

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form that said this."""
        picks = {f"{PICK}{letter}": fate for letter, fate in self.picks.items()}
        told = {"users": self.users, "cut": self.cut, CERTAINTY: self.certainty}
        said = {name: word for name, word in told.items() if word}
        return said if self.cut else {**picks, **said}


def answer_fields(sent: Mapping[str, str]) -> dict[str, str]:
    """Of all that a form sent, what belongs to the prediction."""
    return {
        name: value
        for name, value in sent.items()
        if name in {"cut", "users", CERTAINTY} or name.startswith(PICK)
    }
