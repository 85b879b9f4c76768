"""How a row of the table is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.project.rights.world import ROLES, World

Statuses = Mapping[str, int]  # by role
Data = Mapping[str, Any] | Callable[[World], Mapping[str, Any]]


def everyone(status: int, **others: int) -> dict[str, int]:
    """The same status for all roles but those named: `everyone(200, anonymous=302)`."""
    return dict.fromkeys(ROLES, status) | others


def only(*roles: str, status: int = 200) -> dict[str, int]:
    """This status for these roles; for all others there is no such page."""
    return everyone(404) | dict.fromkeys(roles, status)


def members(status: int = 200) -> dict[str, int]:
    return only("learner", "assistant", "teacher", "owner", status=status)


def staff(status: int = 200) -> dict[str, int]:
    return only("assistant", "teacher", "owner", status=status)


def editors(status: int = 200) -> dict[str, int]:
    return only("teacher", "owner", status=status)


def owner(status: int = 200) -> dict[str, int]:
    return only("owner", status=status)


WRONG_METHOD = everyone(405)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What each role gets at one address.

    `get` and `post` have the statuses by role; WRONG_METHOD where the address takes no such
    request. `data` is what the form sends: right, so that a refusal is for the role. `places`
    gives the parts of the path that differ from those of World.places.
    """

    name: str  # as `reverse` takes it
    get: Statuses = field(default_factory=lambda: everyone(200))
    post: Statuses = field(default_factory=lambda: WRONG_METHOD)
    data: Data = field(default_factory=dict)
    places: Callable[[World], Mapping[str, Any]] = lambda _: {}

    def sent(self, world: World) -> Mapping[str, Any]:
        return self.data(world) if callable(self.data) else self.data
