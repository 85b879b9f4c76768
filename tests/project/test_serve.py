import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from bench.live_class import made
from tests.live.stream.listening import Ear
from verify.ports import free_port


@pytest.fixture
def environment(tmp_path):
    """What `make run` has: its own data, no settings of the tests."""
    tests_own = {"DATABASE_URL", "ALLOWED_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE", "DEBUG", "HTTPS"}
    kept = {name: value for name, value in os.environ.items() if name not in tests_own}
    return {**kept, "DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port())}


@contextmanager
def serving(environment):
    """A running server, and the lines it printed before it answered."""
    command = [sys.executable, "manage.py", "serve"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    server = subprocess.Popen(command, env=environment, **pipes)
    lines = []
    try:
        for line in server.stdout:
            lines.append(line.strip())
            if "Ctrl-C" in line:
                break
        yield lines
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


def get(environment, host, path="/healthz"):
    deadline = time.monotonic() + 15
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host})
            return connection.getresponse().status
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def test_a_fresh_copy_serves_with_a_migrated_database(environment):
    with serving(environment) as lines:
        assert lines[0] == f"StateGuide is on http://127.0.0.1:{environment['PORT']}"
        assert get(environment, "localhost") == 200
        assert get(environment, "127.0.0.1", "/readyz") == 200
        assert get(environment, "evil.example") == 400
        assert get(environment, "10.1.2.3") == 400


def test_a_classroom_reaches_it_under_the_printed_addresses_alone(environment):
    environment["HOST"] = "0.0.0.0"
    with serving(environment) as lines:
        printed = [line.removeprefix("Others in this network: http://") for line in lines]
        hosts = [line.split(":")[0] for line in printed if line[0].isdigit()]
        assert [get(environment, host) for host in [*hosts, "127.0.0.1"]] == [200] * (
            len(hosts) + 1
        )
        assert get(environment, "192.0.2.1") == 400


def test_it_stops_while_streams_are_open_and_ends_them(environment):
    with serving(environment) as lines:
        assert lines
        get(environment, "localhost")
        round_ = made(environment, 1)
        path = f"/live/stream/{round_.uid}/phone"
        ears = [Ear(int(environment["PORT"]), path, round_.phones[0]) for _ in range(3)]
        assert [ear.status for ear in ears] == [200] * 3
        assert all(ear.next("phase") for ear in ears)
    # `serving` has sent Ctrl-C and waited for the end.
    for ear in ears:
        assert ear.next() is None
        ear.__exit__()


def test_a_port_in_use_is_one_line(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        command = [sys.executable, "manage.py", "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"Port {environment['PORT']} is in use")


def test_a_database_that_is_away_is_one_line_without_the_password(environment):
    environment["DATABASE_URL"] = f"postgres://alice:pa55word@127.0.0.1:{free_port()}/x"
    command = [sys.executable, "manage.py", "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used")
    assert "pa55word" not in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1
