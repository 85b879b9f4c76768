"""What the staff of a class watches."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from quizzes import answers, pools
from quizzes.models import Answer
from quizzes.questions import build
from quizzes.responses import Response
from quizzes.tickets import Ticket
from tests.project.rights.rows import Row, staff
from tests.project.rights.world import World


def _answered(world: World) -> Mapping[str, Any]:
    """An answer of the other learner to the question of the home page."""
    quiz = pools.home()
    built = build("home", quiz)
    ticket = Ticket("", quiz.slug, 1, 7)
    attempt = answers.begin(world.members["secret"].user, ticket, quiz.ask)
    response = Response(built.key.pieces, cut="none", certainty="sure")
    submission = uuid.uuid5(uuid.NAMESPACE_OID, "secret")
    answers.store(attempt, 1, built, response, submission)
    return {"pk": Answer.objects.get(submission=submission).pk}


def _asked(world: World) -> Mapping[str, Any]:
    _answered(world)
    return {"key": "home"}


ROWS = (
    Row(name="classrooms:dashboard", get=staff()),
    Row(name="classrooms:report", get=staff()),
    Row(name="classrooms:questions", get=staff()),
    Row(name="classrooms:question", get=staff(), places=_asked),
    Row(name="classrooms:learner", get=staff()),
    Row(name="classrooms:answer", get=staff(), places=_answered),
    Row(name="classrooms:csv", get=staff(), places=lambda _: {"name": "answers"}),
)
