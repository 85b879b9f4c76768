"""`manage.py check_content`: every fault of content/ in one run, a line each."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lessons.ties import faults


class Command(BaseCommand):
    help = "Say what is wrong in content/, as file:line: fault; exit 1 where anything is."
    requires_system_checks = []  # it says the same itself, in a form that editors understand

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults(settings.CONTENT_DIR)
        for fault in found:
            self.stdout.write(str(fault))
        if found:
            sys.exit(1)
