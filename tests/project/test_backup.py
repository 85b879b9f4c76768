import re
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from stateguide import backup as module
from stateguide.backup import CannotCopy, backup, examine, restore
from stateguide.database import sqlite_file


@pytest.fixture
def database(tmp_path):
    """A database of this app with one person in it, as small as it can be."""
    file = tmp_path / "app.sqlite3"
    with closing(sqlite3.connect(file)) as writer:
        writer.executescript("""
            PRAGMA journal_mode=WAL;
            CREATE TABLE django_migrations (app, name);
            CREATE TABLE accounts_user (name);
            INSERT INTO django_migrations VALUES ('accounts', '0001_initial');
            INSERT INTO accounts_user VALUES ('Alice');
        """)
    return file


def people(file):
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM accounts_user")]


def add(file, name):
    with closing(sqlite3.connect(file)) as writer, writer:
        writer.execute("INSERT INTO accounts_user VALUES (?)", [name])


def test_what_was_there_comes_back(database, tmp_path):
    backup(database, tmp_path / "copy")
    add(database, "Bob")
    assert people(database) == ["Alice", "Bob"]
    restore(tmp_path / "copy", database)
    assert people(database) == ["Alice"]


def test_a_copy_is_one_file_that_only_its_owner_reads(database, tmp_path):
    backup(database, tmp_path / "copy")
    assert people(tmp_path / "copy") == ["Alice"]
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == ["copy"]
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_a_copy_holds_what_was_committed_and_not_what_is_under_way(database, tmp_path):
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("INSERT INTO accounts_user VALUES ('Bob')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO accounts_user VALUES ('Charlie')")
        backup(database, tmp_path / "copy")
    assert people(tmp_path / "copy") == ["Alice", "Bob"]


def test_a_backup_never_replaces_a_file(database, tmp_path):
    (tmp_path / "copy").write_text("something dear")
    with pytest.raises(CannotCopy, match="exists already"):
        backup(database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "something dear"


def test_a_file_that_appears_meanwhile_is_not_replaced(database, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "examine", lambda _: (tmp_path / "copy").write_text("another's"))
    with pytest.raises(CannotCopy, match="exists already"):
        backup(database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "another's"


def test_a_running_server_sees_the_restored_content(database, tmp_path):
    backup(database, tmp_path / "copy")
    with closing(sqlite3.connect(database)) as server:
        add(database, "Bob")
        assert len(server.execute("SELECT * FROM accounts_user").fetchall()) == 2
        restore(tmp_path / "copy", database)
        assert len(server.execute("SELECT * FROM accounts_user").fetchall()) == 1


def test_a_restore_waits_for_a_writer_and_then_gives_up(database, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LOCK_WAIT", 0.2)
    backup(database, tmp_path / "copy")
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotCopy, match="another process"):
            restore(tmp_path / "copy", database)
        writer.execute("COMMIT")
    assert people(database) == ["Alice"]


def test_a_restore_waits_for_a_short_writer(database, tmp_path):
    backup(database, tmp_path / "copy")
    writer = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, writer.execute, ["ROLLBACK"])
    timer.start()
    restore(tmp_path / "copy", database)
    timer.join()
    writer.close()
    assert people(database) == ["Alice"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "no database of this app"), (b"not a database" * 1000, "not a database")],
)
def test_what_is_no_database_is_refused(database, tmp_path, content, fault):
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(CannotCopy, match=fault):
        restore(tmp_path / "copy", database)
    assert people(database) == ["Alice"]


def test_a_damaged_backup_is_refused(database, tmp_path):
    with closing(sqlite3.connect(database)) as writer, writer:
        rows = [[f"{number:0100}"] for number in range(2000)]
        writer.executemany("INSERT INTO accounts_user VALUES (?)", rows)
    backup(database, tmp_path / "copy")
    broken = bytearray((tmp_path / "copy").read_bytes())
    broken[20480:40960] = bytes(20480)
    (tmp_path / "copy").write_bytes(broken)
    with pytest.raises(CannotCopy):
        examine(tmp_path / "copy")


def test_a_missing_file_is_named(database, tmp_path):
    with pytest.raises(CannotCopy, match="nowhere"):
        restore(tmp_path / "nowhere", database)
    with pytest.raises(CannotCopy, match="no database yet"):
        backup(tmp_path / "nowhere", tmp_path / "copy")


@pytest.fixture
def in_use(transactional_db):
    """The test database, as the commands see it."""
    if connection.vendor != "sqlite":
        pytest.skip("the commands copy SQLite only")
    connection.close()
    return sqlite_file()


def test_the_commands_go_there_and_back(in_use, tmp_path, capsys):
    alice = User.objects.create_user("alice@example.org")
    call_command("backup", str(tmp_path / "copy"))
    User.objects.all().delete()
    call_command("restore", str(tmp_path / "copy"))
    assert User.objects.get() == alice
    said = capsys.readouterr().out
    assert "secret-key" in said
    kept = Path(re.search(r"\S+before-restore-\S+\.sqlite3", said)[0])
    assert kept.parent == in_use.parent
    assert people(kept) == []
    kept.unlink()


def test_a_backup_of_a_newer_version_is_refused(in_use, tmp_path):
    call_command("backup", str(tmp_path / "copy"))
    with closing(sqlite3.connect(tmp_path / "copy")) as copy, copy:
        copy.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('accounts', '9999_later', '2030-01-01')"
        )
    User.objects.create_user("alice@example.org")
    with pytest.raises(CommandError, match=r"newer version.*accounts\.9999_later"):
        call_command("restore", str(tmp_path / "copy"))
    assert User.objects.count() == 1


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_on_postgresql_its_own_tools_are_named(monkeypatch, tmp_path, command, tool):
    monkeypatch.setattr(f"stateguide.management.commands.{command}.sqlite_file", lambda: None)
    with pytest.raises(CommandError, match=tool):
        call_command(command, str(tmp_path / "copy"))
