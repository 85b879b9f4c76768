"""The scenarios of content/scenarios: real files, one event, and what the engine says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings

from lessons import skills
from lessons.faults import ContentFault, Source, text_of
from lessons.fields import SLUG, Fields, fields_of
from lessons.variants import SEPARATOR, varied
from whatif import events
from whatif.events import BadEvent, Event
from whatif.ladder import Piece, pieces
from whatif.model import Stack
from whatif.outcome import Outcome
from whatif.predict import predict
from whatif.readers import BadStack, SourceFile
from whatif.readers import read as read_stack

CARD = "scenario.yaml"  # beside it, all other YAML and unit files are the stack
LONGEST_STORY = 80  # words
MOST_PIECES = 6
HARDEST = 3
HOME = "home"  # the scenario that the home page asks, with the fates of the first lesson


class Ask(StrEnum):
    """What a question asks for: the fate of each piece, the share of users logged out."""

    STATE = "state"
    USERS = "users"

    def refusal(self, outcome: Outcome) -> str:
        """Why a page has no answers to offer to this; "" where it has."""
        asked = len(outcome.state)
        if self is Ask.STATE and not 1 <= asked <= MOST_PIECES:
            return f"a question asks for 1 to {MOST_PIECES} pieces, this stack has {asked}"
        if self is Ask.USERS and outcome.users is None:
            return "no piece says what users need it for; write `use: session`"
        if self is Ask.USERS and outcome.users and outcome.users.per_request_miss > 0:
            return "some requests miss and others do not, no choice says that; leave out users"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """A stack, an event, and the answer that the engine computes. No key is typed by hand.

    There is one of each a process, so that what is computed from it can be kept by it.
    """

    slug: str
    title: str
    story: str
    happens: str  # the event as a person would say or type it
    ask: tuple[Ask, ...]
    skills: tuple[str, ...]
    difficulty: int  # 1 to 3
    files: tuple[SourceFile, ...]  # the stack before the event
    stack: Stack
    event: Event
    outcome: Outcome
    digest: str  # of every byte of the folder that could change a question

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces of state with their letters and fates."""
        return pieces(self.outcome)

    def file(self, name: str) -> SourceFile | None:
        return next((file for file in self.files if file.name == name), None)


class UnknownScenario(KeyError):
    """No scenario has this slug."""


