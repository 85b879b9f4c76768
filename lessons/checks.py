"""Broken content stops the app before it serves anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from lessons.faults import BadContent
from lessons.ties import faults


@register("content")
def content_is_sound(app_configs: object, **options: Any) -> Sequence[CheckMessage]:
    """One error for each fault of content/."""
    return [Error(str(fault), id="content.E001") for fault in faults(settings.CONTENT_DIR)]


def refuse_broken_content() -> None:
    """Raise BadContent with all faults; for servers, which run no system checks."""
    if found := faults(settings.CONTENT_DIR):
        raise BadContent(found)
