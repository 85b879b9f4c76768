"""Guests: learners whom nothing but a signed cookie names.

Reading makes no guest. A visitor's first form carries a fresh token; the guest row is made when
that form is sent, and a second copy of the same form (a double click) reaches the same guest.
"""

import uuid
from datetime import timedelta
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from prepared import Blank, Insert, Prepared

COOKIE_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie for longer
SEEN_AGAIN_AFTER = timedelta(days=1)  # `seen_at` is no finer: an answer should not pay for it


def named() -> "QuerySet[User]":
    """Who is named by a `uid`, for prepared queries."""
    return User.objects.filter(uid=Blank("uid", UUIDField()), is_active=True)


_NAMED = Prepared(named)
_GUEST = Insert(User, ignore_conflicts=True)
_WHOEVER = Prepared(lambda: User.objects.filter(uid=Blank("uid", UUIDField())))


class BadToken(ValueError):
    """A form brought a token that this server did not sign."""


class _Visit(Protocol):
    """A request on which its learner is remembered, so that it is looked up once."""

    learner: User | None


def learner_of(request: HttpRequest) -> User | None:
    """Return who is learning, or None for a visitor without a row: one query at most, no write."""
    visit = cast(_Visit, request)
    if not hasattr(request, "learner"):
        visit.learner = _find(request)
    return visit.learner


def learner_with(request: HttpRequest, query: Prepared[User], **values: Any) -> User | None:
    """The same, with what else a query based on `named` finds: one query for both.

    `values` are for its other blanks. One query more for somebody who has logged in.
    """
    learner = _find(request, query, **values)
    cast(_Visit, request).learner = learner
    return learner


def fresh_token() -> str:
    """Return a signed id that no row has yet, for the form of a visitor who is nobody so far."""
    return _signer("token").sign(str(uuid.uuid4()))


def welcome(request: HttpRequest, token: str) -> User:
    """Return the learner of this request; a visitor becomes the guest that `token` names.

    Raises BadToken where the token was not signed here. The cookie is not set: see `remember`.
    """
    learner = learner_of(request) or _guest_of(token)
    cast(_Visit, request).learner = learner
    _note_seen(learner)
    return learner


def remember(response: HttpResponse, user: User) -> None:
    """Set the cookie that names `user` in later requests; for those who log in it is not needed."""
    if user.is_guest:
        response.set_cookie(
            settings.GUEST_COOKIE_NAME,
            _signer("cookie").sign(str(user.uid)),
            max_age=COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def dismiss(response: HttpResponse) -> None:
    """Make the browser forget its guest."""
    response.delete_cookie(settings.GUEST_COOKIE_NAME, samesite="Lax")


def is_gone(request: HttpRequest) -> bool:
    """Whether the learner of this request had a row when it began, and has none now."""
    learner = getattr(request, "learner", None)
    return learner is not None and not User.objects.filter(pk=learner.pk).exists()


def now_is(request: HttpRequest, learner: User | None) -> None:
    """Take `learner` for whose request this is, from here on."""
    cast(_Visit, request).learner = learner


def _find(request: HttpRequest, query: Prepared[User] = _NAMED, **values: Any) -> User | None:
    # Without a session nobody has logged in, and to ask costs as much as the query below.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        known = request.user
        return known if query is _NAMED else query.first(uid=known.uid, **values)
    uid = _unsign("cookie", request.COOKIES.get(settings.GUEST_COOKIE_NAME, ""))
    # A guest who was forgotten is a visitor again; one who has registered must log in.
    user = uid and query.first(uid=uid, **values)
    return user if user and user.is_guest else None


def _guest_of(token: str) -> User:
    uid = _unsign("token", token)
    if uid is None:
        raise BadToken("this form was not made here; open the page again")
    # A second request with the same token, even at the same instant, finds the row by its uid.
    _GUEST.run(User(uid=uid, password=make_password(None)))  # nobody logs in
    guest = _WHOEVER.first(uid=uid)
    if guest is None or not guest.is_guest:
        raise BadToken("this form is too old: its guest has an account now; log in")
    return guest


def _note_seen(learner: User) -> None:
    now = timezone.now()
    if now - learner.seen_at > SEEN_AGAIN_AFTER:
        User.objects.filter(pk=learner.pk).update(seen_at=now)


def _signer(purpose: str) -> Signer:
    # A token is not a cookie: each purpose signs with a salt of its own.
    return Signer(salt=f"accounts.guests.{purpose}")


def _unsign(purpose: str, value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(_signer(purpose).unsign(value))
    except (BadSignature, ValueError):
        return None
