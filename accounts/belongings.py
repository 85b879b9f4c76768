"""What each app keeps of a person: how it is given out, moved to an account, and let go.

Accounts imports no other app, so each app registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User

Row = Mapping[str, Any]  # what DjangoJSONEncoder writes: texts, numbers, times, UUIDs, lists


def _nothing(user: User) -> Iterable[str]:
    return ()


def _leave(user: User) -> None:
    """The rows go with the row of their user, by its cascade."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What one app keeps of a person, in one list of rows.

    `merge(guest, account)` makes all rows of the guest the account's. It runs inside the
    transaction that then deletes the guest; both users are locked; what it leaves is deleted too.
    """

    name: str  # of the list in the export
    export: Callable[[User], Iterable[Row]]  # may be a generator: nothing is kept in memory
    merge: Callable[[User, User], None]
    about: str = ""  # one sentence for the page that says what is stored
    # Sentences that the page says before somebody is forgotten: what goes besides their own rows.
    farewell: Callable[[User], Iterable[str]] = _nothing
    # What to do before the user's row is deleted, in the same transaction.
    forget: Callable[[User], None] = _leave


_REGISTERED: dict[str, Belongings] = {}


def register(belongings: Belongings) -> None:
    """Tell of what an app keeps; the same name again replaces it."""
    _REGISTERED[belongings.name] = belongings


def registered() -> tuple[Belongings, ...]:
    """All that apps keep, in the order in which they told of it."""
    return tuple(_REGISTERED.values())
