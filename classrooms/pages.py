"""How the pages of a class are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from classrooms.forms import VersionedForm
from classrooms.models import Membership
from stateguide.pages import SeeOther

ARCHIVED = "This class is archived. Nothing was stored; take it back in its settings first."


def class_page(
    request: HttpRequest,
    membership: Membership,
    name: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """The page templates/classrooms/`name`.html, which gets the membership too."""
    told = {**context, "membership": membership}
    return render(request, f"classrooms/{name}.html", told, status=status)


def see(name: str, membership: Membership, *args: object) -> HttpResponse:
    """Lead to a page of the same class after a form was taken."""
    return SeeOther(reverse(f"classrooms:{name}", args=[membership.classroom.uid, *args]))


def refuse(form: forms.Form, field: str | None, why: str) -> None:
    """Say what stands against a form that is right in itself."""
    form.is_valid()
    form.add_error(field, why)


def with_clashes(form: VersionedForm) -> dict[str, Any]:
    """The context of a form that came too late: both texts, and the version to send next."""
    return {"form": form, "clashes": form.clashes(), "version": form.initial["version"]}
