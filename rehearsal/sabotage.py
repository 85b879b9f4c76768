"""Set-ups that must not pass. All is done from outside: the product has no switch for it."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.faults import Fault, kill_live, kill_postgresql, nothing
from verify import postgresql

# A commit is said to be done when it is in memory, and the disk is told ten seconds later.
FORGETFUL = (
    "-c fsync=off -c synchronous_commit=off -c wal_writer_delay=10s -c wal_writer_flush_after=1GB"
)
NO_INDEX = "ALTER TABLE live_vote DROP CONSTRAINT one_vote_a_ballot"
# Of the rows that come, some are dropped without a word.
SOME_VANISH = """CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF random() < 0.2 THEN RETURN NULL; END IF; RETURN NEW; END $$"""
ON_VOTES = """CREATE TRIGGER vanishing BEFORE INSERT ON live_vote
    FOR EACH ROW EXECUTE FUNCTION vanish()"""
FORGET_WHAT_WAS_SEEN = 'http-request del-header Last-Event-ID\nhttp-request set-query "forgotten=1"'
SAYS_STORED = (
    "option http-buffer-request\n"
    "http-request return status 200 content-type application/json lf-string "
    '\'{"stored":true,"submission":"%[req.body_param(submission)]"}\' '
    "if { path_end /vote } { rand(5) eq 0 }"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sabotage:
    """A set-up, and the fault in which it shows."""

    name: str
    fault: Fault = nothing
    sql: tuple[str, ...] = ()  # run once the class has come in
    proxy: str = ""  # lines for the backend of live rounds
    durability: str = postgresql.DURABLE


SABOTAGES = (
    Sabotage(name="no unique index on votes", sql=(NO_INDEX,)),
    Sabotage(name="the database drops some votes", sql=(SOME_VANISH, ON_VOTES)),
    Sabotage(name="some votes are acknowledged and not handed on", proxy=SAYS_STORED),
    Sabotage(name="acknowledged before it is durable", fault=kill_postgresql, durability=FORGETFUL),
    Sabotage(
        name="streams do not go on where they were", fault=kill_live, proxy=FORGET_WHAT_WAS_SEEN
    ),
)
