"""The question sets of a class."""

from collections.abc import Mapping
from typing import Any

from tests.project.rights.rows import WRONG_METHOD, Row, editors, staff
from tests.project.rights.world import World

_UID = "6f1e3a5c-0000-4000-8000-000000000002"


def _here(world: World) -> Mapping[str, Any]:
    return {"to": world.classroom.uid, "uid": _UID}


ROWS = (
    Row(
        name="classrooms:sets",
        get=staff(),
        post=editors(303),
        data={"title": "New", "uid": _UID},
    ),
    Row(
        name="classrooms:set",
        get=staff(),
        post=editors(303),
        data={"title": "Renamed", "version": 1},
    ),
    Row(name="classrooms:set_preview", get=staff(), places=lambda _: {"key": "redis-restarted"}),
    Row(name="classrooms:set_archive", get=WRONG_METHOD, post=editors(303)),
    Row(name="classrooms:set_reopening", get=WRONG_METHOD, post=editors(303)),
    # An assistant may take a copy along, into a class of their own; here they have none.
    Row(
        name="classrooms:set_copies",
        get=WRONG_METHOD,
        post=editors(303) | {"assistant": 422},
        data=_here,
    ),
)
