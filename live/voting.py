"""Taking a vote that came by a form. The stream takes its votes by the same rules in groups."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from live import log
from live.ballots import Ballot, Refused
from live.copies import history, said_by
from live.locks import locked
from live.models import Player, Round, Vote
from live.questions import options_at
from live.submissions import Submission


class SubmissionUsed(ValueError):
    """The number of the form stands on another vote; that one is kept."""


@transaction.atomic
def cast(player: Player, sent: Submission, now: datetime) -> Vote:
    """Store what a player says on a ballot; it takes the place of what they said there before.

    A copy of what was stored gives what is stored, also after the ballot. Raises live.ballots'
    Refused and BadVote, and SubmissionUsed.
    """
    # The host's next move waits for this lock, so no vote comes in after its ballot.
    round_ = locked(player.round_id)
    player.refresh_from_db()
    if player.kicked or not player.approved:
        raise Refused("You have no vote in this round. Nothing was stored.")
    if stored := _copy(round_, player, sent):
        return stored
    Ballot.of(round_).check(sent.place, player.pace, now)
    response = options_at(round_, sent.place.position).response(sent.picks)
    place = sent.place._asdict()
    earlier = history(player.votes.filter(**place).first())
    said = {"submission": sent.uid, "response": response, "voted_at": now, "earlier": earlier}
    vote, _ = player.votes.update_or_create(**place, defaults=said)
    log.wake(round_.pk)
    return vote


def _copy(round_: Round, player: Player, sent: Submission) -> Vote | None:
    """The vote on this question that has, or had, the number of this form.

    Raises SubmissionUsed, BadVote.
    """
    for stored in player.votes.filter(position=sent.place.position):
        said = said_by(stored, sent.uid)
        if said is not None:
            same = (stored.position, stored.ballot) == sent.place
            if not same or options_at(round_, stored.position).response(sent.picks) != said:
                raise SubmissionUsed
            return stored
    return None
