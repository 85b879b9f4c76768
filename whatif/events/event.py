"""One event, resolved against a stack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from whatif.events.words import UNGRACEFUL, WORDS

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class BadEvent(ValueError):
    """An event that cannot be asked of this stack; the text says what to write instead."""


class Fencing(StrEnum):
    """What is known of the old pod when another takes its name."""

    NO = "no"
    YES = "yes"  # its node was declared out of service: it is surely dead
    FORCED = "forced"  # it was force-deleted without proof


class Cause(StrEnum):
    """Why a primary fails over."""

    LOSS = "loss"
    PARTITION = "partition"  # it runs on, cut off, and returns later


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, resolved against a stack."""

    text: str  # as written
    word: str
    targets: tuple[str, ...] = ()
    value: int | None = None  # of scale
    to: str = ""  # of upgrade the tag or image, of rename the name
    at: str = ""  # "same-node", "other-node", a node's name, or "" for the default
    back: float | None = None  # seconds away; None: as the files say
    never_back: bool = False
    renew: bool = False
    asked_gracefully: bool | None = None  # None: as the word has it
    fenced: Fencing = Fencing.NO
    cause: Cause = Cause.LOSS
    then: int | None = None  # of scale: the number it is scaled to later

    @property
    def target(self) -> str:
        return ",".join(self.targets)

    @property
    def graceful(self) -> bool:
        """Whether SIGTERM and the grace period come first."""
        if self.asked_gracefully is not None:
            return self.asked_gracefully
        return self.word not in UNGRACEFUL

    @property
    def heading(self) -> str:
        """The event as a sentence: "web restarts"."""
        names = " and ".join(self.targets) or "everything"
        value = self.to or self.value
        text = WORDS[self.word].says.format(target=names, value=value)
        return text[0].upper() + text[1:] if not self.targets else text


def duration(text: str) -> float:
    """Seconds of a duration like `10m`.

    >>> duration("100ms"), duration("2h")
    (0.1, 7200.0)
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", text)
    if match is None:
        raise ValueError(f"{text!r} is not a duration; write a number with a unit, like 10m")
    return float(match[1]) * _UNITS[match[2]]
