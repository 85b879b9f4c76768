import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from stateguide import write_lock
from stateguide.database import configuration


def test_without_an_address_it_is_sqlite_in_the_data_folder(tmp_path):
    made = configuration("", tmp_path)
    assert made["ENGINE"].endswith("sqlite3")
    assert made["NAME"] == tmp_path / "stateguide.sqlite3"


def test_sqlite_elsewhere_keeps_its_promises_too(tmp_path):
    made = configuration("sqlite:////data/other.sqlite3", tmp_path)
    assert made["NAME"] == "/data/other.sqlite3"
    assert made["OPTIONS"] == configuration("", tmp_path)["OPTIONS"]


def test_postgresql_keeps_what_its_address_asks_for_beside_our_limits(tmp_path):
    url = "postgres://alice:secret@db.example:6543/state?sslmode=require&connect_timeout=9"
    made = configuration(url, tmp_path)
    assert (made["HOST"], made["PORT"], made["USER"]) == ("db.example", 6543, "alice")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["connect_timeout"] == 9
    assert "statement_timeout" in made["OPTIONS"]["options"]


def test_a_pooler_that_shares_connections_is_served_without_prepared_statements(tmp_path):
    url = "postgres://db.example/state"
    assert configuration(url, tmp_path)["OPTIONS"]["server_side_binding"] is True
    shared = configuration(f"{url}?server_side_binding=false", tmp_path)
    assert shared["OPTIONS"]["server_side_binding"] is not True


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite prepares by itself")
def test_what_is_asked_again_and_again_is_planned_once():
    with connection.cursor() as cursor:
        for number in range(10):
            cursor.execute("SELECT %s::int", [number])
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert ("SELECT $1::int",) in cursor.fetchall()


@pytest.mark.parametrize("url", ["mysql://alice:pa55word@db.example/x", "nonsense pa55word"])
def test_another_database_is_refused_without_telling_the_address(tmp_path, url):
    with pytest.raises(ImproperlyConfigured) as refused:
        configuration(url, tmp_path)
    assert "pa55word" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.database
def test_the_connection_has_what_the_settings_promise():
    asked = ["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA busy_timeout"]
    wanted = ["wal", 2, write_lock.SLEEPS]
    if connection.vendor == "postgresql":
        asked = ["SHOW statement_timeout", "SHOW lock_timeout", "SHOW random_page_cost"]
        wanted = ["10s", "5s", "1.1"]
    with connection.cursor() as cursor:
        assert [cursor.execute(line).fetchone()[0] for line in asked] == wanted
