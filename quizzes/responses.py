"""What a learner sent: a fate for each piece, a word for the users, or the height of one cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PICK = "pick-"  # the field of piece A is `pick-A`


@dataclass(frozen=True, slots=True)
class Response:
    """One prediction."""

    picks: Mapping[str, str]  # letter -> fate
    users: str = ""  # "" where not asked
    cut: str = ""  # where the picks were said as a cut: `none`, or the rung that it goes above

    def as_json(self) -> dict[str, Any]:
        """As it is stored; a part that was not asked is left out."""
        told = {"users": self.users, "cut": self.cut}
        return {"picks": dict(self.picks), **{name: word for name, word in told.items() if word}}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Response:
        return cls(stored["picks"], stored.get("users", ""), stored.get("cut", ""))

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form that said this."""
        if self.cut:
            return {"cut": self.cut}
        picks = {f"{PICK}{letter}": fate for letter, fate in self.picks.items()}
        return {**picks, "users": self.users} if self.users else picks


def answer_fields(sent: Mapping[str, str]) -> dict[str, str]:
    """Of all that a form sent, what belongs to the prediction."""
    return {
        name: value
        for name, value in sent.items()
        if name in {"cut", "users"} or name.startswith(PICK)
    }
