"""Matrix 3.1 of the specification: seven places of Docker and nine events, each a real file."""

from __future__ import annotations

import pytest

from whatif.events import parse
from whatif.model import Stack
from whatif.outcome import Fate
from whatif.predict import predict
from whatif.readers import SourceFile, read

KEPT, LOST, ORPHANED = Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE
WORDS = {"k": KEPT, "L": LOST, "o": ORPHANED}

EVENTS = [
    "restart app",
    "recreate app",
    "recreate app renew=yes",
    "down",
    "down-volumes",
    "replace app",
    "stop app",  # of a container started with --rm
    "reboot",
    "node-loss",
]
MATRIX = {
    "process memory": "L L L L L L L L L",
    "tmpfs mount": "L L L L L L L L L",
    "writable layer": "k L L L L L L k L",
    "anonymous volume": "k k o o L o L k L",
    "named volume": "k k k k L k k k L",
    "external volume": "k k k k k k k k L",
    "bind mount": "k k k k k k k k L",
}
MOUNTS = {
    "process memory": "",
    "tmpfs mount": "tmpfs: [/data]",
    "writable layer": "",
    "anonymous volume": "volumes: [/data]",
    "named volume": 'volumes: ["data:/data"]',
    "external volume": 'volumes: ["theirs:/data"]',
    "bind mount": 'volumes: ["/srv/data:/data"]',
}
FILE = """\
services:
  app:
    image: app:1
    {mount}
    x-facts: {{remove_on_exit: {remove_on_exit}}}
    x-state:
      item: {{at: {at}}}
volumes:
  data: {{}}
  theirs: {{external: true}}
"""
CELLS = [
    (place, event, WORDS[cell])
    for place, cells in MATRIX.items()
    for event, cell in zip(EVENTS, cells.split(), strict=True)
]


def stack(place: str, event: str) -> Stack:
    text = FILE.format(
        mount=MOUNTS[place],
        at="process memory" if place == "process memory" else "/data",
        remove_on_exit="true" if event == "stop app" else "false",
    )
    return read([SourceFile("compose.yaml", text)])


def test_the_matrix_has_63_cells():
    assert len(CELLS) == 63


@pytest.mark.parametrize(("place", "event", "fate"), CELLS)
def test_each_cell_follows_from_anchors_and_binding(place: str, event: str, fate: Fate):
    described = stack(place, event)
    outcome = predict(described, parse(event, described))
    assert [row.fate for row in outcome.state] == [fate], outcome.trace


@pytest.mark.parametrize("word", ["crash app", "stop app"])
def test_a_crash_and_a_stop_keep_what_a_restart_keeps(word: str):
    for place in MATRIX:
        described = stack(place, "restart app")
        fates = [
            predict(described, parse(text, described)).state[0].fate
            for text in ("restart app", word)
        ]
        assert fates[0] == fates[1], place


def test_what_is_orphaned_has_a_way_back():
    described = stack("anonymous volume", "down")
    row = predict(described, parse("down", described)).state[0]
    assert row.way_back is not None
    assert "volume" in row.way_back
