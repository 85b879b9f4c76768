"""What a question that was shown is about. It is read from what was shown: content may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quizzes.models import Shown


class Subject(NamedTuple):
    """Of one row of `Shown`."""

    title: str
    skills: tuple[str, ...]  # slugs
    beliefs: tuple[str, ...]  # slugs of those who would answer otherwise


# What was shown is written once, so that this stays true for as long as the process lives.
_known: dict[int, Subject] = {}


def subjects(shown: Iterable[int]) -> Mapping[int, Subject]:
    """The subjects of these rows of `Shown`, by their keys; one query where some are new."""
    wanted = {*shown}
    if missing := wanted - _known.keys():
        _known.update(_read(missing))
    return {pk: _known[pk] for pk in wanted}


def forget() -> None:
    """Where another database has taken the place of this one."""
    _known.clear()


def _read(keys: Iterable[int]) -> dict[int, Subject]:
    told = ("pk", "question__title", "question__skills", "outcome__beliefs")
    rows = Shown.objects.filter(pk__in=keys).values_list(*told)
    return {pk: _subject(*row) for pk, *row in rows}


def _subject(title: str, skills: list[str] | None, beliefs: list[Any] | None) -> Subject:
    slugs = (one["slug"] for one in beliefs or ())  # older rows and concepts name none
    return Subject(title or "", tuple(skills or ()), tuple(slugs))
