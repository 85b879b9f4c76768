"""The blocks of a lesson that we draw, read from their YAML and tied to scenarios."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessons.faults import Source, choice
from lessons.fields import Fields, fields_of, rows_of
from lessons.parts import Part, PartKind
from lessons.questions import ConceptQuestion
from lessons.replicas import Replicas, replicas_of
from lessons.scenarios import Scenario
from lessons.skills import Skill
from lessons.stock import Stock, scenario_of
from lessons.versus import Versus, versus_of
from whatif import events
from whatif.events import BadEvent, Event
from whatif.readers import SourceFile

_LINES = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A ladder: of a scenario's stack, before an event or with its cut."""

    scenario: Scenario
    event: Event
    happens: str
    caption: str  # Markdown of one line; the label where ladders stand side by side
    run: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """Lines of a scenario's file, with the one that decides."""

    scenario: Scenario
    file: SourceFile
    first: int
    last: int
    decides: int | None
    why: str  # Markdown


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the margin."""

    text: str  # Markdown


@dataclass(frozen=True, slots=True)
class Invitation:
    """A question that the reader is asked to predict."""

    scenario: Scenario
    ask: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or three ladders side by side."""

    ladders: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A case traced step by step, with which a skill is first met."""

    skill: Skill
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept question that the reader may answer here."""

    question: ConceptQuestion


Block = Drawn | Quoted | Note | Invitation | Comparison | Example | Versus | Replicas | Asked


def block_of(part: Part, source: Source, stock: Stock) -> Block | None:
    """The block that a part writes; None, and faults, where it cannot be drawn."""
    match part.kind:
        case PartKind.NOTE:
            return _note(part, source)
        case PartKind.COMPARE:
            return _comparison(part, source, stock)
        case PartKind.VERSUS:
            return versus_of(part, source, stock)
    fields = fields_of(part.text, source, after=part.line)
    if fields is None:
        return None
    if part.kind is PartKind.ASK:
        return _asked(fields, stock)
    scenario = scenario_of(fields, stock)
    block = _about(part, fields, scenario, stock) if scenario else None
    if scenario:
        fields.close()
    return block


def _note(part: Part, source: Source) -> Note | None:
    if not part.text.strip():
        source.fault(part.line, "the note is empty; write its text or take it away")
        return None
    return Note(part.text)


def _asked(fields: Fields, stock: Stock) -> Asked | None:
    name = fields.text("question", like=next(iter(stock.questions), "what-makes-it-state"))
    fields.close()
    if name and name not in stock.questions:
        known = choice(name, stock.questions)
        fields.source.fault(fields.at("question"), f"there is no concept question {name}; {known}")
    return Asked(stock.questions[name]) if name in stock.questions else None


def _about(part: Part, fields: Fields, scenario: Scenario, stock: Stock) -> Block | None:
    """A block that shows or asks one scenario."""
    match part.kind:
        case PartKind.FILE:
            return _quoted(fields, scenario)
        case PartKind.TRY:
            ask = fields.text("ask", like='"What becomes of the sessions?"')
            return Invitation(scenario, ask) if ask else None
        case PartKind.REPLICAS:
            return replicas_of(fields, scenario, part.line)
        case PartKind.WORKED:
            return _example(fields, scenario, stock)
        case PartKind.LADDER:
            return _ladder(fields, scenario)
    raise ValueError(f"{part.kind} is not drawn")


def _ladder(fields: Fields, scenario: Scenario) -> Drawn | None:
    caption = fields.text("caption", like="One container and its two pieces of state.")
    return _drawn(fields, scenario, caption, run=fields.flag("run", default=True))


def _example(fields: Fields, scenario: Scenario, stock: Stock) -> Example | None:
    name = fields.text("skill", like=next(iter(stock.skills), "some-skill"))
    if name and name not in stock.skills:
        known = choice(name, stock.skills)
        fields.source.fault(fields.at("skill"), f"there is no skill {name}; {known}")
    caption = fields.text("caption", like="One container and its two pieces of state.")
    drawn = _drawn(fields, scenario, caption, run=True)
    return Example(stock.skills[name], drawn) if drawn and name in stock.skills else None


def _drawn(fields: Fields, scenario: Scenario, caption: str, *, run: bool) -> Drawn | None:
    text = fields.text("event", like=scenario.event.text, optional=True)
    happens = fields.text("happens", like=scenario.happens, optional=True)
    if not text:
        return Drawn(scenario, scenario.event, happens or scenario.happens, caption, run)
    try:
        event = events.parse(text, scenario.stack)
    except BadEvent as bad:
        fields.source.fault(fields.at("event"), str(bad))
        return None
    same = event == scenario.event
    words = happens or (scenario.happens if same else event.heading)
    return Drawn(scenario, event, words, caption, run)


def _quoted(fields: Fields, scenario: Scenario) -> Quoted | None:
    name = fields.text("file", like=scenario.files[0].name)
    lines = fields.text("lines", like="1-9", optional=True)
    decides = fields.whole("decides", low=1, high=9999, like="7", optional=True)
    why = fields.text("why", like='"**Line 7 decides B.** It is in memory."', optional=True)
    file = scenario.file(name)
    if file is None:
        if name:
            known = ", ".join(file.name for file in scenario.files)
            fields.source.fault(fields.at("file"), f"{scenario.slug} has no {name}; it has {known}")
        return None
    span = _span(fields, lines, file)
    if span is None:
        return None
    if decides is not None and not span[0] <= decides <= span[1]:
        fields.source.fault(
            fields.at("decides"), f"line {decides} is not shown; lines {span[0]}-{span[1]} are"
        )
    return Quoted(scenario, file, *span, decides, why)


def _span(fields: Fields, lines: str, file: SourceFile) -> tuple[int, int] | None:
    """The first and last line shown; all of the file where the block does not say."""
    length = len(file.text.rstrip("\n").split("\n"))
    if not lines:
        return 1, length
    match = _LINES.fullmatch(lines)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if 1 <= first <= last <= length:
        return first, last
    fields.source.fault(
        fields.at("lines"), f"`lines` is like 3-9; {file.name} has lines 1 to {length}"
    )
    return None


def _comparison(part: Part, source: Source, stock: Stock) -> Comparison | None:
    like = "- {label: Restart, scenario: some-scenario, event: restart web}"
    rows = rows_of(part.text, source, like=like, after=part.line)
    ladders = [ladder for row in rows if (ladder := _labelled(row, stock))]
    if rows and not 2 <= len(rows) <= 3:
        source.fault(part.line, f"two or three ladders stand side by side, not {len(rows)}")
    return Comparison(tuple(ladders)) if ladders and len(ladders) == len(rows) else None


def _labelled(fields: Fields, stock: Stock) -> Drawn | None:
    label = fields.text("label", like="Restart")
    scenario = scenario_of(fields, stock)
    drawn = _drawn(fields, scenario, label, run=True) if scenario else None
    if scenario:
        fields.close()
    return drawn if label else None
