"""A person's own pages: what is stored about them, all of it as a file, and to be forgotten."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.belongings import registered
from accounts.exporting import document
from accounts.forgetting import farewell, forget
from accounts.guests import dismiss, learner_of
from accounts.limits import Limit
from accounts.models import User
from accounts.person_forms import ForgetAccountForm, ForgetGuestForm, NameForm
from stateguide.pages import SeeOther

EXPORTS = Limit("export", most=10, seconds=600)  # a person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_me(request: HttpRequest) -> HttpResponse:
    """Who is learning here, and what is stored about them; a form gives them another name."""
    person = learner_of(request)
    if request.method == "POST":
        return _rename(request, person) if person else redirect("me")
    return _me(request, person, NameForm(initial={"name": person.name if person else ""}))


def _rename(request: HttpRequest, person: User) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _me(request, person, form, 422)
    User.objects.filter(pk=person.pk).update(name=form.cleaned_data["name"])
    return SeeOther(reverse("me"))


def _me(
    request: HttpRequest, person: User | None, form: NameForm, status: int = 200
) -> HttpResponse:
    context = {"person": person, "form": form, "stored": registered()}
    return render(request, "accounts/me.html", context, status=status)


@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """All that is stored about a person. It is sent while it is read, so it may be long."""
    person = learner_of(request)
    if person is None:
        return redirect("me")
    EXPORTS.enforce(str(person.pk))
    name = f"stateguide-{timezone.now():%Y-%m-%d}.json"
    return StreamingHttpResponse(
        document(person),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_forget(request: HttpRequest) -> HttpResponse:
    """Say what goes; with the password, or a guest's tick, delete all of it."""
    person = learner_of(request)
    if person is None:
        return redirect("me")
    form_class = ForgetGuestForm if person.is_guest else ForgetAccountForm
    if request.method != "POST":
        return _farewell(request, person, form_class())
    form = form_class(request.POST)
    if not form.is_valid() or not _may_forget(request, person, form):
        return _farewell(request, person, form, 422)
    forget(person)
    return _leave(request)


def _may_forget(request: HttpRequest, person: User, form: forms.Form) -> bool:
    """Whether it is the person who asks; wrong passwords count as those of a login do."""
    if person.is_guest:
        return True
    if get_adapter(request).reauthenticate(person, form.cleaned_data["password"]):
        return True
    form.add_error("password", "This is not your password.")
    return False


def _leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = SeeOther(reverse("me"))
    dismiss(response)
    return response


def _farewell(
    request: HttpRequest, person: User, form: forms.Form, status: int = 200
) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "stored": registered(),
        "farewell": farewell(person),
    }
    return render(request, "accounts/forget.html", context, status=status)
