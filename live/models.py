"""A live round: who has a seat, what they voted, and everything that happened, in order.

Votes are rows and the event log is the truth; whatever is sent to screens only wakes them.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.utils import timezone

from accounts.models import User
from classrooms.codes import fresh_code
from classrooms.models import Classroom, Pace, QuestionSet
from live.phases import Phase

MOST_PLAYERS = 3000  # in a round, unless its host wants fewer


class Round(models.Model):
    """A round of questions with a class, from the lobby to the report.

    It asks what the set asked when it was opened: a later edit changes no round.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="rounds")
    question_set = models.ForeignKey(
        QuestionSet, models.SET_NULL, null=True, blank=True, related_name="rounds"
    )
    title = models.CharField(max_length=80)
    keys = models.JSONField()  # of the questions, in order
    code = models.CharField(max_length=7, unique=True, default=fresh_code)
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.LOBBY)
    position = models.PositiveSmallIntegerField(default=0)  # of the question, from 0
    phase_at = models.DateTimeField(default=timezone.now)  # by the server's clock
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)  # a ballot; None: no limit
    seq = models.PositiveIntegerField(default=0)  # of the last event
    locked = models.BooleanField(default=False)  # nobody joins any more
    approves = models.BooleanField(default=False)  # the host lets each player in
    cap = models.PositiveSmallIntegerField(default=MOST_PLAYERS)
    speed = models.BooleanField(default=False)  # points for speed and a leaderboard
    teams = models.PositiveSmallIntegerField(default=0)  # 0: everybody for themselves
    opened_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(phase=Phase.DONE, ended_at__isnull=False)
                | (~Q(phase=Phase.DONE) & Q(ended_at=None)),
                name="rounds_that_are_done_have_ended",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.code}"


class Player(models.Model):
    """Somebody's seat in a round. It is theirs on every device and after every reload."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="players", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="seats")
    name = models.CharField(max_length=40)  # as the room sees it
    name_key = models.CharField(max_length=80)  # the same where two names look alike
    pace = models.CharField(max_length=4, choices=Pace.choices, default=Pace.NORMAL)
    team = models.PositiveSmallIntegerField(default=0)  # from 1; 0 without teams
    approved = models.BooleanField(default=True)
    kicked = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "user"], name="one_seat_a_round"),
            models.UniqueConstraint(
                fields=["round", "name_key"],
                name="one_name_a_round",
                condition=Q(kicked=False),
                violation_error_message="Somebody in this round has this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Vote(models.Model):
    """What a player said on one ballot about one question; the last word before it closed."""

    player = models.ForeignKey(Player, models.CASCADE, related_name="votes", db_index=False)
    position = models.PositiveSmallIntegerField()  # of the question, from 0
    ballot = models.PositiveSmallIntegerField()  # 1 alone, 2 after the talk
    submission = models.UUIDField()  # of the form that it came by; a copy of it changes nothing
    response = models.JSONField()  # as quizzes.models.Answer keeps it
    # [submission, response] of those that it took the place of: a late copy changes nothing either
    earlier = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    voted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["player", "position", "ballot"], name="one_vote_a_ballot"
            ),
            models.CheckConstraint(condition=Q(ballot__in=[1, 2]), name="ballots_are_two"),
        ]

    def __str__(self) -> str:
        return f"{self.position + 1}.{self.ballot}"


class RoundEvent(models.Model):
    """Something that all screens of a round must hear of. `seq` has no gap."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()  # 1, 2, 3, ...
    kind = models.CharField(max_length=16)
    # For everybody who has a seat, phones and projector: nothing that tells a key before its time.
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "seq"], name="events_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
