"""What the parts in templates/figures/ need said: words of fates, rules, and the small ladder.

Pure rendering: everything comes in as data of the engine, or as the same data read from a stored
answer, where a fate is its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lessons import markdown
from lessons.minis import Mini, drawn
from whatif.ladder import Ladder, Piece, Row
from whatif.outcome import Fate, Instances
from whatif.rules import by_number

register = template.Library()


class _Words(NamedTuple):
    word: str
    sentence: str


_FATES = {
    Fate.SURVIVES: _Words("Survives", "there, and found"),
    Fate.LOST: _Words("Lost", "no copy is left"),
    Fate.PARTLY_LOST: _Words("Partly lost", "the newest part is missing"),
    Fate.STALE: _Words("Stale", "an older copy answers"),
    Fate.INACCESSIBLE: _Words("Out of reach", "still there, and nobody finds it"),
    Fate.DIVERGED: _Words("Diverged", "the copies disagree"),
    Fate.DUPLICATED: _Words("Duplicated", "done more than once"),
    Fate.CORRUPTION_RISK: _Words("May be corrupt", "readable, not to be trusted"),
}
_WHOSE = {
    Instances.ALL: "",
    Instances.HIT: "on what the event hits",
    Instances.OTHERS: "on the other instances",
}
# A command, up to the comma that ends it in a sentence.
_COMMAND = re.compile(r"(\b(?:docker|kubectl|systemctl|sudo|kill)\b[^,;]*)")


@register.filter
def word(fate: Fate | str) -> str:
    """The word of a fate on a page: `Out of reach`."""
    return _FATES[Fate(fate)].word


@register.filter
def sentence(fate: Fate | str) -> str:
    """What the word of a fate means."""
    return _FATES[Fate(fate)].sentence


@register.filter
def line(text: str) -> SafeString:
    """One line of Markdown from content/."""
    return markdown.line(text)


@register.filter
def commands(happens: str) -> SafeString:
    """An event as a person says it, with what is typed set as code."""
    pieces = _COMMAND.split(happens)  # every second one is a command
    texts = (_code(piece) if index % 2 else piece for index, piece in enumerate(pieces))
    return format_html_join("", "{}", ((text,) for text in texts))


def _code(command: str) -> SafeString:
    typed = command.rstrip()
    return format_html("<code>{}</code>{}", typed, command[len(typed) :])


@register.filter
def ends(ladder: Ladder) -> str:
    """What the event ends: `ends process, container, and the volume`; the struck rungs last."""
    struck = [f"the {row.name.lower()}" for row in reversed(ladder.stands) if row.struck]
    if not struck:
        return ladder.cut or "ends nothing"
    return (
        f"{ladder.cut}, and {' and '.join(struck)}"
        if ladder.cut
        else f"ends {' and '.join(struck)}"
    )


@register.filter
def many_services(ladder: Ladder) -> bool:
    """Whether pieces of several services stand here, so that each must say whose it is."""
    rows = (*ladder.stands, *ladder.fallen)
    pieces = [piece for row in rows for piece in row.pieces] + list(ladder.others)
    return len({piece.service for piece in pieces}) > 1


@register.filter
def about(piece: Any) -> str:
    """Where a piece lies, and of which instances it is said where they fare differently.

    For a piece of the ladder, and for one that a question asks about.
    """
    whose = piece.whose if hasattr(piece, "whose") else _WHOSE[Instances(piece.instances)]
    parts = (piece.place, whose, getattr(piece, "note", ""))
    return ", ".join(part for part in parts if part)


@register.filter
def sawn(ladder: Ladder, cuts: Sequence[Any]) -> list[tuple[Any, Row | None]]:
    """The rungs from top to bottom, each with the cut that goes above it; last, no cut at all."""
    above = {cut.rung: cut for cut in cuts}
    rows: list[tuple[Any, Row | None]] = [(above.get(row.name), row) for row in ladder.stands]
    return [*rows, (above.get(""), None)]


@register.filter
def loss(letters: Sequence[str]) -> str:
    """What a cut takes, in words: `only A is gone`, `A and B are gone`, `nothing is gone`."""
    if len(letters) > 1:
        return f"{', '.join(letters[:-1])} and {letters[-1]} are gone"
    return f"only {letters[0]} is gone" if letters else "nothing is gone"


@register.filter
def mini(ladder: Ladder, piece: Piece) -> Mini:
    """The lines of the small ladder with this one piece on it."""
    return drawn(ladder, piece)


@register.filter
def rule_source(number: str) -> str:
    """Where a rule comes from; "" for a number that no rule carries any more."""
    rule = by_number(number)
    return rule.source if rule else ""


@register.filter
def rule_sentence(number: str) -> str:
    """What a rule says."""
    rule = by_number(number)
    return rule.sentence if rule else ""
