"""How allauth's accounts fit ours: guests, one spelling of an e-mail, own pages only."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.guests import dismiss, learner_of, now_is
from accounts.limits import LimitReached, address_of
from accounts.merging import locked_guest, merge
from accounts.models import User

logger = logging.getLogger(__name__)
WRONG_PASSWORDS_WAIT = 300  # seconds; as long as `login_failed` of ACCOUNT_RATE_LIMITS says


class Adapter(DefaultAccountAdapter):
    """The hooks of allauth that this app needs."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail and this password do not belong together.",
        "email_taken": "There is an account with this e-mail. Log in, or ask for a new password.",
        "enter_current_password": "This is not your password now.",
        "incorrect_code": "This is not the code that was sent.",
    }

    def new_user(self, request: HttpRequest) -> User:
        """A guest's own row, so that what they did needs not to be moved; else a new one."""
        learner = learner_of(request)
        return learner if learner and learner.is_guest else User()

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        """Make the account, in the transaction of the form. Raises NoGuestAnyMore."""
        mine = locked_guest(user) if user.pk else user
        saved: User = super().save_user(request, mine, form, commit)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, and take along what a guest did in this browser before."""
        guest = learner_of(request)
        if guest and guest.pk != user.pk and guest.is_guest:
            merge(guest, user)
        super().login(request, user)
        now_is(request, user)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Lead on; the cookie of a guest names nobody any more."""
        response: HttpResponse = super().post_login(request, user, **how)
        dismiss(response)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count one more try. Raises LimitReached."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise LimitReached(WRONG_PASSWORDS_WAIT) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of an address and an e-mail: who tries passwords locks out themselves alone."""
        return f"{address_of(request)} {credentials.get('email', '')}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, where the mail server takes it. What needs no mail goes on where it does not."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("A mail could not be sent: %s", template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse(settings.LOGIN_REDIRECT_URL)

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` leads to a page of ours, under the name that was asked for."""
        request = self.request
        hosts = {request.get_host()}
        return url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: there is one way to send a form."""
        return False
