"""The votes of a round as the database has them, read by plain SQL: no code of the app is here.

    python rehearsal/votes_in.py DATABASE ROUND

prints a Stored as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

VOTES = """SELECT player.uid, vote.position, vote.ballot, vote.submission, vote.response
    FROM live_vote vote JOIN live_player player ON player.id = vote.player_id
    JOIN live_round round ON round.id = player.round_id WHERE round.uid = {}"""
EVENTS = """SELECT event.seq FROM live_roundevent event
    JOIN live_round round ON round.id = event.round_id WHERE round.uid = {} ORDER BY event.seq"""
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands in the database."""

    votes: list[list[Any]]  # player, position, ballot, submission, what was said
    seqs: list[int]  # of the log, in order


def read(database: str, round_: str) -> Stored:
    """Ask in a process of its own."""
    command = [sys.executable, __file__, database, round_]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=60)
    return Stored(**json.loads(done.stdout))


def _read(database: str, round_: UUID) -> Stored:
    votes, events = (_on_postgresql if "://" in database else _on_sqlite)(database, round_)
    return Stored([_vote(row) for row in votes], [row[0] for row in events])


def _on_sqlite(file: str, round_: UUID) -> list[list[Row]]:
    with closing(sqlite3.connect(file)) as wire:
        return [
            wire.execute(asked.format("?"), [round_.hex]).fetchall() for asked in (VOTES, EVENTS)
        ]


def _on_postgresql(url: str, round_: UUID) -> list[list[Row]]:
    import psycopg  # noqa: PLC0415  only where there is a server

    with psycopg.connect(url.replace("postgres:", "postgresql:", 1)) as wire:
        return [[*wire.execute(asked.format("%s").encode(), [round_])] for asked in (VOTES, EVENTS)]


def _vote(row: Row) -> list[Any]:
    player, position, ballot, submission, said = row
    read = json.loads(said) if isinstance(said, str) else said
    return [str(UUID(str(player))), position, ballot, str(UUID(str(submission))), read]


if __name__ == "__main__":
    print(json.dumps(asdict(_read(sys.argv[1], UUID(sys.argv[2])))))
