"""The addresses of a site that has a mail server."""

from __future__ import annotations

from accounts.urls import by_mail
from stateguide.urls import handler429, urlpatterns

__all__ = ["handler429", "urlpatterns"]
urlpatterns = [*urlpatterns, *by_mail]
