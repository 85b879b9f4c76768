"""Votes that are stored together do not change what becomes of each other."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from live.ballots import Place
from live.models import Player, Round
from live.stream.polls import Cast
from live.stream.roster import Roster
from live.stream.storing import store
from live.submissions import Submission
from tests.live.leading import RIGHT, go

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("beside", [False, True])
def test_a_number_is_known_on_its_question_whoever_votes_beside(
    seat: Callable[..., Player], round_: Round, host: Client, beside: bool
) -> None:
    ada, bob = seat(round_, "Ada"), seat(round_, "Bob")

    def cast(player: Player, number: uuid.UUID, position: int) -> Cast:
        sent = Submission(number, Place(position, 1), RIGHT[position])
        return Cast(round_.uid, player.uid, sent, timezone.now())

    number = uuid.uuid4()
    assert store(Roster(), [cast(ada, number, 0)]).replies[0].status == 200
    go(host, round_, "reveal")
    go(host, round_, "predict")
    others = [cast(bob, uuid.uuid4(), 0)] if beside else []
    assert store(Roster(), [cast(ada, number, 1), *others]).replies[0].status == 200
