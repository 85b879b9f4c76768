"""What brings things back, said in one or two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from whatif.model import Role
from whatif.outcome import Downtime, Fate, StateOutcome, Users

_BY_HAND = frozenset({Downtime.UNTIL_MANUAL})
_NOTHING = "None needed."


def recovery(rows: Sequence[StateOutcome], downtime: Downtime, users: Users | None) -> str:
    """Who or what repairs the outcome, most urgent first."""
    parts = [*_pieces(rows), *_people(downtime, users)]
    return " ".join(parts) or _NOTHING


def _pieces(rows: Sequence[StateOutcome]) -> list[str]:
    gone = [row.item for row in rows if row.fate is Fate.LOST and row.role is Role.SOURCE]
    said = [f"Gone for good: {', '.join(dict.fromkeys(gone))}."] if gone else []
    for row in rows:
        if row.fate is Fate.PARTLY_LOST and not row.ended:
            said.append(f"Gone from {row.item}: {row.window}.")
        elif row.fate is Fate.PARTLY_LOST:
            copy = f"Restore {row.item} from the copy that is left"
            said.append(f"{copy}; missing from it: {row.window}.")
        elif row.fate is Fate.INACCESSIBLE and row.way_back:
            said.append(f"For {row.item}: {row.way_back}.")
        elif row.fate is Fate.STALE:
            said.append(f"Refresh {row.item}: restart what holds it, or let it sync again.")
        elif row.fate is Fate.DUPLICATED:
            said.append(f"Let one instance alone do {row.item}, or make it idempotent.")
        elif "R98" in row.rules:
            said.append(f"Check {row.item} before you trust it, or restore it from a backup.")
        elif row.fate in {Fate.DIVERGED, Fate.CORRUPTION_RISK}:
            said.append(f"Stop all writers of {row.item} but one, then compare the copies.")
    return list(dict.fromkeys(said))


def _people(downtime: Downtime, users: Users | None) -> list[str]:
    said = ["Users who are logged out log in again."] if users and users.logged_out else []
    if downtime in _BY_HAND:
        said.append("A person must start it again.")
    elif downtime not in {Downtime.NONE, Downtime.DEGRADED}:
        said.append("The service starts again by itself.")
    return said
