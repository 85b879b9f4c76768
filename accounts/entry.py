"""allauth's views, as this app answers: 422 for a form with faults, 303 for one that was taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]
_REPLY_TO_FORM = {200: 422, 302: 303}  # a page in reply to a form means that it was refused


def _ours(view: View) -> View:
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **place: str) -> HttpResponseBase:
        response = view(request, **place)
        if request.method == "POST":
            response.status_code = _REPLY_TO_FORM.get(response.status_code, response.status_code)
        return response

    return answer


class SignupView(allauth.SignupView):
    """Registers somebody: a guest becomes the account, with all that they did."""

    def form_valid(self, form: SignupForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:  # the e-mail was free a moment ago
            form.add_error("email", get_adapter().validation_error("email_taken"))
            response = self.form_invalid(form)
        return response


class PasswordChangeView(allauth.PasswordChangeView):
    """Takes the password now and a new one. All other sessions end."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_usable_password():
            return redirect("account_reset_password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class PasswordResetFromKeyView(allauth.PasswordResetFromKeyView):
    """Takes a new password from somebody who came by the link of a mail."""

    def render_to_response(self, context: dict[str, Any], **how: Any) -> HttpResponse:
        status = 410 if context.get("token_fail") else 200
        response: HttpResponse = super().render_to_response(context, status=status, **how)
        return response


class ConfirmEmailView(allauth.ConfirmEmailView):
    """Confirms an address by the link of a mail; a form does it, since programs follow links."""

    def render_to_response(self, context: dict[str, Any], **how: Any) -> HttpResponse:
        status = 200 if self.object else 410
        response: HttpResponse = super().render_to_response(context, status=status, **how)
        return response


login = _ours(allauth.login)
logout = _ours(allauth.logout)
signup = _ours(SignupView.as_view())
inactive = _ours(allauth.account_inactive)
password_change = _ours(PasswordChangeView.as_view())
password_reset = _ours(allauth.password_reset)
password_reset_done = _ours(allauth.password_reset_done)
password_reset_from_key = _ours(PasswordResetFromKeyView.as_view())
password_reset_from_key_done = _ours(allauth.password_reset_from_key_done)
verification_sent = _ours(allauth.email_verification_sent)
confirm_email = _ours(ConfirmEmailView.as_view())
request_login_code = _ours(allauth.request_login_code)
confirm_login_code = _ours(allauth.confirm_login_code)
