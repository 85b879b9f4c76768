"""`manage.py rules`: docs/rules.md, every rule of the engine with its source."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lessons import rulepage
from whatif.rules import RULES


class Command(BaseCommand):
    help = "Write every rule of the engine, with its source and statements, into docs/rules.md."
    requires_system_checks = []  # it reads no content

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "rules.md"
        path.write_text(rulepage.page(RULES), encoding="utf-8")
