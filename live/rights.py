"""Who may open which page of a round, and how often somebody may try codes for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db.models import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.codes import typed
from classrooms.codes import is_code
from classrooms.models import Membership
from classrooms.rights import membership_in
from classrooms.tries import opened_by
from live.models import Player, Round
from prepared import Blank, Prepared

logger = logging.getLogger(__name__)
View = Callable[[HttpRequest, Membership, Round], HttpResponse]
_BY_CODE = Prepared(lambda: Round.objects.filter(code=Blank("code", CharField())))
ByCode = Callable[..., HttpResponse]  # the same, called with `code` by the name of the address


def round_of(request: HttpRequest, code: str) -> Round:
    """The round that a code opens for everybody who has it. Raises WrongCode."""
    return opened_by(request, lambda: _find(typed(code)))


def _find(code: str) -> Round | None:
    return _BY_CODE.first(code=code) if is_code(code) else None


def for_hosts(view: View) -> ByCode:
    """A page for the owner and teachers of the class, who lead its rounds."""
    return _for(lambda membership: membership.edits, view)


def for_staff(view: View) -> ByCode:
    """A page for who may see what learners have answered."""
    return _for(lambda membership: membership.is_staff, view)


def _for(may: Callable[[Membership], bool], view: View) -> ByCode:
    @never_cache
    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        round_ = _find(typed(code))
        if round_ is None:
            raise Http404
        membership = _membership(request, round_)
        if not may(membership):
            _log(request, round_)
            raise Http404
        with gone_is_404():
            return view(request, membership, round_)

    return found


@contextmanager
def gone_is_404() -> Iterator[None]:
    """A round or a seat that is deleted while its page is made, is as if it had never been."""
    try:
        yield
    except (Round.DoesNotExist, Player.DoesNotExist):
        raise Http404 from None


def _membership(request: HttpRequest, round_: Round) -> Membership:
    try:
        return membership_in(request, round_.classroom_id)
    except Http404:
        _log(request, round_)
        raise


def _log(request: HttpRequest, round_: Round) -> None:
    """Who has the code of a round may try what only its host may: that is worth a line."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    logger.warning("Refused %s %s of round %s", request.method, view, round_.pk)
