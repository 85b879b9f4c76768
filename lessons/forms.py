"""The form of a lesson's own page: which sections have been read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from lessons.catalogue import Lesson


class ReadingForm(forms.Form):
    """Gives the anchors that are marked: those chosen, or all."""

    section = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": "This lesson has no section “%(value)s”."},
    )
    all = forms.BooleanField(required=False)
    token = forms.CharField(required=False, max_length=200)  # of a visitor who is nobody so far

    def __init__(self, lesson: Lesson, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._anchors = lesson.anchors
        choices = [(section.anchor, section.title) for section in lesson.sections]
        section = self.fields["section"]
        assert isinstance(section, forms.MultipleChoiceField)
        section.choices = choices

    def clean(self) -> dict[str, Any]:
        """Add `anchors`: what is to be marked."""
        cleaned = super().clean() or {}
        if unknown := sorted(set(self.data) - set(self.fields) - {"csrfmiddlewaretoken"}):
            raise forms.ValidationError(f"There is no field “{unknown[0]}” in this form.")
        cleaned["anchors"] = (
            self._anchors if cleaned.get("all") else set(cleaned.get("section", ()))
        )
        if not self.errors and not cleaned["anchors"]:
            raise forms.ValidationError("Choose at least one section, or all.")
        return cleaned
