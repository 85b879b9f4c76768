"""All that is stored about somebody, as one JSON document that is written while it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder

from accounts.belongings import registered
from accounts.models import User


def document(person: User) -> Iterator[str]:
    """The parts of the document: one object, `person` first, then a list for each app's rows."""
    yield f'{{\n"person": {_json(_about(person))}'
    for belongings in registered():
        yield f",\n{_json(belongings.name)}: ["
        for number, row in enumerate(belongings.export(person)):
            yield f"{',' if number else ''}\n{_json(row)}"
        yield "\n]"
    yield "\n}\n"


def _about(person: User) -> dict[str, Any]:
    return {
        "uid": person.uid,
        "guest": person.is_guest,
        "name": person.name,
        "email": person.email,
        "email_confirmed": EmailAddress.objects.filter(user=person, verified=True).exists(),
        "joined_at": person.joined_at,
        "seen_at": person.seen_at,
        "last_login": person.last_login,
    }


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
