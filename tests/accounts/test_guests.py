from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.core.signing import Signer
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts import guests
from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def visit():
    """A request that brings the given guest cookie."""

    def make(cookie=""):
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        if cookie:
            request.COOKIES[settings.GUEST_COOKIE_NAME] = cookie
        return request

    return make


def cookie_of(user):
    response = HttpResponse()
    guests.remember(response, user)
    return response.cookies[settings.GUEST_COOKIE_NAME]


def test_a_visitor_is_nobody_and_costs_no_query(visit, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert guests.learner_of(visit()) is None


def test_a_fresh_token_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert guests.fresh_token() != guests.fresh_token()


def test_a_welcomed_visitor_comes_back_by_the_cookie(visit, django_assert_num_queries):
    guest = guests.welcome(visit(), guests.fresh_token())
    request = visit(cookie_of(guest).value)
    with django_assert_num_queries(1):
        assert guests.learner_of(request) == guest
        assert guests.learner_of(request) == guest
    assert guest.is_guest


def test_a_double_click_reaches_the_same_guest(visit):
    token = guests.fresh_token()
    assert guests.welcome(visit(), token) == guests.welcome(visit(), token)
    assert User.objects.count() == 1


def test_a_learner_stays_who_they_are_whatever_token_their_form_brings(visit):
    guest = guests.welcome(visit(), guests.fresh_token())
    again = guests.welcome(visit(cookie_of(guest).value), guests.fresh_token())
    assert again == guest
    assert User.objects.count() == 1


def test_one_request_knows_its_new_guest(visit, django_assert_num_queries):
    request = visit()
    guest = guests.welcome(request, guests.fresh_token())
    with django_assert_num_queries(0):
        assert guests.learner_of(request) == guest


@pytest.mark.parametrize("token", ["", "nonsense", "0:0", "x" * 5000, "\0"])
def test_a_malformed_token_is_refused_and_nothing_is_stored(visit, token):
    with pytest.raises(guests.BadToken):
        guests.welcome(visit(), token)
    assert User.objects.count() == 0


def test_a_tampered_token_is_refused(visit):
    token = guests.fresh_token()
    other = ("1" if token[0] != "1" else "2") + token[1:]
    with pytest.raises(guests.BadToken):
        guests.welcome(visit(), other)


def test_a_cookie_of_another_server_names_nobody(visit):
    guest = guests.welcome(visit(), guests.fresh_token())
    foreign = Signer(key="x" * 60, salt="accounts.guests.cookie").sign(str(guest.uid))
    assert guests.learner_of(visit(foreign)) is None


def test_a_token_is_no_cookie_and_a_cookie_is_no_token(visit):
    token = guests.fresh_token()
    guest = guests.welcome(visit(), token)
    assert guests.learner_of(visit(token)) is None
    with pytest.raises(guests.BadToken):
        guests.welcome(visit(), cookie_of(guest).value)


def test_a_signed_cookie_that_holds_no_uid_names_nobody(visit):
    assert guests.learner_of(visit(Signer(salt="accounts.guests.cookie").sign("1 OR 1"))) is None


def test_a_forgotten_guest_is_a_visitor_again(visit):
    guest = guests.welcome(visit(), guests.fresh_token())
    cookie = cookie_of(guest).value
    guest.delete()
    assert guests.learner_of(visit(cookie)) is None
    assert guests.welcome(visit(cookie), guests.fresh_token()).uid != guest.uid


@pytest.mark.parametrize(
    "change",
    [
        {"email": "alice@example.org"},
        {"password": make_password("correct horse battery")},
        {"is_active": False},
    ],
)
def test_a_cookie_opens_no_account(visit, change):
    guest = guests.welcome(visit(), guests.fresh_token())
    User.objects.filter(pk=guest.pk).update(**change)
    assert guests.learner_of(visit(cookie_of(guest).value)) is None


def test_the_token_of_a_guest_who_registered_opens_no_account(visit):
    token = guests.fresh_token()
    guest = guests.welcome(visit(), token)
    User.objects.filter(pk=guest.pk).update(email="alice@example.org")
    with pytest.raises(guests.BadToken):
        guests.welcome(visit(), token)


def test_who_is_logged_in_is_the_learner_and_gets_no_guest_cookie(visit):
    alice = User.objects.create_user("alice@example.org", "correct horse battery")
    request = visit()
    request.user = alice
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "of Alice"
    response = HttpResponse()
    guests.remember(response, guests.welcome(request, guests.fresh_token()))
    assert guests.learner_of(request) == alice
    assert not response.cookies


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_is_secure_only_where_the_app_is_served_by_https(visit, settings, https):
    settings.HTTPS = https
    settings.GUEST_COOKIE_NAME = "__Host-guest" if https else "guest"
    cookie = cookie_of(guests.welcome(visit(), guests.fresh_token()))
    assert bool(cookie["secure"]) is https
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert (cookie["domain"], cookie["max-age"]) == ("", 400 * 24 * 3600)


def test_coming_back_is_noted_once_a_day(visit, django_assert_num_queries):
    guest = guests.welcome(visit(), guests.fresh_token())
    long_ago = timezone.now() - timedelta(days=3)
    User.objects.filter(pk=guest.pk).update(seen_at=long_ago)
    cookie = cookie_of(guest).value
    guests.welcome(visit(cookie), "")
    assert User.objects.get().seen_at > long_ago
    with django_assert_num_queries(1):
        guests.welcome(visit(cookie), "")
