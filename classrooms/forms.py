"""The forms of a class. Each takes the fields that it shows and refuses all others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.formats import date_format

from accounts.codes import typed
from classrooms.fields import WholeField
from classrooms.models import Classroom, Membership, MembershipQuerySet, Pace, Role
from classrooms.names import LineField, Name, NameField
from quizzes.fields import StrictForm, SubmissionField

TITLE = 80  # characters of the name of a class
GIVEN = [(role.value, role.label) for role in (Role.LEARNER, Role.ASSISTANT, Role.TEACHER)]


class CodeForm(StrictForm):
    """Gives the code that somebody typed, as it would be stored."""

    code = forms.CharField(
        max_length=40,
        label="Code",
        error_messages={"required": "Enter the code of the class."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        return typed(self.cleaned_data["code"])


class NameForm(StrictForm):
    """The name that a class shows of somebody."""

    name = NameField(label="Your name in this class")


class JoinForm(NameForm):
    """The same from who comes in; a visitor brings the token of the guest that they become."""

    token = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class OpenForm(StrictForm):
    """A new class."""

    title = LineField(TITLE, label="Name of the class")
    name = NameField(label="Your name in this class", help_text="Learners see it.")
    uid = SubmissionField(widget=forms.HiddenInput)  # so that two clicks open one class


class ConfirmForm(StrictForm):
    """A box to tick before what cannot be taken back."""

    confirm = forms.BooleanField(
        label="Yes, delete this class",
        error_messages={"required": "Tick the box to go on."},
    )


class Clash(NamedTuple):
    """A field that somebody else has changed, or that would change."""

    label: str
    stored: str
    sent: str


class VersionedForm(StrictForm):
    """A form that says which version of its row it shows."""

    version = WholeField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, stored: Mapping[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.initial = dict(stored)

    @property
    def changes(self) -> dict[str, Any]:
        """What to store."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def clashes(self) -> list[Clash]:
        """What is stored beside what was sent, where they differ."""
        fields = [self[name] for name in self.changes]
        sent = self.changes
        both = (
            Clash(str(one.label), _words(one.field, one.initial), _words(one.field, sent[one.name]))
            for one in fields
        )
        return [clash for clash in both if clash.stored != clash.sent]


def _words(field: forms.Field, value: Any) -> str:
    """A value as the page says it."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return date_format(value, "j F Y, H:i") + " UTC"
    return value.shown if isinstance(value, Name) else str(value or "none")


class SettingsForm(VersionedForm):
    """What a class is called, and whether somebody may join."""

    name = LineField(TITLE, label="Name of the class")
    joinable = forms.BooleanField(required=False, label="Others may join by the code")

    def __init__(self, classroom: Classroom, data: QueryDict | None = None) -> None:
        super().__init__(model_to_dict(classroom, ["name", "joinable", "version"]), data)


class MemberForm(VersionedForm):
    """What staff may change of a member."""

    name = NameField(label="Name in this class")
    role = forms.ChoiceField(choices=GIVEN, label="Role")
    pace = forms.ChoiceField(
        choices=Pace.choices, label="Time", help_text="For question sets with a time limit."
    )

    def __init__(
        self, member: Membership, data: QueryDict | None = None, *, by_owner: bool
    ) -> None:
        super().__init__(model_to_dict(member, ["name", "role", "pace", "version"]), data)
        # Who only has a cookie could lose the class with it.
        if not by_owner or member.user.is_guest:
            del self.fields["role"]


class HandOverForm(StrictForm):
    """The teacher to whom a class goes."""

    to = forms.ModelChoiceField(Membership.objects.none(), label="New owner", empty_label=None)

    def __init__(self, teachers: MembershipQuerySet, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = teachers
