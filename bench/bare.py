"""The least that Django can do: one view, no middleware, no database. The yardstick of pages.

Served as `gunicorn bench.bare:application`.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b"hello"


def hello(request: HttpRequest) -> HttpResponse:
    """The cheapest reply that a connection can be kept open after."""
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", hello)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="the bare app keeps no secret",  # noqa: S106  it signs nothing
)
application = get_wsgi_application()
