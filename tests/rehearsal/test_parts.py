"""The parts of a rehearsal, without processes."""

from __future__ import annotations

import pytest

from rehearsal.asking import wait
from rehearsal.blocks import Block, Blocks
from rehearsal.sources import Source
from tests.loops import run

EVENT = b'id: 3\nevent: phase\ndata: {"ballot": 1}\n\n'
CHUNKED = b"%x\r\n%b\r\n" % (len(EVENT), EVENT)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_blocks_come_whole_however_they_are_cut(size: int) -> None:
    blocks, data = Blocks(), CHUNKED * 2 + b"3\r\n:\n\n\r\n0\r\n\r\n"
    found = [
        block for at in range(0, len(data), size) for block in blocks.feed(data[at : at + size])
    ]
    assert found == [Block("phase", b'{"ballot": 1}', 3, None)] * 2 + [Block("", b"", None, None)]
    assert found[0].said == {"ballot": 1}
    assert blocks.ended


@pytest.mark.parametrize(
    ("seqs", "fault"),
    [
        ([1, 2, 3], []),
        ([5, 6], []),
        ([1, 3], ["a gap from 1 to 3"]),
        ([2, 2], ["2 came again after 2"]),
    ],
)
def test_a_source_notes_gaps_and_repeats(seqs: list[int], fault: list[str]) -> None:
    blocks = Blocks()

    async def heard() -> list[str]:
        source = Source(1, "/", {})
        for seq in seqs:
            told = b"id: %d\n\n" % seq
            source._heard(blocks.feed(b"%x\r\n%b\r\n" % (len(told), told)))
        return source.faults

    assert run(heard()) == fault


def test_who_tries_again_waits_longer_and_at_most_five_seconds() -> None:
    assert 0.25 <= wait(0) <= 0.5
    assert 2.5 <= wait(20) <= 5
