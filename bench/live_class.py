"""A class with a live round in its lobby, and what the clients of it need to know.

    python -m bench.live_class PHONES

in the environment of a server, to whose database it writes; it prints a LiveClass as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING
from uuid import uuid4

from verify.serving import ROOT

if TYPE_CHECKING:
    from accounts.models import User
    from live.models import Round

ADDRESS = "http://127.0.0.1/"
QUESTIONS = 60  # of a round: those of the product, again and again
BATCH = 500
LOCKED = "!"  # the hash of no password


@dataclass(frozen=True, slots=True)
class LiveClass:
    """A round that was just opened."""

    uid: str
    code: str
    options: list[dict[str, list[str]]]  # of each question, by the field of its form
    host: dict[str, str]  # cookies
    phones: list[dict[str, str]]  # cookies, each of a player with a seat


def made(environment: Mapping[str, str], phones: int) -> LiveClass:
    """Make one in the database of a server."""
    command = [sys.executable, "-m", "bench.live_class", str(phones)]
    told = {**environment, "DJANGO_SETTINGS_MODULE": "stateguide.settings"}
    done = subprocess.run(command, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE)
    return LiveClass(**json.loads(done.stdout))


def _made(phones: int) -> LiveClass:
    from django.test import Client  # noqa: PLC0415  needs the apps

    from live import seats  # noqa: PLC0415

    round_, owner = _round()
    client = Client()
    client.force_login(owner)
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    return LiveClass(
        uid=str(round_.uid),
        code=round_.code,
        options=[*_options(round_)],
        host={**cookies, seats.HOST_COOKIE: seats.ticket_for(round_)},
        phones=[*_phones(round_, phones)],
    )


def _round() -> tuple[Round, User]:
    from accounts.models import User  # noqa: PLC0415
    from classrooms.models import Classroom, Membership, QuestionSet, Role  # noqa: PLC0415
    from live.rounds import open_round  # noqa: PLC0415
    from quizzes.pools import quizzes  # noqa: PLC0415

    owner = User.objects.create(email=f"{uuid4().hex}@bench.example", password=LOCKED)
    classroom = Classroom.objects.create(name="Bench")
    member = {"classroom": classroom, "user": owner, "role": Role.OWNER}
    Membership.objects.create(**member, name="Host", name_key="host")
    known = [key for quiz in quizzes() for key in quiz.pool]
    keys = [*islice(cycle(known), QUESTIONS)]
    asked = QuestionSet.objects.create(classroom=classroom, title="Bench", keys=keys)
    return open_round(classroom, uuid4(), asked, {}, ADDRESS), owner


def _options(round_: Round) -> Iterator[dict[str, list[str]]]:
    from live.ballots import USERS  # noqa: PLC0415
    from live.questions import options_at  # noqa: PLC0415
    from quizzes.responses import PICK  # noqa: PLC0415

    for position in range(len(round_.keys)):
        values = options_at(round_, position).values
        yield {
            name if name == USERS else f"{PICK}{name}": sorted(found)
            for name, found in values.items()
        }


def _phones(round_: Round, phones: int) -> Iterator[dict[str, str]]:
    from accounts.models import User  # noqa: PLC0415
    from live.models import Player  # noqa: PLC0415
    from live.seats import SEAT_COOKIE, Seat, sealed  # noqa: PLC0415

    users = User.objects.bulk_create((User(password=LOCKED) for _ in range(phones)), BATCH)
    players = Player.objects.bulk_create(
        (
            Player(round=round_, user=user, name=f"P {at:05}", name_key=f"p {at:05}")
            for at, user in enumerate(users)
        ),
        BATCH,
    )
    return ({SEAT_COOKIE: sealed(Seat(round_.uid, one.uid))} for one in players)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(_made(int(sys.argv[1])))))
