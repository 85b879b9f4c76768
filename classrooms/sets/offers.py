"""The questions that a teacher may choose: scenarios with any of their events, and concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from lessons.happenings import happening, heading
from lessons.questions import UnknownQuestion
from lessons.scenarios import Scenario, UnknownScenario, scenario
from lessons.variants import SEPARATOR, askable, base_of, events_of
from quizzes.pools import CHALLENGE, CONCEPT, HOME, Quiz, UnknownQuiz, asked_in, concept_of, quizzes

MOST = 40  # scenarios and concepts that a search shows; more than any part has


class Offer(NamedTuple):
    """One question: what names it, the case that it is about, and what it asks about it."""

    key: str
    case: str  # the title of the scenario, or whose stack it is; "" for a concept
    says: str  # what happens, or the question itself
    there: bool = True  # False where it cannot be asked any more


class Case(NamedTuple):
    """A scenario with its own event, and with the others of its stack."""

    own: Offer
    others: tuple[Offer, ...]
    within: bool = False  # what was searched for is found in the others alone


class Chapter(NamedTuple):
    """What a lesson's quiz or a practice asks."""

    title: str
    cases: tuple[Case, ...]
    concepts: tuple[Offer, ...]


class Shelf(NamedTuple):
    """What is found."""

    chapters: tuple[Chapter, ...]
    more: bool  # than is shown


def parts() -> tuple[Quiz, ...]:
    """The quizzes by which the questions are grouped: one a lesson, then practice."""
    return tuple(one for one in quizzes() if one.slug not in {HOME, CHALLENGE})


def shelf(part: str, words: str) -> Shelf:
    """What has all of these words, in one part or ("") in all of them.

    Without words a part is shown whole, and of all parts nothing: that would be thousands.
    """
    terms = words.casefold().split()
    if not part and not terms:
        return Shelf((), more=False)
    found = list(islice(_found(part, terms), MOST + 1))
    return Shelf(tuple(_grouped(found[:MOST])), len(found) > MOST)


def _found(part: str, terms: Sequence[str]) -> Iterator[tuple[Quiz, Case | Offer]]:
    for quiz in parts():
        for key in quiz.pool if part in {"", quiz.slug} else ():
            if asked_in(key) is not quiz:
                continue  # it stands where it is asked first
            found = _concept(key, terms) if key.startswith(CONCEPT) else _case(key, quiz, terms)
            if found:
                yield quiz, found


def _grouped(found: Iterable[tuple[Quiz, Case | Offer]]) -> Iterator[Chapter]:
    for quiz, pairs in groupby(found, lambda pair: pair[0]):
        things = [thing for _, thing in pairs]
        cases = tuple(one for one in things if isinstance(one, Case))
        yield Chapter(quiz.title, cases, tuple(one for one in things if isinstance(one, Offer)))


def _concept(key: str, terms: Sequence[str]) -> Offer | None:
    asks = concept_of(key).asks
    return Offer(key, "", asks) if _has(asks, terms) else None


def _case(key: str, quiz: Quiz, terms: Sequence[str]) -> Case | None:
    """The scenario with all of its events where it has the words, else with those that have."""
    base = scenario(key)
    own = Offer(key, base.title, base.happens)
    if _has(f"{base.title} {base.happens}", terms):
        return Case(own, tuple(_others(base, quiz, ())))
    others = tuple(_others(base, quiz, terms))
    return Case(own, others, within=True) if others else None


def _others(base: Scenario, quiz: Quiz, terms: Sequence[str]) -> Iterator[Offer]:
    """The other events that have the words; what each does is computed only for these."""
    offers = quiz.lesson_of(base.slug).offers
    for name, event in events_of(base).items():
        says = happening(event, base.stack)
        if _has(f"{base.title} {heading(event, base.stack)} {says}", terms) and askable(
            base, name, offers
        ):
            yield Offer(f"{base.slug}{SEPARATOR}{name}", base.title, says)


def _has(text: str, terms: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(term in folded for term in terms)


def can_be_asked(key: str) -> bool:
    """Whether a set may have this question."""
    try:
        return _is_concept(key) if key.startswith(CONCEPT) else _is_case(key)
    except (UnknownQuiz, UnknownQuestion, UnknownScenario):
        return False


def _is_concept(key: str) -> bool:
    return concept_of(key).quiz == key


def _is_case(key: str) -> bool:
    base, dot, event = key.partition(SEPARATOR)
    quiz = asked_in(base)
    if quiz.slug == HOME or base not in quiz.pool:
        return False
    return not dot or askable(scenario(base), event, quiz.lesson_of(base).offers) is not None


def offer_of(key: str) -> Offer:
    """A chosen question as lists name it, also one that the content no longer has."""
    if not can_be_asked(key):
        return Offer(key, "", key, there=False)
    if key.startswith(CONCEPT):
        return Offer(key, "", concept_of(key).asks)
    title = scenario(base_of(key)).title
    case = f"The stack of “{title}”" if SEPARATOR in key else title
    return Offer(key, case, scenario(key).happens)
