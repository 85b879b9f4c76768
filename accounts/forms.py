"""The forms of accounts: allauth's, with our rules for an e-mail address and for a password."""

from __future__ import annotations

from typing import Any

from allauth.account import fields
from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from accounts.guests import learner_of
from accounts.models import UserManager
from accounts.passwords import MaximumLengthValidator


class EmailField(fields.EmailField):
    """An address, as it is stored: one spelling for all that mean the same."""

    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        super().__init__(label="E-mail", max_length=254, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return UserManager.normalize_email(super().to_python(value))


class OurFields:
    """Replaces allauth's fields by ours, with labels in our words and without placeholders."""

    labels = {
        "password": "Password",
        "password1": "Password",
        "password2": "The same password again",
        "oldpassword": "Your password now",
        "remember": "Stay logged in on this device",
        "code": "Code",
    }
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, fields.EmailField):
                self.fields[name] = EmailField()
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            if name in {"password", "oldpassword"}:
                field.validators.append(MaximumLengthValidator().validate)


class LoginForm(OurFields, allauth.LoginForm):
    """E-mail and password."""


class SignupForm(OurFields, allauth.SignupForm):
    """E-mail and password of a new account, which is the guest's own row where there is one."""

    def save(self, request: HttpRequest) -> AbstractBaseUser:
        """Store all of the account or nothing. Raises NoGuestAnyMore."""
        learner_of(request)  # who is a guest now must be one still when the row is locked
        with transaction.atomic():
            saved: AbstractBaseUser = super().save(request)
        return saved


class ChangePasswordForm(OurFields, allauth.ChangePasswordForm):
    """The password now, and the new one."""

    labels = OurFields.labels | {"password1": "New password"}


class ResetPasswordForm(OurFields, allauth.ResetPasswordForm):
    """The address that a link is sent to."""


class ResetPasswordKeyForm(OurFields, allauth.ResetPasswordKeyForm):
    """The new password of somebody who came by that link."""

    labels = OurFields.labels | {"password1": "New password"}


class RequestLoginCodeForm(OurFields, allauth.RequestLoginCodeForm):
    """The address that a code is sent to."""


class ConfirmLoginCodeForm(OurFields, allauth.ConfirmLoginCodeForm):
    """The code that was sent."""
