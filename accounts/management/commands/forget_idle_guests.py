"""Delete guests who did not come back, with all they did."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User


class Command(BaseCommand):
    help = "Delete guests (no e-mail, no password) not seen for N days, with their progress."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, metavar="N", help="at least 1")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError("--days must be at least 1")
        before = timezone.now() - timedelta(days=options["days"])
        idle = User.objects.guests().filter(seen_at__lt=before)
        _, rows = idle.delete()
        self.stdout.write(f"{rows.get('accounts.User', 0)} guests forgotten")
