"""`manage.py coverage`: docs/coverage.md, which scenarios show which rule and which belief."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lessons import beliefs, coverage, scenarios


class Command(BaseCommand):
    help = "Count which scenarios show which rule and which wrong belief, into docs/coverage.md."

    def handle(self, *args: Any, **options: Any) -> None:
        page = coverage.page(scenarios.scenarios(), beliefs.beliefs())
        (settings.BASE_DIR / "docs" / "coverage.md").write_text(page, encoding="utf-8")
