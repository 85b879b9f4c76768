"""The small forms of the pages below /me/."""

from __future__ import annotations

from django import forms

from accounts.codes import typed


class NameForm(forms.Form):
    """How somebody is called; nobody has to say it."""

    name = forms.CharField(
        required=False,
        max_length=80,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class DeviceForm(forms.Form):
    """The code that another device shows."""

    code = forms.CharField(
        max_length=64,
        label="The code from your other device",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )

    def clean_code(self) -> str:
        return typed(self.cleaned_data["code"])


class ForgetGuestForm(forms.Form):
    """A guest has no password, and says it with a tick."""

    sure = forms.BooleanField(label="Yes, delete all of it. It cannot be brought back.")


class ForgetAccountForm(forms.Form):
    """Whoever sits at a screen that was left open cannot delete the account of somebody else."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
