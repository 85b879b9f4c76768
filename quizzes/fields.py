"""Form fields and a form that take exactly what they are told, and nothing beside it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
CSRF = "csrfmiddlewaretoken"


class SubmissionField(forms.CharField):
    """The number that the server gave to this form, as a UUID in any case."""

    default_error_messages = {
        "required": "The form came without its number.",
        "invalid": "The number of the form is not one of ours.",
    }

    def clean(self, value: Any) -> UUID:
        text = super().clean(value)
        if not _UUID.fullmatch(text) or not (found := UUID(text)).int:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class StrictForm(forms.Form):
    """A form that refuses fields it does not know, and a field that comes twice."""

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(data, files)
        self.posted = QueryDict() if data is None else data

    def clean(self) -> dict[str, Any]:
        unknown = {*self.posted, *self.files} - {*self.fields, CSRF}
        for name in sorted(unknown):
            self._refuse(f"unknown field: {name[:40]}", "unknown")
        for name, field in self.fields.items():
            several = isinstance(field, forms.MultipleChoiceField)
            if len(self.posted.getlist(name)) > 1 and not several:
                self._refuse(f"given twice: {name}", "twice")
        return super().clean() or self.cleaned_data

    def _refuse(self, message: str, code: str) -> None:
        self.add_error(None, forms.ValidationError(message, code=code))
