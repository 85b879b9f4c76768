"""Every address of the app. Each app writes its own paths in full."""

from django.conf import settings
from django.urls import include, path

from lessons import patterns
from quizzes import preview
from quizzes.views import home
from stateguide import health

urlpatterns = [
    path("", home, name="home"),
    path("", include("lessons.urls")),
    path("", include("quizzes.urls")),
    path("", include("classrooms.urls")),
    path("", include("live.urls")),
    path("", include("accounts.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
if settings.DEBUG:
    urlpatterns.append(path("patterns/", patterns.show, name="patterns"))
    urlpatterns.append(path("preview/<slug:key>/", preview.show, name="preview"))

handler400 = "stateguide.errors.bad_request"
handler403 = "stateguide.errors.forbidden"
handler429 = "stateguide.errors.too_often"  # for allauth
handler404 = "stateguide.errors.not_found"
handler500 = "stateguide.errors.server_error"
