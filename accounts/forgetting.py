"""Somebody wants to be forgotten: all that is theirs goes, and nobody stays logged in as them."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.belongings import registered
from accounts.models import User


def farewell(person: User) -> list[str]:
    """What goes with a person besides their own rows, in sentences."""
    return [words for belongings in registered() for words in belongings.farewell(person)]


def forget(person: User) -> None:
    """Delete a person with all that is theirs, then their sessions on every device."""
    with transaction.atomic():
        # Whoever wants to add something to this person now waits, and then finds nobody.
        User.objects.get_queryset().select_for_update().filter(pk=person.pk).first()
        for belongings in registered():
            belongings.forget(person)
        User.objects.filter(pk=person.pk).delete()
    Session.objects.filter(pk__in=list(_sessions(person))).delete()


def _sessions(person: User) -> Iterator[str]:
    """The keys of a person's sessions, which hold their e-mail too."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield session.session_key
