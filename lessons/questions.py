"""The concept questions of content/questions: words to choose or to sort, each with its reason."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings

from lessons import catalogue, skills, statements
from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import Fields, rows_of

HARDEST = 3
LONGEST_ID = 48  # with `q-` before it, the id names a quiz
FEWEST_OPTIONS, MOST_OPTIONS = 3, 4
FEWEST_BINS, MOST_BINS = 2, 4
FEWEST_ITEMS, MOST_ITEMS = 2, 6
_LIKE = '- {id: what-makes-it-state, kind: definition, asks: "Which of these is state?"}'
_OPTIONS = '[{says: "A log file", right: true, why: "It outlives the request."}]'
_ITEMS = '[{says: "A log file", bin: State, why: "It outlives the request."}]'


class Kind(StrEnum):
    """What a question is about: a word, a difference, a choice of bins, what belongs to what."""

    DEFINITION = "definition"
    COMPARISON = "comparison"
    CLASSIFICATION = "classification"
    MAPPING = "mapping"


class Option(NamedTuple):
    """An answer to choose, and why it is right or what is so instead."""

    says: str
    right: bool
    why: str


class Item(NamedTuple):
    """Something to sort, and why it belongs into its bin."""

    says: str
    bin: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptQuestion:
    """One question: either `options`, one of them right, or `items` to sort into `bins`."""

    id: str
    kind: Kind
    statements: tuple[str, ...]  # of the document
    skills: tuple[str, ...]
    difficulty: int  # 1 to 3
    asks: str
    options: tuple[Option, ...] = ()
    bins: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    lesson: str  # slug
    digest: str = ""  # of all that is shown or told

    @property
    def quiz(self) -> str:
        """The slug of the quiz that asks this question alone."""
        return f"q-{self.id}"


class UnknownQuestion(KeyError):
    """No concept question has this id."""


class Questions(NamedTuple):
    """All concept questions of a folder by id, and what is wrong in their files."""

    questions: Mapping[str, ConceptQuestion]
    faults: tuple[ContentFault, ...]


def concept_questions() -> Mapping[str, ConceptQuestion]:
    """All concept questions by id, in the order of lessons and files. Raises BadContent."""
    found = read(settings.CONTENT_DIR)
    if found.faults:
        raise BadContent(found.faults)
    return found.questions


def concept_question(name: str) -> ConceptQuestion:
    """The concept question with this id. Raises UnknownQuestion."""
    try:
        return concept_questions()[name]
    except KeyError:
        raise UnknownQuestion(name) from None


@cache
def read(root: Path) -> Questions:
    """The questions under `root`, each file read to its end whatever is wrong in it."""
    faults: list[ContentFault] = []
    known = _Known.of(root)
    found: dict[str, ConceptQuestion] = {}
    seen: dict[str, str] = {}  # id -> where it stands
    for path in sorted((root / "questions").glob("*.yaml"), key=known.place):
        source = Source.of(path, root, faults)
        if path.stem not in known.lessons:
            lessons = ", ".join(known.lessons) or "none"
            source.fault(1, f"no lesson is called {path.stem}; lessons are {lessons}")
        text = text_of(path, source)
        for fields in rows_of(text, source, like=_LIKE) if text is not None else ():
            question = _question(fields, path.stem, known)
            if first := seen.get(question.id):
                source.fault(fields.at("id"), f"{question.id} stands at {first}; choose another id")
            seen[question.id] = f"{source.file}:{fields.at('id')}"
            found.setdefault(question.id, question)
    return Questions(MappingProxyType(found), tuple(faults))


class _Known(NamedTuple):
    """The names that a question may use."""

    lessons: tuple[str, ...]
    skills: tuple[str, ...]
    statements: tuple[str, ...]

    @classmethod
    def of(cls, root: Path) -> _Known:
        lessons = tuple(lesson.slug for lesson in catalogue.read(root).lessons)
        return cls(lessons, tuple(skills.read(root).skills), statements.read(root).ids)

    def place(self, path: Path) -> tuple[int, str]:
        """Files stand in the order of their lessons."""
        slug = path.stem
        return self.lessons.index(slug) if slug in self.lessons else len(self.lessons), slug


def _question(fields: Fields, lesson: str, known: _Known) -> ConceptQuestion:
    sorts = "bins" in fields or "items" in fields
    bare = ConceptQuestion(
        id=_id(fields),
        kind=_kind(fields),
        statements=fields.words("statements", like="[S08]", among=known.statements),
        skills=fields.words("skills", like="[some-skill]", among=known.skills),
        difficulty=fields.whole("difficulty", low=1, high=HARDEST, like="1") or 1,
        asks=fields.text("asks", like="Which of these is state?"),
        options=() if sorts else _options(fields),
        bins=_bins(fields) if sorts else (),
        items=_items(fields) if sorts else (),
        lesson=lesson,
    )
    fields.close()
    if sorts:
        _check_bins(bare, fields)
    text = json.dumps(asdict(bare), sort_keys=True)
    return replace(bare, digest=hashlib.sha256(text.encode()).hexdigest()[:32])


def _id(fields: Fields) -> str:
    name = fields.slug("id", like="what-makes-it-state")
    if len(name) > LONGEST_ID:
        fields.source.fault(fields.at("id"), f"`id` has at most {LONGEST_ID} characters")
    return name


def _kind(fields: Fields) -> Kind:
    kind = fields.text("kind", like="definition")
    if kind in set(Kind):
        return Kind(kind)
    if kind:
        fields.source.fault(
            fields.at("kind"), f"there is no kind {kind}; kinds are {', '.join(Kind)}"
        )
    return Kind.DEFINITION


def _options(fields: Fields) -> tuple[Option, ...]:
    """Three or four options, exactly one of them right."""
    found = tuple(_option(row) for row in fields.mappings("options", like=_OPTIONS))
    line = fields.at("options")
    if found and not FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS:
        fields.source.fault(line, f"three or four options, not {len(found)}")
    if found and (right := sum(option.right for option in found)) != 1:
        fields.source.fault(line, f"exactly one option has `right: true`, here {right} have it")
    _check_twice([option.says for option in found], fields, "options")
    return found


def _option(row: Fields) -> Option:
    option = Option(
        row.text("says", like="A log file"),
        row.flag("right", default=False),
        row.text("why", like="It outlives the request."),
    )
    row.close()
    return option


def _bins(fields: Fields) -> tuple[str, ...]:
    bins = fields.words("bins", like="[Stateless, Stateful]")
    if bins and not FEWEST_BINS <= len(bins) <= MOST_BINS:
        fields.source.fault(fields.at("bins"), f"two to four bins, not {len(bins)}")
    return bins


def _items(fields: Fields) -> tuple[Item, ...]:
    """Two to six things to sort."""
    found = tuple(_item(row) for row in fields.mappings("items", like=_ITEMS))
    if found and not FEWEST_ITEMS <= len(found) <= MOST_ITEMS:
        fields.source.fault(fields.at("items"), f"two to six items, not {len(found)}")
    _check_twice([item.says for item in found], fields, "items")
    return found


def _item(row: Fields) -> Item:
    item = Item(
        row.text("says", like="A web server with static files"),
        row.text("bin", like="Stateless"),
        row.text("why", like="Every request brings all that it needs."),
    )
    row.close()
    return item


def _check_bins(question: ConceptQuestion, fields: Fields) -> None:
    """A fault for each item in a bin that is not there, and for each bin that nothing goes into."""
    used = Counter(item.bin for item in question.items)
    for name in used.keys() - set(question.bins) - {""}:
        known = ", ".join(question.bins) or "none"
        fields.source.fault(fields.at("items"), f"there is no bin {name}; bins are {known}")
    for name in question.bins if question.items else ():
        if not used[name]:
            fields.source.fault(fields.at("bins"), f"nothing belongs into {name}; leave it out")


def _check_twice(texts: Sequence[str], fields: Fields, key: str) -> None:
    for text, times in Counter(texts).items():
        if text and times > 1:
            fields.source.fault(fields.at(key), f"`{text}` stands {times} times; keep one")
