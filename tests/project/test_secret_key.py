import stat
import subprocess
import sys

import pytest

from stateguide import secret_key
from stateguide.secret_key import read_or_make


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "data" / "secret-key"
    key = read_or_make(file)
    assert len(key) >= 50
    assert read_or_make(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_together_get_the_same_key(tmp_path):
    file = tmp_path / "secret-key"
    program = (
        "import sys, pathlib; from stateguide.secret_key import read_or_make;"
        "sys.stdin.read(); print(read_or_make(pathlib.Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    racers = [subprocess.Popen(command, **pipes) for _ in range(8)]
    for racer in racers:
        racer.stdin.close()  # all of them start now
    keys = {racer.stdout.read() for racer in racers}
    for racer in racers:
        racer.stdout.close()
        assert racer.wait() == 0
    assert keys == {file.read_text()}


def test_who_comes_second_takes_the_key_of_the_first(tmp_path, monkeypatch):
    file = tmp_path / "secret-key"
    first = "f" * 60

    def another_process_is_faster(_length):
        file.write_text(first)
        return "s" * 60

    monkeypatch.setattr(secret_key.secrets, "token_urlsafe", another_process_is_faster)
    assert read_or_make(file) == first


def test_a_file_without_a_key_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "secret-key"
    file.write_text("\n")
    with pytest.raises(ValueError, match="secret-key"):
        read_or_make(file)
    assert file.read_text() == "\n"
