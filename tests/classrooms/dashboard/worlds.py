"""What is stored of a class, and how it is looked at."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.test import Client

from classrooms.models import Classroom, Membership
from lessons.beliefs import beliefs
from lessons.skills import skills
from quizzes.models import Answer, Shown
from tests.classrooms.dashboard.recomputed import Row, first_tries


@dataclass
class World:
    """What is stored, and how it is looked at."""

    client: Client
    base: str
    names: dict[int, str]  # learners by the key of their user, in the order of the page
    rows: list[Row]  # all answers
    tries: dict[int, list[Row]]  # first tries by learner

    def page(self, path: str) -> str:
        reply = self.client.get(f"{self.base}{path}")
        assert reply.status_code == 200
        return reply.content.decode()

    def csv(self, name: str) -> list[dict[str, str]]:
        reply: Any = self.client.get(f"{self.base}csv/{name}.csv")
        text = b"".join(reply.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))


def world_of(classroom: Classroom, client: Client) -> World:
    members = Membership.objects.filter(role="learner").order_by("name_key")
    rows = _rows()
    tries: defaultdict[int, list[Row]] = defaultdict(list)
    for (learner, _), row in first_tries(rows).items():
        tries[learner].append(row)
    names = {one.user_id: one.name for one in members}
    return World(client, f"/classes/{classroom.uid}/", names, rows, dict(tries))


def _rows() -> list[Row]:
    shown = {one.pk: one for one in Shown.objects.all()}
    columns = ("pk", "question", "shown", "points", "max_points", "certainty", "belief")
    rows = []
    for learner, quiz, number, size, at, *rest in Answer.objects.values_list(
        "attempt__learner", "attempt__quiz", "number", "attempt__size", "answered_at", *columns
    ):
        row = {"learner": learner, "quiz": quiz, "number": number, "size": size, "at": at}
        row |= dict(zip(columns, rest, strict=True))
        one = shown[row["shown"]]
        row |= {"title": one.question["title"], "skills": one.question["skills"]}
        rows.append(row | {"beliefs": [told["slug"] for told in one.outcome["beliefs"]]})
    return rows


def skill_title(slug: str) -> str:
    return skills()[slug].title if slug in skills() else slug


def belief_title(slug: str) -> str:
    return beliefs()[slug].title if slug in beliefs() else slug


def items_of(world: World) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for tries in world.tries.values():
        for one in tries:
            found[one["question"]].append(one)
    return dict(found)
