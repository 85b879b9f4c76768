"""What the wall plays: the trace of the engine, step by step, with the pieces each decides."""

from __future__ import annotations

from lessons.scenarios import scenarios
from live.questions import built_at
from live.runs import run_of, whys_of
from quizzes.pools import HOME_SCENARIO, asked_in, quizzes
from quizzes.questions import build
from tests.live.conftest import MakeRound
from whatif.outcome import Instances


def test_each_step_names_the_pieces_that_it_decides(make_round: MakeRound) -> None:
    built = built_at(make_round(), 0)
    assert built
    run = run_of(built)
    assert run
    assert [stage.says for stage in run.stages] == [one["says"] for one in built.outcome["trace"]]
    decided = {letter for stage in run.stages for letter in stage.letters}
    assert decided == {"A", "B", "C"}
    for piece in built.outcome["pieces"]:
        tagged = [one.rule for one in run.stages if piece["letter"] in one.letters]
        assert {reason["rule"] for reason in piece["reasons"]} <= set(tagged)
    assert run.stages[0].letters == ()  # of the event itself


def test_in_every_scenario_each_piece_is_spoken_of_by_a_step() -> None:
    seen = set()
    asked = {key for quiz in quizzes() for key in quiz.pool} & {*scenarios()}
    for key in asked - {HOME_SCENARIO}:
        built = build(key, asked_in(key))
        run = run_of(built)
        assert run
        spoken = {letter for stage in run.stages for letter in stage.letters}
        assert spoken == {piece["letter"] for piece in built.outcome["pieces"]}, key
        seen |= {piece["instances"] for piece in built.outcome["pieces"]}
    assert seen == set(Instances)


def test_the_ladder_before_tells_no_fate_and_that_after_all(make_round: MakeRound) -> None:
    built = built_at(make_round(), 0)
    assert built
    run = run_of(built)
    assert run
    assert run.before
    assert {piece.fate for row in run.before.stands for piece in row.pieces} == {None}
    rows = (*run.after.stands, *run.after.fallen)
    fates = {piece.letter: str(piece.fate) for row in rows for piece in row.pieces}
    assert fates == dict(built.key.pieces)


def test_a_concept_does_not_run_but_says_why(make_round: MakeRound) -> None:
    built = built_at(make_round(), 2)
    assert built
    assert run_of(built) is None
    [why] = whys_of(built)
    assert why["value"] == built.key.pieces["A"]
    assert why["why"]


def test_of_things_to_sort_each_says_why(make_round: MakeRound) -> None:
    built = built_at(make_round(keys=["q-holds-it-and-must-it-survive"]), 0)
    assert built
    assert [one["letter"] for one in whys_of(built)] == list(built.key.pieces)
