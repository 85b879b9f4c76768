"""Copies of the SQLite database: made while the app runs, brought back in one transaction."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stateguide.files import publish

LOCK_WAIT = 15.0  # seconds to wait for a writer


class CannotCopy(Exception):
    """One line that says why a backup was not made, or not brought back."""


def backup(database: Path, target: Path) -> None:
    """Copy `database` to the new file `target`, whole and consistent, while others write.

    The file appears under its name only when it is complete, and only the owner may read it.
    Raises CannotCopy where `target` exists or cannot be written.
    """
    if not database.exists():
        raise CannotCopy(f"there is no database yet at {database}")
    with _draft_of(target) as draft:
        _copy(database, draft)
        # One file: without this a reader of the copy would need a -wal file beside it.
        with closing(sqlite3.connect(draft)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
        examine(draft)
        try:
            publish(draft, target)
        except FileExistsError:
            raise CannotCopy(f"{target} exists already; choose another name") from None


def restore(source: Path, database: Path) -> None:
    """Bring the content of `source` into `database`, replacing all that is there.

    SQLite does it in one transaction: a process that is killed leaves the old content, and a
    server that runs meanwhile goes on with the new content. Raises CannotCopy where `source` is
    no sound database, or where a writer holds `database` for longer than LOCK_WAIT.
    """
    examine(source)
    database.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, database)


def examine(file: Path) -> None:
    """Raise CannotCopy unless `file` is a whole SQLite database of this app."""
    if not file.is_file():
        raise CannotCopy(f"there is no file {file}")
    try:
        with closing(_read_only(file)) as database:
            [first] = database.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as fault:
        raise CannotCopy(f"{file} is not a database that SQLite can read: {fault}") from fault
    if first != "ok":
        raise CannotCopy(f"{file} is damaged: {first}")
    if not {"django_migrations", "accounts_user"} <= tables:
        raise CannotCopy(f"{file} is no database of this app")


def migrations(file: Path) -> set[tuple[str, str]]:
    """Return app and name of every migration that `file` has seen."""
    with closing(_read_only(file)) as database:
        return set(database.execute("SELECT app, name FROM django_migrations"))


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(_read_only(source)) as old,
            closing(sqlite3.connect(target, timeout=LOCK_WAIT)) as new,
        ):
            new.execute("PRAGMA synchronous=FULL")
            old.backup(new, progress=_give_up_at(time.monotonic() + LOCK_WAIT))
    except (sqlite3.Error, OSError) as fault:
        raise CannotCopy(f"{source} could not be copied to {target}: {fault}") from fault


def _give_up_at(deadline: float) -> Callable[[int, int, int], None]:
    def progress(status: int, _remaining: int, _pages: int) -> None:
        # Without this a locked database would be tried for ever.
        busy = status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if busy and time.monotonic() > deadline:
            raise sqlite3.OperationalError("another process holds it; stop the app and try again")

    return progress


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=LOCK_WAIT)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Give a file of mode 600 in the folder of `target`, gone afterwards."""
    if target.exists():
        raise CannotCopy(f"{target} exists already; choose another name")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    except OSError as fault:
        raise CannotCopy(f"{target} cannot be written: {fault.strerror}") from fault
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
