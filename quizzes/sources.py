"""Quizzes that another app makes: how it makes them, and on which terms somebody may try one.

The content's own quizzes have no source, and are tried freely.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from accounts.models import User
from quizzes.terms import FREE, Terms

if TYPE_CHECKING:
    from quizzes.pools import Quiz


class Source(NamedTuple):
    """An app that makes quizzes."""

    names: re.Pattern[str]  # the slugs of its quizzes
    quiz: Callable[[str], Quiz]  # raises UnknownQuiz
    titles: Callable[[Collection[str]], Mapping[str, str]]  # also of those that are gone
    terms: Callable[[User | None, str], Terms]  # raises NotAdmitted


_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Once a process, when its app is ready."""
    _SOURCES.append(source)


def source_of(slug: str) -> Source | None:
    """Who makes the quiz of this slug; None for a quiz of the content."""
    return next((one for one in _SOURCES if one.names.fullmatch(slug)), None)


def terms_for(learner: Callable[[], User | None], slug: str) -> Terms:
    """The terms of a quiz for a learner, who is asked for only where they matter.

    Raises NotAdmitted.
    """
    source = source_of(slug)
    return source.terms(learner(), slug) if source else FREE
