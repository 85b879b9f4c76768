"""Two answers for a proxy: the process is alive, and it can work."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Asks nothing of the database: it may be away for a moment."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say that the database answers too; while it does not, the answer is 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return alive(request)
