"""Addresses of accounts, each with its whole path. Names that begin with account_ are allauth's."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, re_path

from accounts import device_views, views


def entry(name: str) -> Callable[..., HttpResponseBase]:
    """A view of accounts.entry, loaded when somebody asks for it: nobody's first page needs it."""

    def view(request: HttpRequest, **place: str) -> HttpResponseBase:
        found: Callable[..., HttpResponseBase] = getattr(import_module("accounts.entry"), name)
        return found(request, **place)

    return view


urlpatterns = [
    path("accounts/login/", entry("login"), name="account_login"),
    path("accounts/logout/", entry("logout"), name="account_logout"),
    path("accounts/register/", entry("signup"), name="account_signup"),
    path("accounts/inactive/", entry("inactive"), name="account_inactive"),
    path("accounts/password/", entry("password_change"), name="account_change_password"),
    path("accounts/password/reset/", entry("password_reset"), name="account_reset_password"),
    path(
        "accounts/password/reset/sent/",
        entry("password_reset_done"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^accounts/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entry("password_reset_from_key"),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/done/",
        entry("password_reset_from_key_done"),
        name="account_reset_password_from_key_done",
    ),
    path(
        "accounts/confirm/",
        entry("verification_sent"),
        name="account_email_verification_sent",
    ),
    path("accounts/confirm/<str:key>/", entry("confirm_email"), name="account_confirm_email"),
    path("me/", views.show_me, name="me"),
    path("me/device/", device_views.show_device, name="me_device"),
    path("me/device/code/", device_views.make_code, name="me_device_code"),
    path("me/export/", views.export, name="me_export"),
    path("me/forget/", views.show_forget, name="me_forget"),
]
by_mail = [
    path("accounts/code/", entry("request_login_code"), name="account_request_login_code"),
    path("accounts/code/enter/", entry("confirm_login_code"), name="account_confirm_login_code"),
]
if settings.ACCOUNT_LOGIN_BY_CODE_ENABLED:
    urlpatterns += by_mail
