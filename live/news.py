"""Whether a page that is open still shows how its round stands: pages ask every two seconds."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse

from live.models import Player, Round, Vote

SEEN = "seen"  # in an address: the state that a page shows


def is_old_news(request: HttpRequest, state: str) -> bool:
    """Whether a page asks for what it shows already."""
    return request.GET.get(SEEN) == state


def nothing_new() -> HttpResponse:
    """The reply then: htmx leaves the page as it is."""
    return HttpResponse(status=204)


def state_for(round_: Round, player: Player) -> str:
    """Changes when a player's page does; not while a ballot is open, so no choice is lost."""
    return f"{round_.phase}-{round_.position}-{player.approved:d}{player.kicked:d}"


def state_of(round_: Round) -> str:
    """Changes when the wall or the host's page does: with each event, player and vote."""
    told = {"seq": round_.seq, "locked": round_.locked, "approves": round_.approves}
    return "-".join(str(part) for part in (*told.values(), *_players(round_), *_votes(round_)))


def _players(round_: Round) -> tuple[int, ...]:
    seated = round_.players.aggregate(
        all=Count("pk"), approved=Count("pk", filter=Q(approved=True))
    )
    return (seated["all"], seated["approved"])


def _votes(round_: Round) -> tuple[int, int]:
    """How many there are, and when the last was cast, which may have changed one."""
    cast = Vote.objects.filter(player__round=round_).aggregate(
        all=Count("pk"), last=Max("voted_at")
    )
    return cast["all"], int(cast["last"].timestamp() * 1000) if cast["last"] else 0
