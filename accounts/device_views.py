"""A guest at another device: the code that one shows, and the form that takes it at the other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.devices import ExpiredCode, UnknownCode, UsedCode, fresh_code, redeem
from accounts.guests import learner_of, remember
from accounts.limits import Limit, LimitReached, address_of
from accounts.person_forms import DeviceForm
from stateguide.pages import SeeOther

SHOWN = Limit("device-code-shown", most=10, seconds=600)  # a guest
WRONG = Limit("device-code-wrong", most=100, seconds=600)  # an address, which a school shares
LOGGED_IN = "You are logged in here. Log out first, then enter the code."
REFUSALS: dict[type[Exception], tuple[int, str]] = {
    UnknownCode: (404, "There is no such code. Look at it again, or ask for a new one."),
    UsedCode: (409, "This code was used already. Each works once: ask for a new one."),
    ExpiredCode: (410, "This code is older than ten minutes. Ask for a new one."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_device(request: HttpRequest) -> HttpResponse:
    """How to go on at another device; a form with a code makes this browser that guest."""
    if request.method != "POST":
        return _page(request, DeviceForm())
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    if request.user.is_authenticated:
        form.add_error(None, LOGGED_IN)
        return _page(request, form, 409)
    return _redeem(request, form)


def _redeem(request: HttpRequest, form: DeviceForm) -> HttpResponse:
    address = address_of(request)
    if wait := WRONG.wait(address):
        raise LimitReached(wait)
    try:
        guest = redeem(form.cleaned_data["code"], learner_of(request))
    except tuple(REFUSALS) as refusal:
        WRONG.hit(address)
        status, says = REFUSALS[type(refusal)]
        form.add_error("code", says)
        return _page(request, form, status)
    response = SeeOther(reverse("me"))
    remember(response, guest)
    return response


@never_cache
@require_POST
def make_code(request: HttpRequest) -> HttpResponse:
    """Show a new code, in the reply to the form: nothing but its hash is kept anywhere."""
    guest = learner_of(request)
    if guest is None or not guest.is_guest:
        return redirect("me_device")
    SHOWN.enforce(str(guest.pk))
    return _page(request, DeviceForm(), code=fresh_code(guest))


def _page(
    request: HttpRequest, form: DeviceForm, status: int = 200, code: str = ""
) -> HttpResponse:
    halves = [code[:4], code[4:]] if code else []
    context = {"person": learner_of(request), "form": form, "halves": halves}
    return render(request, "accounts/device.html", context, status=status)
