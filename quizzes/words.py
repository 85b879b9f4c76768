"""The words of pages for values that the engine gives: users, downtime."""

from __future__ import annotations

from fractions import Fraction

from whatif.outcome import Downtime

USERS = {
    "all-stay": "All stay logged in",
    "some": "Some are logged out",
    "all-out": "All are logged out",
}
DOWNTIME = {
    Downtime.NONE: "none",
    Downtime.BRIEF: "brief: seconds",
    Downtime.MINUTES: "minutes",
    Downtime.PROLONGED: "until what failed returns",
    Downtime.UNTIL_MANUAL: "until somebody acts",
    Downtime.DEGRADED: "partial: some users, or only reads or writes",
    Downtime.NOT_APPLICABLE: "not a question here",
}
_MOST_PARTS = 12


def share(part: float) -> str:
    """A share of the users in words.

    >>> share(0.25), share(2 / 3), share(1)
    ('1 in 4', '2 in 3', 'all')
    """
    if part <= 0:
        return "none"
    if part >= 1:
        return "all"
    found = Fraction(part).limit_denominator(_MOST_PARTS)
    return f"{found.numerator} in {found.denominator}"
