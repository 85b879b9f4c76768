"""Which fates lessons introduce, and which a question offers for a piece of state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lessons.fields import Fields
from whatif.outcome import Fate

if TYPE_CHECKING:
    from lessons.catalogue import Lesson

FEWEST, MOST = 3, 5
_LIKE = "[survives, lost, inaccessible]"


class NotIntroduced(ValueError):
    """The questions of this lesson do not offer the true fate."""


def introduced(fields: Fields, known: tuple[Fate, ...]) -> tuple[Fate, ...]:
    """The fates that a lesson adds, checked to give a reader at least three in all."""
    fates = _fates(fields, "introduces", among=tuple(Fate))
    if not {Fate.SURVIVES, Fate.LOST} <= {*known, *fates} or len({*known, *fates}) < FEWEST:
        fields.source.fault(
            fields.at("introduces"),
            "the first lesson introduces survives, lost and one more, so that a learner "
            f"has three to choose from; write introduces: {_LIKE}",
        )
    return fates


def offers_of(fields: Fields, known: tuple[Fate, ...]) -> tuple[Fate, ...]:
    """What each question of a lesson offers: its `offers`, or all that is known by now."""
    offers = _fates(fields, "offers", among=known, optional=len(known) <= MOST)
    if "offers" not in fields and len(known) <= MOST:
        return known
    if not {Fate.SURVIVES, Fate.LOST} <= {*offers} or not FEWEST <= len(offers) <= MOST:
        fields.source.fault(
            fields.at("offers"),
            f"a question offers survives, lost and one to three more, and {len(known)} fates are "
            f"known by now; write for example offers: {_LIKE}",
        )
    return offers


def _fates(
    fields: Fields, key: str, among: tuple[Fate, ...], *, optional: bool = False
) -> tuple[Fate, ...]:
    words = fields.words(key, like=_LIKE, among=among, empty=True, optional=optional)
    fates = tuple(fate for fate in Fate if fate in words)
    if words and len(fates) == len(set(words)) and fates != tuple(words):
        fields.source.fault(
            fields.at(key), f"the order of fates is fixed; write [{', '.join(fates)}]"
        )
    return fates


def offered(lesson: Lesson, truth: Fate) -> tuple[Fate, ...]:
    """Three to five fates in the order of `Fate`, the same whatever is true.

    Raises NotIntroduced where the true one is not among them.
    """
    if truth not in lesson.offers:
        raise NotIntroduced(f"{truth} is not offered by the lesson {lesson.slug}")
    return lesson.offers
