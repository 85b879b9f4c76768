"""The quiz of a round: what its votes are kept as. It is read, and tried no more."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from accounts.models import User
from live.models import Player, Round
from live.questions import quiz_of
from quizzes.pools import Quiz, UnknownQuiz
from quizzes.sources import Source
from quizzes.terms import NotAdmitted, Terms

NAMES = re.compile(r"live-([0-9a-f]{32})")
GONE = "A live round that is gone"
CLOSED = "This was asked in a live round. What you voted stays."


def asked_by(slug: str) -> Quiz:
    """The quiz of a round. Raises UnknownQuiz."""
    found = Round.objects.filter(uid=_uid(slug)).first()
    if found is None or not quiz_of(found).pool:
        raise UnknownQuiz(slug)
    return quiz_of(found)


def titles(slugs: Collection[str]) -> Mapping[str, str]:
    """Their titles, in one query."""
    found = Round.objects.filter(uid__in=map(_uid, slugs)).values_list("uid", "title")
    known = {f"live-{uid.hex}": f"{title}, live" for uid, title in found}
    return {slug: known.get(slug, GONE) for slug in slugs}


def _uid(slug: str) -> UUID:
    match = NAMES.fullmatch(slug)
    assert match, slug
    return UUID(match[1])


def terms(learner: User | None, slug: str) -> Terms:
    """Closed for all who had a seat. Raises NotAdmitted for others."""
    if learner is None or not Player.objects.filter(user=learner, round__uid=_uid(slug)).exists():
        raise NotAdmitted
    return Terms(closed=CLOSED)


SOURCE = Source(NAMES, asked_by, titles, terms)
