"""The drawing says what the engine says: neither kinder nor harsher."""

from __future__ import annotations

import pytest

from tests.whatif.stacks import ask, compose, manifests, unit, web
from whatif.events import applicable
from whatif.ladder import Ladder, Piece, after, before
from whatif.model import Stack
from whatif.outcome import Fate

SHOP = compose(
    """\
services:
  web:
    image: shop:1
    volumes: ["files:/files"]
    x-state:
      sessions: {at: process memory}
      uploads: {at: /app/uploads}
      photos: {at: /files/photos}
  worker:
    image: worker:1
    x-state:
      jobs: {at: process memory}
volumes: {files: {}}
"""
)
POD = manifests(
    """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    stateguide.dev/facts: "{nodes: [node-1]}"
    stateguide.dev/state: |
      drafts: {at: /drafts}
      scratch: {at: /scratch}
spec:
  containers:
  - name: web
    image: shop:1
    volumeMounts: [{name: d, mountPath: /drafts}, {name: s, mountPath: /scratch}]
  volumes: [{name: d, emptyDir: {}}, {name: s, emptyDir: {medium: Memory}}]
"""
)
UNIT = unit(
    "[Service]\nExecStart=/usr/bin/app\nStateDirectory=app\n"
    "[X-State]\nbook = {at: /var/lib/app/book}\nlock = {at: /run/app.lock}\n"
)


def rung(ladder: Ladder, letter: str) -> str:
    rows = [*ladder.stands, *ladder.fallen]
    (name,) = (row.name for row in rows if letter in [piece.letter for piece in row.pieces])
    return name


def standing(ladder: Ladder) -> list[Piece]:
    return [piece for row in ladder.stands if not row.struck for piece in row.pieces]


def fallen(ladder: Ladder) -> list[Piece]:
    rows = [*ladder.fallen, *(row for row in ladder.stands if row.struck)]
    return [piece for row in rows for piece in row.pieces]


def test_before_the_event_every_piece_stands_and_claims_nothing():
    ladder = before(SHOP)
    assert (ladder.cut, ladder.fallen) == ("", ())
    assert {piece.fate for piece in standing(ladder)} == {None}
    assert [rung(ladder, letter) for letter in "ABCD"] == [
        "Process",
        "Container",
        "Volume",
        "Process",
    ]


def test_a_volume_of_this_host_has_a_peg_on_its_disk():
    pegs = {row.name: [piece.letter for piece in row.pegs] for row in before(SHOP).stands}
    assert pegs["Host disk"] == ["C"]
    assert sum(map(len, pegs.values())) == 1


def test_a_restart_cuts_above_the_process_and_a_recreate_above_the_container():
    assert after(SHOP, ask(SHOP, "restart web")).cut == "ends process"
    assert after(SHOP, ask(SHOP, "recreate web")).cut == "ends process, container"


def test_the_same_rung_of_another_service_is_not_cut():
    ladder = after(SHOP, ask(SHOP, "restart web"))
    assert [piece.item for piece in ladder.others] == ["jobs"]
    assert [piece.item for piece in fallen(ladder)] == ["sessions"]


def test_deleted_volumes_are_struck_out_of_order():
    ladder = after(SHOP, ask(SHOP, "down-volumes"))
    assert [row.name for row in ladder.stands if row.struck] == ["Volume"]
    assert ladder.cut == "ends process, container"


def test_a_lost_disk_takes_the_volume_along_by_its_peg():
    ladder = after(SHOP, ask(SHOP, "disk-loss"))
    assert rung(ladder, "C") == "Host disk"
    assert "C" in [piece.letter for piece in fallen(ladder)]


def test_what_a_boot_ends_in_a_pod_is_struck_above_it():
    ladder = after(POD, ask(POD, "reboot"))
    assert [row.name for row in ladder.stands if row.struck] == ["Boot"]
    fates = {piece.item: piece.fate for row in ladder.stands for piece in row.pieces}
    assert fates == {"drafts": Fate.SURVIVES, "scratch": Fate.LOST}


def test_a_backup_stands_in_the_world_outside():
    stack = compose(
        'services: {db: {image: "postgres:17", volumes: ["pg:/var/lib/postgresql/data"],'
        " x-state: {orders: {backup: 6h}}}}\nvolumes: {pg: {}}"
    )
    assert rung(after(stack, ask(stack, "disk-loss")), "A") == "World outside"


def test_the_other_replicas_stand_aside():
    stack = web("sticky cookie")
    ladder = after(stack, ask(stack, "crash web/0"))
    assert [piece.letter for piece in fallen(ladder)] == ["A"]
    assert [piece.letter for piece in ladder.others] == ["B"]


@pytest.mark.parametrize(
    "stack", [SHOP, POD, UNIT, web("random")], ids=["shop", "pod", "unit", "web"]
)
def test_a_piece_falls_iff_the_engine_says_that_it_is_lost(stack: Stack):
    for event in applicable(stack):
        outcome = ask(stack, event)
        ladder = after(stack, outcome)
        drawn = [*standing(ladder), *fallen(ladder), *ladder.others]
        assert len(drawn) == len(outcome.state), event
        lost = {piece.letter for piece in drawn if piece.fate is Fate.LOST}
        down = {piece.letter for piece in fallen(ladder)}
        if outcome.kind != "logical-delete":  # what is deleted goes, and its place stands
            assert down == lost, event
