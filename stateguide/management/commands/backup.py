"""Copy the database to a file, while the app runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stateguide.backup import CannotCopy, backup
from stateguide.database import sqlite_file


class Command(BaseCommand):
    help = "Copy the SQLite database to FILE, whole and consistent, while the app runs."
    requires_system_checks = []  # broken content is no reason to do without a backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        database = sqlite_file()
        if database is None:
            raise CommandError("The database is PostgreSQL: back it up with its own pg_dump.")
        try:
            backup(database, target)
        except CannotCopy as fault:
            raise CommandError(f"No backup was made: {fault}") from fault
        self.stdout.write(f"{target} holds the database ({target.stat().st_size} bytes).")
        self.stdout.write("Keep the file secret-key of the data folder too: it names the guests.")
