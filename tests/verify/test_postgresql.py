from contextlib import contextmanager

import pytest

from verify import postgresql
from verify import test as runner
from verify.postgresql import NoPostgresql, programs, provide


@pytest.fixture
def _none_installed(monkeypatch):
    monkeypatch.setattr(postgresql, "programs", lambda: None)
    monkeypatch.setattr(postgresql, "can_use_apt", lambda: False)


def test_the_newest_version_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "pg_ctl").touch()
    assert programs(tmp_path) == tmp_path / "17" / "bin"


@pytest.mark.usefixtures("_none_installed")
def test_a_missing_server_is_left_out_at_home_and_a_fault_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert provide() is None
    monkeypatch.setenv("CI", "true")
    with pytest.raises(NoPostgresql, match="CI needs PostgreSQL"):
        provide()


@pytest.fixture
def runs(monkeypatch, tmp_path):
    """The runs of pytest that `make test` would start, each with its DATABASE_URL."""

    @contextmanager
    def server(_folder):
        yield "postgres://server"

    seen = []

    def pytest_run(*_arguments, **environment):
        seen.append(environment["DATABASE_URL"])
        return True

    monkeypatch.setattr(runner.chromium, "provide", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(runner.postgresql, "provide", lambda: tmp_path)
    monkeypatch.setattr(runner.postgresql, "server", server)
    monkeypatch.setattr(runner, "pytest", pytest_run)
    return seen


def test_the_database_is_asked_twice(runs):
    assert runner.main() == 0
    assert runs == ["", "postgres://server"]


def test_one_line_says_that_postgresql_was_left_out(runs, monkeypatch, capsys):
    monkeypatch.setattr(runner.postgresql, "provide", lambda: None)
    assert runner.main() == 0
    assert runs == [""]
    assert capsys.readouterr().out.count("PostgreSQL was left out") == 1


@pytest.mark.parametrize("failing", ["", "postgres://server"])
def test_a_fault_on_either_database_fails_the_run(runs, monkeypatch, failing):
    monkeypatch.setattr(runner, "pytest", lambda *_, **given: given["DATABASE_URL"] != failing)
    assert runner.main() == 1
