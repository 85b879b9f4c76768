"""Fields of the forms of classes, strict where Django's are generous."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone

_WHOLE = re.compile(r"[0-9]{1,9}")
_LOCAL = "%Y-%m-%dT%H:%M"  # as browsers send a date with a time; some add seconds
_YEARS = 10  # that a due date lies ahead at most


class WholeField(forms.IntegerField):
    """A whole number in plain digits: no sign, no space, no other script's."""

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and not _WHOLE.fullmatch(str(value)):
            raise forms.ValidationError("Enter a whole number.", code="invalid")
        return super().to_python(value)


class DueField(forms.DateTimeField):
    """A moment in UTC that lies ahead; one that stands already may stay."""

    widget = forms.DateTimeInput(format=_LOCAL, attrs={"type": "datetime-local"})
    default_error_messages = {"invalid": "Enter a date and a time, as 2027-01-31T18:00."}

    def __init__(self, standing: datetime | None = None) -> None:
        super().__init__(
            required=False, label="Due", help_text="Date and time in UTC; empty: no date."
        )
        self._standing = standing

    def to_python(self, value: Any) -> datetime | None:
        # Django's own reading would take offsets, in which years overflow.
        if value in self.empty_values:
            return None
        text = str(value).strip().replace(" ", "T")
        for form in (_LOCAL, f"{_LOCAL}:%S"):
            with suppress(ValueError):
                return datetime.strptime(text, form).replace(tzinfo=UTC)
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def validate(self, value: datetime | None) -> None:
        now = timezone.now()
        if value is None or _minute(value) == _minute(self._standing):
            return
        if value <= now:
            raise forms.ValidationError("This moment has passed; choose one that lies ahead.")
        if value.year > now.year + _YEARS:
            raise forms.ValidationError(f"Choose a moment within {_YEARS} years.")


def _minute(value: datetime | None) -> datetime | None:
    return value and value.replace(second=0, microsecond=0)
