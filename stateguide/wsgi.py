"""What a WSGI server loads: `gunicorn stateguide.wsgi`."""

from __future__ import annotations

import os
from pathlib import Path

from stateguide.fingerprint import ROOT, fingerprint
from stateguide.front import Front
from stateguide.response_cache import ResponseCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stateguide.settings")
# The settings say the same of DATA_DIR, but to ask them would bring Django.
folder = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "pages"
application = Front(ResponseCache(folder, fingerprint))
