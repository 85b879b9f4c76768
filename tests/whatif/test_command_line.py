"""The command line is a contract: what it prints, how it exits, what it says of bad input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from whatif.__main__ import main

SHOP = """\
services:
  web:
    image: shop:1
    x-state:
      sessions: {at: process memory, use: session}
"""


@pytest.fixture
def shop(tmp_path: Path) -> str:
    path = tmp_path / "compose.yaml"
    path.write_text(SHOP)
    return str(path)


def test_events_lists_what_applies(shop, capsys):
    assert main(["events", shop]) == 0
    assert "restart web" in capsys.readouterr().out.splitlines()


def test_predict_answers_in_the_agreed_json(shop, capsys):
    assert main(["predict", shop, "--event", "restart web", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "event",
        "state",
        "users",
        "downtime",
        "recovery",
        "trace",
        "not_modelled",
    ]
    assert answer["event"] == {"kind": "restart", "target": "web"}
    (row,) = answer["state"]
    assert row == {
        "service": "web",
        "item": "sessions",
        "role": "source",
        "location": "process memory",
        "file": shop,
        "line": 5,
        "instances": "all",
        "outcome": "lost",
        "window": None,
        "way_back": None,
        "rules": ["R7"],
    }
    assert answer["users"] == {"kept": 0.0, "logged_out": 1.0, "per_request_miss": 0.0}
    assert all(set(step) == {"rule", "says"} for step in answer["trace"])


def test_predict_without_json_is_for_people(shop, capsys):
    main(["predict", shop, "--event", "restart web"])
    out = capsys.readouterr().out
    assert "web: sessions, in memory: lost" in out
    assert "users: 0% stay, 100% logged out" in out


def test_a_dash_reads_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SHOP.encode())))
    assert main(["predict", "-", "--event", "restart web", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"][0]["file"] == "-"


@pytest.mark.parametrize(
    ("text", "event", "says"),
    [
        (b"services: [", "restart web", ":1: "),
        (b"- a\n- b\n", "restart web", ":1: "),
        (b"", "restart web", ":1: "),
        (b"services: {web: {image: \xff}}", "restart web", ":1: not UTF-8"),
        (SHOP.encode(), "explode web", "event:1: there is no event 'explode'"),
        (SHOP.encode(), "restart db", "event:1: restart cannot strike 'db'; candidates: web"),
        (SHOP.encode(), "upgrade web", "event:1: upgrade needs a value; write upgrade=TAG"),
        (SHOP.replace("use:", "colour:").encode(), "restart web", ":5: "),
    ],
)
def test_bad_input_is_one_line_with_its_place_and_exit_2(text, event, says, tmp_path, capsys):
    path = tmp_path / "compose.yaml"
    path.write_bytes(text)
    assert main(["predict", str(path), "--event", event]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.err.strip().splitlines()) == 1


def test_a_missing_file_says_so(tmp_path, capsys):
    assert main(["events", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml:1: No such file" in capsys.readouterr().err


def test_a_usage_error_exits_2():
    with pytest.raises(SystemExit) as caught:
        main(["predict"])
    assert caught.value.code == 2


def test_the_same_input_gives_the_same_bytes(shop, capsys):
    answers = set()
    for _ in range(3):
        main(["predict", shop, "--event", "restart web", "--json"])
        answers.add(capsys.readouterr().out)
    assert len(answers) == 1
