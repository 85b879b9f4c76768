"""What a WSGI server loads: `gunicorn stateguide.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stateguide.settings")
application = get_wsgi_application()

# Servers run no system checks; wrong content must not reach a learner all the same.
from lessons.checks import refuse_broken_content  # noqa: E402  needs the apps

refuse_broken_content()
