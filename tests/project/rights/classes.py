"""Classes: joining, members, work and settings."""

from collections.abc import Mapping
from typing import Any

from tests.project.rights.rows import (
    WRONG_METHOD,
    Row,
    editors,
    everyone,
    members,
    owner,
    staff,
)
from tests.project.rights.world import World


def _removed(world: World) -> Mapping[str, Any]:
    return {"pk": world.members["removed"].pk}


ROWS = (
    Row(name="classrooms:index"),
    Row(
        name="classrooms:open",
        post=everyone(303, anonymous=403, guest=403, learner=403),
        data={"uid": "6f1e3a5c-0000-4000-8000-000000000001", "title": "New", "name": "Me"},
    ),
    Row(name="classrooms:type_code", post=everyone(303), data={"code": "ABC2D3F"}),
    Row(
        name="classrooms:join",
        get=everyone(200, learner=303, assistant=303, teacher=303, owner=303),
        post=everyone(303, anonymous=422),
        data={"name": "New here"},
    ),
    Row(name="classrooms:class", get=members(302)),
    Row(name="classrooms:mine", get=members(), post=members(303), data={"name": "Other name"}),
    Row(name="classrooms:leave", get=members(), post=members(303) | {"owner": 409}),
    Row(name="classrooms:members", get=staff()),
    Row(name="classrooms:gone", get=staff()),
    Row(
        name="classrooms:member",
        get=editors(),
        post=editors(303),
        data={"name": "Renamed", "pace": "2", "version": 1},
    ),
    Row(name="classrooms:removal", get=WRONG_METHOD, post=editors(303)),
    Row(name="classrooms:return", get=WRONG_METHOD, post=editors(303), places=_removed),
    Row(name="classrooms:work", get=staff()),
    Row(
        name="classrooms:give",
        get=editors(),
        post=editors(303),
        data={"lesson-what-is-state": "on"},
    ),
    Row(name="classrooms:assignment", get=editors(), post=editors(303), data={"version": 1}),
    Row(name="classrooms:withdrawal", get=WRONG_METHOD, post=editors(303)),
    Row(name="classrooms:join_card", get=staff()),
    Row(
        name="classrooms:settings",
        get=editors(),
        post=editors(303),
        data={"name": "Renamed", "version": 1},
    ),
    Row(name="classrooms:code", get=WRONG_METHOD, post=editors(303)),
    Row(
        name="classrooms:owner",
        get=owner(),
        post=owner(303),
        data=lambda world: {"to": world.members["teacher"].pk},
    ),
    Row(name="classrooms:archive", get=WRONG_METHOD, post=owner(303)),
    Row(name="classrooms:reopening", get=WRONG_METHOD, post=owner(303)),
    Row(name="classrooms:deletion", get=owner(), post=owner(303), data={"confirm": "on"}),
)
