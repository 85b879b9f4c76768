import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

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


@pytest.mark.parametrize("url", ["mysql://alice:pa55word@db.example/x", "nonsense pa55word"])
def test_another_database_is_refused_without_telling_the_address(tmp_path, url):
    with pytest.raises(ImproperlyConfigured) as refused:
        configuration(url, tmp_path)
    assert "pa55word" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.database
def test_the_connection_has_what_the_settings_promise():
    asked = ["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA busy_timeout"]
    wanted = ["wal", 2, 10_000]
    if connection.vendor == "postgresql":
        asked, wanted = ["SHOW statement_timeout", "SHOW lock_timeout"], ["10s", "5s"]
    with connection.cursor() as cursor:
        assert [cursor.execute(line).fetchone()[0] for line in asked] == wanted
