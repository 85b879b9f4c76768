"""Questions that somebody chose, as a quiz that asks all of them in that order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from classrooms.sets.offers import can_be_asked
from lessons.catalogue import lessons
from quizzes.pools import Group, Quiz, asked_in


def chosen_quiz(slug: str, title: str, keys: Sequence[str]) -> Quiz:
    """The quiz of these keys, without those that the content has lost; perhaps with none left."""
    return _quiz(settings.CONTENT_DIR, slug, title, tuple(keys))


@lru_cache(maxsize=256)
def _quiz(_root: Path, slug: str, title: str, keys: tuple[str, ...]) -> Quiz:
    """One for each version of a choice, so that what is kept by it is found again."""
    asked = tuple(key for key in keys if can_be_asked(key))
    return Quiz(
        slug=slug,
        title=title,
        groups=(Group(len(asked), asked),),
        lesson=lessons()[-1],
        fixed=True,
        taught={key: asked_in(key).lesson for key in asked},
    )
