"""Live rounds."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from live import log
from live.models import Round
from live.screens import event_data
from tests.project.rights.rows import WRONG_METHOD, Row, editors, everyone, staff
from tests.project.rights.world import World

_CODE = "RVE2345"
_UID = "6f1e3a5c-0000-4000-8000-000000000003"


@transaction.atomic
def _place(world: World) -> Mapping[str, Any]:
    """A round of the class, in its lobby; nobody sits in it."""
    given = {"classroom": world.classroom, "title": "Friday", "keys": ["redis-restarted"]}
    found, made = Round.objects.get_or_create(code=_CODE, defaults=given)
    if made:
        log.append(found, log.PHASE, event_data(found, "http://testserver/"))
    return {"code": found.code}


ROWS = (
    Row(
        name="live:rounds",
        get=staff(),
        # The set of this world asks nothing that a round could ask.
        post=editors(409),
        data=lambda world: {"uid": _UID, "asked": world.question_set.uid},
    ),
    Row(name="live:type_code", post=everyone(404), data={"code": "ZZZ2345"}),
    # A learner brings no token; whoever is nobody yet needs one.
    Row(
        name="live:phone",
        post=everyone(303, anonymous=422),
        data={"name": "Somebody new"},
        places=_place,
    ),
    Row(name="live:vote", get=WRONG_METHOD, post=everyone(303), places=_place),
    Row(name="live:screen", places=_place),
    Row(name="live:host", get=editors(), places=_place),
    Row(
        name="live:act",
        get=WRONG_METHOD,
        post=editors(303),
        data={"seq": 1, "act": "predict"},
        places=_place,
    ),
    Row(name="live:votes", get=staff(), places=_place),
    # Without a set there is nothing to give to those who were away.
    Row(name="live:report", get=staff(), post=everyone(404), places=_place),
)
