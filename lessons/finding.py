"""A small search: words to passages, built once a process, without a service.

A passage that has all words of a query comes before one that has some; then counts how rare a word
is, and whether it stands in the title. The last word may be the beginning of one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from math import log
from pathlib import Path
from typing import NamedTuple

from lessons.passages import Passage, passages

MOST_RESULTS = 20
_WORD = re.compile(r"[^\W_]+")
_IN_TITLE = 6.0  # how much a word in a title counts; as much again where it is all of the title
_MOST_IN_TEXT = 3  # times that a word in the text counts
_BEGINNING = 0.4  # how much a word counts of which only the beginning was asked for
_SHORTEST_BEGINNING = 2  # letters
# Left out of a query that has other words.
_COMMON = frozenset(
    "a an and are as at be by can do does for from how i if in is it my not of on or that the "
    "then there this to was what when where which who why with you".split()
)
_SNIPPET = 200  # letters
_BEFORE = 50  # letters before the first word found


Matching = Mapping[str, float]  # words of the index -> how much of what was asked each is


class Mark(NamedTuple):
    """A piece of text; `found` where it is a word that was asked for."""

    text: str
    found: bool


class Result(NamedTuple):
    """A passage as the page of results shows it."""

    passage: Passage
    title: tuple[Mark, ...]
    snippet: tuple[Mark, ...]


class Found(NamedTuple):
    """What a query finds."""

    results: tuple[Result, ...]  # the best, the best one first
    places: int  # how many in all
    whole: bool  # whether they have all words of the query


def cleaned(query: str) -> str:
    """A query as a page may show it: without control characters, in one line."""
    visible = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in query)
    return " ".join("".join(visible).split())


def folded(word: str) -> str:
    """A word without case, accents and the ending of an English plural.

    >>> [folded(word) for word in ("Volumes", "copies", "Caches", "cache", "process", "Élan")]
    ['volume', 'copy', 'cach', 'cach', 'process', 'elan']
    """
    apart = unicodedata.normalize("NFKD", word.casefold())
    word = "".join(sign for sign in apart if not unicodedata.combining(sign))
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return word[:-1] if word.endswith(("che", "she", "xe", "sse", "ze")) else word


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(folded(word) for word in _WORD.findall(text))


def wanted(query: str) -> tuple[str, ...]:
    """The words that a query asks for, each once."""
    words = tuple(dict.fromkeys(words_of(query)))
    return tuple(word for word in words if word not in _COMMON) or words


@dataclass(frozen=True, slots=True)
class Index:
    """By each word the passages that have it, and how much it counts in them."""

    passages: tuple[Passage, ...]
    weights: dict[str, dict[int, float]]
    words: tuple[str, ...]  # in the order of the alphabet

    @classmethod
    def of(cls, all_passages: Sequence[Passage]) -> Index:
        weights: dict[str, dict[int, float]] = {}
        for place, passage in enumerate(all_passages):
            for word, weight in _weights(passage).items():
                weights.setdefault(word, {})[place] = weight
        return cls(tuple(all_passages), weights, tuple(sorted(weights)))

    def find(self, query: str) -> Found:
        """The passages for a query, the best first."""
        *whole_words, last = wanted(query) or ("",)
        asked = [self._exactly(word) for word in whole_words] + [self._beginning(last)]
        scores = [self._scores(matching) for matching in asked]
        hits = Counter(place for scored in scores for place in scored)
        whole = len(asked) in hits.values()
        kept = [place for place, count in hits.items() if count == len(asked) or not whole]
        total = {place: sum(scored.get(place, 0) for scored in scores) for place in kept}
        kept.sort(key=lambda place: (-hits[place], -total[place], place))
        found = frozenset(word for matching in asked for word in matching)
        results = (result(self.passages[place], found) for place in kept[:MOST_RESULTS])
        return Found(tuple(results), len(kept), whole)

    def _exactly(self, word: str) -> Matching:
        return {word: 1.0} if word in self.weights else {}

    def _beginning(self, word: str) -> Matching:
        """All words that begin so; the word itself counts most."""
        if len(word) < _SHORTEST_BEGINNING:
            return self._exactly(word)
        start = bisect_left(self.words, word)
        same = takewhile(lambda known: known.startswith(word), self.words[start:])
        return {known: 1.0 if known == word else _BEGINNING for known in same}

    def _scores(self, matching: Matching) -> dict[int, float]:
        """How much a word of a query counts in each passage that has it."""
        best: dict[int, float] = {}
        for word, share in matching.items():
            rarity = log(1 + len(self.passages) / len(self.weights[word]))
            for place, weight in self.weights[word].items():
                best[place] = max(best.get(place, 0), weight * rarity * share)
        return best


@cache
def index(root: Path) -> Index:
    """The index over what stands under `root`, and over the rules."""
    return Index.of(passages(root))


def _weights(passage: Passage) -> dict[str, float]:
    title, text = words_of(passage.title), Counter(words_of(passage.text))
    weights = {word: float(min(times, _MOST_IN_TEXT)) for word, times in text.items()}
    for word in title:
        weights[word] = weights.get(word, 0) + _IN_TITLE * (1 + 1 / len(title))
    return weights


def result(passage: Passage, found: frozenset[str]) -> Result:
    """A passage with the words marked that were found."""
    return Result(
        passage, tuple(marked(passage.title, found)), tuple(_snippet(passage.text, found))
    )


def marked(text: str, found: frozenset[str]) -> Iterator[Mark]:
    """The text in pieces, all of it, those words apart that were found."""
    end = 0
    for match in _WORD.finditer(text):
        if folded(match[0]) in found:
            yield Mark(text[end : match.start()], found=False)
            yield Mark(match[0], found=True)
            end = match.end()
    yield Mark(text[end:], found=False)


def _snippet(text: str, found: frozenset[str]) -> Iterator[Mark]:
    """The piece of a text that has most of the words found, cut between words."""
    places = [match.start() for match in _WORD.finditer(text) if folded(match[0]) in found]
    near = [
        sum(first <= place < first + _SNIPPET - _BEFORE for place in places) for first in places
    ]
    first = places[near.index(max(near))] if places else 0
    start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
    start = start if len(text) > _SNIPPET else 0
    end = len(text) if len(text) <= start + _SNIPPET else text.rfind(" ", start, start + _SNIPPET)
    if start:
        yield Mark("… ", found=False)
    yield from marked(text[start : end if end > start else start + _SNIPPET], found)
    if end < len(text):
        yield Mark(" …", found=False)
