"""What a class may not find: the marks that every rehearsal is measured by."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

from rehearsal import votes_in
from rehearsal.classes import Class
from rehearsal.people import PICK, Vote
from rehearsal.votes_in import Stored


async def faults_of(room: Class) -> list[str]:
    """All that is wrong, each in a line; the database is asked by a program of its own."""
    stored = await asyncio.to_thread(votes_in.read, room.stage.database, room.uid)
    return [*_votes(room, stored), *_streams(room, stored), *room.stage.faults()[:3]]


def _votes(room: Class, stored: Stored) -> Iterator[str]:
    """Acknowledged is stored, once and as it was sent; nothing is stored that nobody sent."""
    sent = {
        _key(phone.player, vote): vote for phone in room.phones for vote in phone.votes.values()
    }
    kept = {key for key, vote in sent.items() if vote.status == 200}
    rows = Counter((player, at, ballot, uid) for player, at, ballot, uid, _ in stored.votes)
    places = Counter((player, at, ballot) for player, at, ballot, *_ in stored.votes)
    told = {
        "acknowledged and not stored": kept - rows.keys(),
        "stored twice": [place for place, times in places.items() if times > 1],
        "stored and never sent": rows.keys() - sent.keys(),
        "refused": _refused(room),
        "refused and stored": rows.keys() & {key for key in sent if sent[key].status > 200},
        "in doubt for ever": [vote for vote in sent.values() if not vote.status],
        "stored otherwise than sent": _changed(sent, stored),
    }
    yield from (f"{len(found)} votes {what}" for what, found in told.items() if found)


def _refused(room: Class) -> list[Vote]:
    """But for those of phones that were away, to which a ballot may have been closed."""
    stayed = [phone for phone in room.phones if not phone.source.was_cut]
    return [vote for phone in stayed for vote in phone.votes.values() if vote.status > 200]


def _key(player: str, vote: Vote) -> tuple[str, int, int, str]:
    return player, *vote.place, vote.submission


def _changed(sent: dict[tuple[str, int, int, str], Vote], stored: Stored) -> list[str]:
    changed = []
    for player, at, ballot, uid, said in stored.votes:
        vote = sent.get((player, at, ballot, uid))
        if vote and _picks(vote) != {**said["picks"], **_users(said)}:
            changed.append(uid)
    return changed


def _picks(vote: Vote) -> dict[str, str]:
    own = {"submission", "position", "ballot"}
    return {name.removeprefix(PICK): pick for name, pick in vote.form.items() if name not in own}


def _users(said: dict[str, str]) -> dict[str, str]:
    return {"users": said["users"]} if said.get("users") else {}


def _streams(room: Class, stored: Stored) -> Iterator[str]:
    """Each stream has had each number of the log, once and in order."""
    if stored.seqs != list(range(1, len(stored.seqs) + 1)):
        yield "the log of the round has a gap"
    faulty = [source for source in room.sources if source.faults]
    if faulty:
        yield f"{len(faulty)} streams with gaps or repeats, as {faulty[0].faults[0]}"
    late = [source for source in room.sources if source.seq != len(stored.seqs)]
    if late:
        yield f"{len(late)} streams are not at the end of the log"
    counts = {source.last["count"][1].said["voted"] for source in (room.host.source, room.wall)}
    voted = len([row for row in stored.votes if row[1] == room.position])
    if counts != {voted}:
        yield f"host and wall were told {sorted(counts)}, and {voted} are stored"
