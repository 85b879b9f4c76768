"""Django, ready to answer with sound content."""

from __future__ import annotations

import os

from django.conf import ENVIRONMENT_VARIABLE, settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from stateguide.response_cache import ResponseCache

OWN = "stateguide.settings"  # other settings are no part of the fingerprint


def load(cache: ResponseCache) -> WSGIHandler:
    """Return Django once its content was found sound, now or by an earlier process of this version.

    In the second case call `look_again` later. Raises BadContent, and what the settings raise.
    """
    django = get_wsgi_application()
    from lessons.checks import refuse_broken_content  # noqa: PLC0415  needs the apps
    from lessons.stock import stock  # noqa: PLC0415

    if cache.sound:
        stock()  # one of each, before threads ask for it
        return django
    refuse_broken_content()
    if os.environ[ENVIRONMENT_VARIABLE] == OWN and not settings.DEBUG:
        # With https the answer depends on how it was asked for: a plain request is sent on.
        cache.open(() if settings.HTTPS else map(str.lower, settings.ALLOWED_HOSTS))
    return django


def look_again() -> None:
    """Read all content and raise BadContent where it is broken.

    It was sound when it had the same bytes. From here on it is in memory, so that what changes on
    the disk later, unchecked, is not served.
    """
    from lessons.checks import refuse_broken_content  # noqa: PLC0415  needs the apps

    refuse_broken_content()
