from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_an_email_belongs_to_one_person_however_it_is_written():
    User.objects.create_user("alice@example.org", "correct horse battery")
    with pytest.raises(IntegrityError):
        User.objects.create_user("ALICE@example.org", "correct horse battery")


def test_many_guests_have_no_email():
    assert User.objects.create_user() != User.objects.create_user()


def test_a_guest_has_neither_email_nor_password():
    assert User.objects.create_user().is_guest
    assert not User.objects.create_user("alice@example.org").is_guest
    assert not User.objects.create_user(password="correct horse battery").is_guest


def seen(days_ago, **fields):
    user = User.objects.create_user(**fields)
    User.objects.filter(pk=user.pk).update(seen_at=timezone.now() - timedelta(days=days_ago))
    return user


def test_only_idle_guests_are_forgotten(capsys):
    seen(91)
    recent = seen(89)
    alice = seen(1000, email="alice@example.org", password="correct horse battery")
    call_command("forget_idle_guests", days=90)
    assert set(User.objects.all()) == {recent, alice}
    assert capsys.readouterr().out == "1 guests forgotten\n"


def test_to_forget_everybody_by_mistake_is_refused():
    seen(1)
    with pytest.raises(CommandError, match="at least 1"):
        call_command("forget_idle_guests", days=0)
    assert User.objects.count() == 1
