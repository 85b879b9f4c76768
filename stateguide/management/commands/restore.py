"""Bring a backup back."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from stateguide.backup import CannotCopy, backup, examine, migrations, restore
from stateguide.database import sqlite_file


class Command(BaseCommand):
    help = "Replace all content of the SQLite database by that of the backup FILE."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="made by `backup`")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        database = sqlite_file()
        if database is None:
            raise CommandError("The database is PostgreSQL: bring it back with its own pg_restore.")
        try:
            self._restore(source, database)
        except CannotCopy as fault:
            raise CommandError(f"Nothing was changed: {fault}") from fault
        connection.close()
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"The database holds what {source} held.")

    def _restore(self, source: Path, database: Path) -> None:
        examine(source)
        refuse_newer(source)
        if database.exists():
            # What is about to be replaced may hold answers that no backup has.
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            kept = database.with_name(f"before-restore-{moment}.sqlite3")
            backup(database, kept)
            self.stdout.write(f"{kept} holds what was there before.")
        restore(source, database)


def refuse_newer(source: Path) -> None:
    """Raise CannotCopy where `source` has seen migrations that this version does not have."""
    known = MigrationLoader(None).disk_migrations
    ours = {app for app, _ in known}
    if unknown := {(app, name) for app, name in migrations(source) if app in ours} - set(known):
        names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown))
        raise CannotCopy(f"{source} is of a newer version of the app ({names}); update first")
