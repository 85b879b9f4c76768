"""What an ASGI server loads beside the servers of pages: `uvicorn stateguide.asgi:application`.

It answers what is below /live/stream/; a proxy sends it that and nothing else.
"""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stateguide.settings")
django.setup()

from lessons.checks import refuse_broken_content  # noqa: E402  needs the apps
from live.stream.application import Live  # noqa: E402
from stateguide.garbage import look_seldom  # noqa: E402

refuse_broken_content()
look_seldom()
application = Live()
