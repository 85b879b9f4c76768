"""The words of pages for values that the engine gives: users, downtime."""

from __future__ import annotations

from fractions import Fraction

from whatif.outcome import Downtime, Fate, Instances, Outcome

USERS = {
    "all-stay": "All stay logged in",
    "some": "Some are logged out",
    "all-out": "All are logged out",
}
USERS_MEANS = {
    "all-stay": "what holds the logins would be as it was, for everybody",
    "some": "a part of the instances would lose the logins that it holds",
    "all-out": "what all logins need would be gone",
}
FATE_MEANS = {
    Fate.SURVIVES: "it would be there, and found",
    Fate.LOST: "no copy would be left",
    Fate.PARTLY_LOST: "all but the newest part would be there",
    Fate.STALE: "an older copy would answer",
    Fate.INACCESSIBLE: "it would still be there, and nobody would find it",
    Fate.DIVERGED: "copies would disagree",
    Fate.DUPLICATED: "it would be done more than once",
    Fate.CORRUPTION_RISK: "it could be read, and not trusted",
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
WHOSE = {
    Instances.HIT: "on what the event hits",
    Instances.OTHERS: "on the other instances",
    Instances.ALL: "",
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


def users_word(outcome: Outcome) -> str:
    """Whether all, some or no users stay logged in; "" where nobody is ever logged in."""
    if outcome.users is None:
        return ""
    if outcome.users.logged_out == 0:
        return "all-stay"
    return "all-out" if outcome.users.logged_out == 1 else "some"
