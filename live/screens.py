"""What phones and the projector show in each phase, drawn once for all who look.

Before the reveal this sees a question without its key: results and reasons are only asked for in
the phases that tell. What is one player's own (their vote, the token of the form) is not in it.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from classrooms.cards import Card, card
from classrooms.models import Pace
from live.ballots import Ballot
from live.lobby import lobby_of, people_in
from live.models import Round
from live.phases import BALLOTS, TELLING, Phase
from live.questions import built_at, next_position, quiz_of
from live.results import results_at, votes_on
from live.runs import run_of, whys_of
from live.scores import board_of
from quizzes.asking import Asking
from quizzes.forms import PredictionForm
from quizzes.questions import Built

VIEWS = ("phone", "projector")


def event_data(round_: Round, address: str) -> dict[str, Any]:
    """What the log says of a phase that has just begun; `address` is that of the site."""
    ballot = Ballot.of(round_)
    left = ballot.left_ms(Pace.NORMAL, round_.phase_at)
    known: dict[str, Any] = {"voted": 0} if ballot.number else {}
    return {
        "phase": round_.phase,
        "standing": render_to_string("live/_standing.html", {"round": round_}).strip(),
        "position": round_.position,
        "of": len(round_.keys),
        "ballot": ballot.number,
        "ms_left": left,
        "seconds": None if left is None else round_.seconds,
        "html": {view: part(view, round_, address, **known) for view in VIEWS},
    }


def draw_ahead(round_: Round) -> None:
    """Draw the next question while the host reads: it is kept, and the click finds it."""
    if next_position(round_) < len(round_.keys):
        _draw_ahead(round_.uid, next_position(round_))


@lru_cache(maxsize=1024)
def _draw_ahead(uid: UUID, position: int) -> None:
    for ahead in Round.objects.filter(uid=uid):
        ahead.phase, ahead.position = Phase.PREDICT, position
        for view in VIEWS:
            part(view, ahead, "")


def part(
    view: str, round_: Round, address: str, form: PredictionForm | None = None, **known: Any
) -> SafeString:
    """The part of a page that a phase changes; `form` is a player's own vote, to show it again.

    What is `known` need not be counted.
    """
    name, told = _told(round_, address, form)
    if view == "phone" and name == "ballot" and form is None:
        blank: SafeString = told["blank"]()
        return blank
    context = {"round": round_, "number": round_.position + 1, **told, **known}
    return render_to_string(f"live/{view}/_{name}.html", context)


def _told(round_: Round, address: str, form: PredictionForm | None) -> tuple[str, dict[str, Any]]:
    """The template of a phase, and what it needs; what may be called, only some of them need."""
    if round_.phase == Phase.LOBBY:
        card, lobby = partial(card_of, round_, address), partial(lobby_of, round_)
        return "lobby", {"card": card, "lobby": lobby}
    if round_.phase == Phase.DONE:
        return "done", {"board": board_of(round_)}
    built = built_at(round_, round_.position)
    if built is None:
        return "gone", {}
    asked = _asked(round_, built, form)
    told = _revealed(round_, built) if round_.phase in TELLING else _counted(round_)
    # Both ballots look alike.
    return "ballot" if round_.phase in BALLOTS else round_.phase, {**asked, **told}


def _asked(round_: Round, built: Built, form: PredictionForm | None) -> dict[str, Any]:
    """The question; `blank` is the ballot of a phone, and `large` what the wall shows."""
    asking, ballot = asking_of(round_, built, form), Ballot.of(round_).number
    drawn = partial(_drawn, round_, round_.position, built)
    return {
        "asking": asking,
        "ballot": ballot,
        "blank": partial(drawn, "live/phone/_ballot.html", ballot),
        "large": partial(drawn, "live/projector/_asked.html", 0),  # the same in every phase
    }


@lru_cache(maxsize=256)
def _drawn(round_: Round, position: int, built: Built, name: str, ballot: int) -> SafeString:
    """What is the same for all, as long as a question stands."""
    asking = asking_of(round_, built)
    context = {"round": round_, "number": position + 1, "asking": asking, "ballot": ballot}
    return render_to_string(name, context)


def _counted(round_: Round) -> dict[str, Any]:
    """How many have voted: all that anybody may see before the reveal."""
    return {"voted": partial(_voted, round_), "sitting": lambda: people_in(round_).sitting}


def _voted(round_: Round) -> int:
    return votes_on(round_, round_.position).filter(ballot=Ballot.of(round_).number).count()


def _revealed(round_: Round, built: Built) -> dict[str, Any]:
    """What is so, and what was voted: for the phases that tell."""
    return {
        "results": results_at(round_, round_.position, built),
        "run": run_of(built),
        "whys": whys_of(built),
        "board": board_of(round_),
    }


def card_of(round_: Round, address: str) -> Card:
    """The address at which one joins, and its QR code."""
    url = urljoin(address, reverse("live:phone", args=[round_.code]))
    return card(url, address.partition("//")[2].rstrip("/"))


def asking_of(round_: Round, built: Built, form: PredictionForm | None = None) -> Asking:
    """The question that stands, as its rows are drawn."""
    return Asking(
        quiz=quiz_of(round_),
        built=built,
        form=form or PredictionForm(built),
        number=round_.position + 1,
        size=len(round_.keys),
        url="",
    )
