from __future__ import annotations

import pytest

from quizzes.cuts import Cut, cuts, picks_at
from whatif.ladder import Ladder, Piece, Row


def piece(letter: str) -> Piece:
    return Piece(letter=letter, service="web", item=letter, place="", fate=None)


A, B, C = map(piece, "ABC")
LADDER = Ladder(
    stands=(
        Row(name="World outside"),
        Row(name="Volume", pieces=(C,)),
        Row(name="Host disk", pegs=(C,)),
        Row(name="Container", pieces=(B,)),
        Row(name="Process", pieces=(A,)),
    )
)


def test_the_saw_goes_above_each_rung_that_something_stands_on() -> None:
    assert cuts(LADDER) == (
        Cut("none", "", ()),
        Cut("process", "Process", ("A",)),
        Cut("container", "Container", ("A", "B")),
        Cut("volume", "Volume", ("A", "B", "C")),
    )


@pytest.mark.parametrize(
    ("cut", "falls"), [("none", ""), ("process", "A"), ("container", "AB"), ("volume", "ABC")]
)
def test_a_piece_falls_iff_its_rung_is_below_the_saw(cut: str, falls: str) -> None:
    picks = picks_at(LADDER, cut)
    assert [letter for letter, fate in picks.items() if fate == "lost"] == list(falls)
    assert picks.keys() == {"A", "B", "C"}


def test_a_piece_falls_with_its_peg() -> None:
    pegged = Ladder(
        stands=(
            Row(name="Volume", pieces=(C,)),
            Row(name="Host disk", pieces=(B,), pegs=(C,)),
        )
    )
    assert picks_at(pegged, "host-disk") == {"B": "lost", "C": "lost"}


def test_a_height_that_is_not_offered_says_nothing() -> None:
    with pytest.raises(KeyError):
        picks_at(LADDER, "host-disk")