class Scenarios(Mapping[str, Scenario]):
    """The sound scenarios of a folder by slug, each read when somebody first asks for it.

    Each is read to its end whatever is wrong in it.
    """

    def __init__(self, root: Path) -> None:
        folders = sorted(path for path in (root / "scenarios").glob("*") if path.is_dir())
        self._root = root
        self._folders = {folder.name: folder for folder in folders}
        self._found: dict[str, Scenario | None] = {}
        self._faults: list[ContentFault] = []
        self._reading = Lock()  # threads that ask at once get the same one

    def __getitem__(self, slug: str) -> Scenario:
        if slug not in self._found:
            self._read(self._folders[slug])
        if found := self._found[slug]:
            return found
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        return (slug for slug in self._folders if slug in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def faults(self) -> tuple[ContentFault, ...]:
        """What is wrong in the files of all of them, which are read for it."""
        len(self)
        return tuple(self._faults)

    def _read(self, folder: Path) -> None:
        source = Source.of(folder / CARD, self._root, self._faults)
        with self._reading:
            if folder.name not in self._found:
                known = tuple(skills.read(self._root).skills)
                self._found[folder.name] = _scenario(folder, source, known)


def scenarios() -> Scenarios:
    """All scenarios by slug."""
    return read(settings.CONTENT_DIR)


def scenario(slug: str) -> Scenario:
    """One scenario, also with another event: `SCENARIO.EVENT`. Raises UnknownScenario."""
    base, dot, event = slug.partition(SEPARATOR)
    try:
        found = scenarios()[base]
        return varied(found, event) if dot else found
    except KeyError:
        raise UnknownScenario(slug) from None


@cache
def read(root: Path) -> Scenarios:
    """The scenarios under `root`, one of each a process."""
    return Scenarios(root)


def _scenario(folder: Path, source: Source, known_skills: Sequence[str]) -> Scenario | None:
    if not SLUG.fullmatch(folder.name):
        source.fault(1, "the folder's name has small letters, digits and single hyphens only")
    text = text_of(folder / CARD, source)
    fields = fields_of(text, source) if text is not None else None
    files = _files(folder, source)
    stack = _stack(files, source)
    if text is None or fields is None:
        return None
    card = _card(fields, known_skills)
    event = _event(fields, stack)
    fields.close()
    if stack is None or event is None:
        return None
    outcome = predict(stack, event)
    _check_answers(fields, card.ask, outcome)
    return Scenario(
        slug=folder.name,
        **card._asdict(),
        files=files,
        stack=stack,
        event=event,
        outcome=outcome,
        digest=_digest(text, files),
    )


class _Card(NamedTuple):
    """What scenario.yaml says, without the event."""

    title: str
    story: str
    happens: str
    ask: tuple[Ask, ...]
    skills: tuple[str, ...]
    difficulty: int


def _card(fields: Fields, known_skills: Sequence[str]) -> _Card:
    story = fields.text("story", like="A shop keeps its sessions in memory.")
    if (words := len(story.split())) > LONGEST_STORY:
        fields.source.fault(
            fields.at("story"), f"the story has {words} words; tell it in {LONGEST_STORY}"
        )
    asked = fields.words("ask", like="[state, users]", among=list(Ask))
    return _Card(
        title=fields.text("title", like="A restart and the writable layer"),
        story=story,
        happens=fields.text("happens", like="docker compose restart web"),
        ask=tuple(ask for ask in Ask if ask in asked),
        skills=fields.words("skills", like="[some-skill]", among=known_skills or None),
        difficulty=fields.whole("difficulty", low=1, high=HARDEST, like="1") or 1,
    )


def _files(folder: Path, source: Source) -> tuple[SourceFile, ...]:
    """The files of the stack, in name order."""
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix in {".yaml", ".yml", ".service"} and path.name != CARD
    )
    if not paths:
        source.fault(1, "there is no stack beside this; add compose.yaml, manifests or a unit")
    texts = ((path, text_of(path, _beside(source, path.name))) for path in paths)
    return tuple(SourceFile(path.name, text) for path, text in texts if text is not None)


def _stack(files: tuple[SourceFile, ...], source: Source) -> Stack | None:
    if not files:
        return None
    try:
        stack = read_stack(files)
    except BadStack as bad:
        for fault in bad.faults:
            _beside(source, fault.file).fault(fault.line, fault.message)
        return None
    for what, mark in stack.not_modelled:
        _beside(source, mark.file).fault(
            mark.line, f"a question must be modelled in full; leave this out: {what}"
        )
    return stack


def _beside(source: Source, name: str) -> Source:
    """The source for a file in the same folder."""
    return Source(f"{source.file.rpartition('/')[0]}/{name}", source.faults)


def _event(fields: Fields, stack: Stack | None) -> Event | None:
    text = fields.text("event", like="restart web")
    if not text or stack is None:
        return None
    try:
        return events.parse(text, stack)
    except BadEvent as bad:
        fields.source.fault(fields.at("event"), str(bad))
        return None


def _check_answers(fields: Fields, ask: tuple[Ask, ...], outcome: Outcome) -> None:
    """A fault where a question could not be answered with what a page offers."""
    for one in ask:
        if refusal := one.refusal(outcome):
            fields.source.fault(fields.at("ask"), refusal)


def _digest(card: str, files: tuple[SourceFile, ...]) -> str:
    digest = hashlib.sha256()
    for name, text in ((CARD, card), *files):
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:32]
