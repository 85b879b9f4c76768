"""The events of the format: how they are written, and what they ask of a stack."""

from whatif.events.event import BadEvent, Cause, Event, Fencing, duration
from whatif.events.parsing import applicable, parse
from whatif.events.words import UNGRACEFUL, WORDS, Word

__all__ = [
    "UNGRACEFUL",
    "WORDS",
    "BadEvent",
    "Cause",
    "Event",
    "Fencing",
    "Word",
    "applicable",
    "duration",
    "parse",
]
