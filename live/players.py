"""Who sits in a round: one seat a person, under a name of their own, on whatever device."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Count

from accounts.models import User
from classrooms.joining import unique_name
from classrooms.models import Membership, Pace
from classrooms.names import Name
from live import log
from live.locks import locked
from live.models import Player, Round
from live.phases import Phase
from live.rounds import refuse_over


class NoSeat(ValueError):
    """Nobody takes a new seat here; says why in a sentence."""


FULL = "This round is full. Nothing was stored; ask who leads it."
LOCKED = "This round is locked: nobody new comes in. Nothing was stored; ask who leads it."
OVER = "This round is over."


def seat_of(round_: Round, user: User | None) -> Player | None:
    """Somebody's seat, also one that they were sent away from."""
    return round_.players.filter(user=user).first() if user else None


def refusal(round_: Round) -> str:
    """Why nobody new may come in; "" where one may."""
    if round_.phase == Phase.DONE:
        return OVER
    return LOCKED if round_.locked else ""


def join(round_: Round, user: User, name: Name) -> Player:
    """Take a seat; who has one keeps it, whatever name they bring.

    Raises NoSeat, and classrooms.joining.NameTaken. Runs in a transaction of the caller, which a
    fault ends.
    """
    # Those who join at the same instant wait for each other, so that the count holds.
    round_ = locked(round_.pk)
    if before := seat_of(round_, user):
        return before
    sitting = round_.players.filter(kicked=False).count()
    if why := refusal(round_) or (FULL if sitting >= round_.cap else ""):
        raise NoSeat(why)
    player = Player(round=round_, user=user, name=name.shown, name_key=name.key)
    player.pace, player.team = _pace(round_, user), _team(round_)
    player.approved = not round_.approves
    with unique_name():
        player.save()
    log.wake(round_.pk)
    return player


def _pace(round_: Round, user: User) -> str:
    """The time that the class gives a member; that of everybody for who is none."""
    members = Membership.objects.current().filter(classroom=round_.classroom_id, user=user)
    return members.values_list("pace", flat=True).first() or Pace.NORMAL


def _team(round_: Round) -> int:
    """The smallest team; 0 where there are none."""
    sizes = dict.fromkeys(range(1, round_.teams + 1), 0)
    sitting = round_.players.filter(kicked=False).order_by().values_list("team")
    sizes |= {team: size for team, size in sitting.annotate(Count("pk")) if team in sizes}
    return min(sizes, key=lambda team: (sizes[team], team), default=0)


@transaction.atomic
def approve(round_: Round, uid: UUID) -> None:
    """Let somebody in who waits. Raises BadMove once the round is over, Player.DoesNotExist and
    Round.DoesNotExist."""
    player = _sitting(locked(round_.pk), uid)
    Player.objects.filter(pk=player.pk, kicked=False).update(approved=True)
    log.wake(round_.pk)


@transaction.atomic
def kick(round_: Round, uid: UUID) -> None:
    """Send somebody away for the rest of the round; their votes count no more. Raises the same."""
    held = locked(round_.pk)
    player = _sitting(held, uid)
    if Player.objects.filter(pk=player.pk, kicked=False).update(kicked=True):
        log.append(held, log.KICKED, {"player": str(player.uid)})


def _sitting(held: Round, uid: UUID) -> Player:
    refuse_over(held)
    return held.players.get(uid=uid)
