"""A round as its host leads it: opened from a set, moved from phase to phase, locked, ended.

Each is one transaction with what the log says of it. A move names the `seq` that its form was made
for, so that of two clicks one moves and the other is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from classrooms.models import Classroom, QuestionSet
from classrooms.sets.offers import can_be_asked
from live import keeping, log
from live.locks import locked
from live.models import Round
from live.phases import FOLLOWS, Phase
from live.questions import built_at, next_position
from live.screens import event_data

SWITCHES = {  # what a host may turn while the round is on, and the field that it sets
    "lock": ("locked", True),
    "unlock": ("locked", False),
    "ask": ("approves", True),
    "admit": ("approves", False),
}


class BadMove(ValueError):
    """The round does not go on that way from where it is; says so in a sentence."""


class NothingToAsk(ValueError):
    """A set has no question that can be asked."""


class UidUsed(ValueError):
    """A form's uid names a round of another class."""


def open_round(
    classroom: Classroom, uid: UUID, asked: QuestionSet, fields: Mapping[str, Any], address: str
) -> Round:
    """Open a round; the same form again gives the round that it opened.

    `address` is that of the site as the host's browser knows it. Raises NothingToAsk, UidUsed.
    """
    keys = [key for key in asked.keys if can_be_asked(key)]
    if not keys:
        raise NothingToAsk
    given = {"classroom": classroom, "question_set": asked, "title": asked.title, "keys": keys}
    with transaction.atomic():
        found, made = Round.objects.get_or_create(uid=uid, defaults={**given, **fields})
        if made:
            log.append(found, log.PHASE, event_data(found, address))
    if found.classroom_id != classroom.pk:
        raise UidUsed
    return found


def ways_on(round_: Round) -> tuple[Phase, ...]:
    """The phases that may come next, in the order of a question."""
    return tuple(
        phase
        for phase in Phase
        if phase in FOLLOWS[Phase(round_.phase)] and _is_there(round_, phase)
    )


def _is_there(round_: Round, phase: Phase) -> bool:
    """Whether there is something to show in a phase."""
    if phase == Phase.PREDICT:
        return next_position(round_) < len(round_.keys)
    return phase != Phase.RUN or runs(round_)


def runs(round_: Round) -> bool:
    """Whether the question that stands has an event to run: concepts have none."""
    built = built_at(round_, round_.position)
    return built is not None and not built.question.is_concept


def move(round_: Round, seq: int, to: Phase, address: str) -> None:
    """Go on to a phase, then keep what was voted where it may be seen now. Raises BadMove."""
    round_ = _moved(round_, seq, to, address)
    # After the screens have heard: to keep the votes of a large room takes a moment.
    if to == Phase.REVEAL:
        keeping.keep(round_, [round_.position])
    elif to == Phase.DONE:
        keeping.keep(round_, range(round_.position + 1))


@transaction.atomic
def _moved(round_: Round, seq: int, to: Phase, address: str) -> Round:
    round_ = locked(round_.pk)
    if round_.seq != seq:
        raise BadMove("The round has gone on since this page was made.")
    if to not in ways_on(round_):
        raise BadMove(f"From here the round does not go on to “{to.label}”.")
    if to == Phase.PREDICT:
        round_.position = next_position(round_)
    round_.phase, round_.phase_at = to, timezone.now()
    round_.ended_at = round_.phase_at if to == Phase.DONE else None
    changed = ("phase", "position", "phase_at", "ended_at")
    log.append(round_, log.PHASE, event_data(round_, address), changed)
    return round_


@transaction.atomic
def switch(round_: Round, name: str) -> None:
    """Turn one of SWITCHES. Raises BadMove once the round is over."""
    refuse_over(locked(round_.pk))
    field, value = SWITCHES[name]
    Round.objects.filter(pk=round_.pk).update(**{field: value})
    log.wake(round_.pk)


def refuse_over(round_: Round) -> None:
    """Raises BadMove once the round is over."""
    if round_.phase == Phase.DONE:
        raise BadMove("The round is over.")
