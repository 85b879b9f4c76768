"""Every scenario of the bench with a few requests; nothing here looks at a clock."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from bench import answers, dashboard, engine, live, pages, starts, weight
from bench.answers import LostOrDouble
from bench.cpu import Usage
from bench.load import Burst
from bench.rounds import Figure, Round, Sample, compared, in_turn
from bench.scale import TINY
from tests.loops import elsewhere


def names(found: list[Figure | str]) -> list[str]:
    return [figure.name for figure in found if isinstance(figure, Figure)]


def test_pages_are_read_beside_bare_django(tmp_path: Path) -> None:
    found = list(pages.measure(tmp_path, TINY))
    assert names([*found]) == ["page_vs_bare", "view_vs_bare", "view_vs_bare (begun)"]


def test_what_is_acknowledged_is_stored_and_none_is_double(tmp_path: Path) -> None:
    first, _ = list(answers.on(answers.sqlite(tmp_path), tmp_path, TINY))
    assert "acknowledged = stored, none double" in first.notes


def test_dashboards_are_looked_at_as_the_class_grows(tmp_path: Path) -> None:
    found = list(dashboard.measure(tmp_path, TINY))
    told = names(found)
    assert told[:2] == ["dashboard (6 learners)", "  counted a moment ago"]
    if dashboard.NO_SERVER not in found:
        assert told[2:] == [
            "dashboard_vs_sql",
            "  counted anew",
            "dashboard_exponent",
            "questions_exponent",
            "  counted anew",
            "export",
        ]
        assert "12000 answers in" in str(found[-1])


def test_a_live_round_is_played_beside_the_least_that_could_do_it(tmp_path: Path) -> None:
    measured = elsewhere(lambda: list(live.measure(tmp_path, TINY)))
    push, answered, exponent, memory = measured
    assert (push.name, answered.name) == ("push_last_vs_min", "live_answers_vs_min")
    assert min(*push.ratios, *answered.ratios, *memory.ratios) > 0
    assert exponent.name == "frames_exponent"
    assert exponent.met


def test_an_answer_that_is_lost_or_double_ends_the_bench() -> None:
    one, other, attempt = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    rows = [(one, attempt, 1), (other, attempt, 2)]
    assert answers.check(rows, [one, other]).startswith("2 acknowledged")
    with pytest.raises(LostOrDouble, match="1 lost"):
        answers.check(rows, [one, other, uuid.uuid4()])
    with pytest.raises(LostOrDouble, match="1 double"):
        answers.check([*rows, (one, attempt, 3)], [one, other])
    with pytest.raises(LostOrDouble, match="1 double"):
        answers.check([*rows[:1], (other, attempt, 1)], [one, other])


def test_a_start_and_a_first_view_are_measured(tmp_path: Path) -> None:
    assert names([*starts.measure(tmp_path, TINY)])[0] == "coldstart_vs_bare"
    [found] = weight.measure(tmp_path, TINY)
    assert found.met, found.notes


def test_the_stacks_of_the_engine_are_what_they_say() -> None:
    whole = engine.stack(10)
    assert len(whole.services) == 10
    assert sum(len(service.items) for service in whole.services) == 30
    assert not whole.not_modelled


def test_a_figure_says_its_ratio_its_range_and_its_target() -> None:
    ours = Sample.of([Burst([0.5] * 10, Usage(seconds=1.0, server=0.1), [])])
    bare = Sample.of([Burst([0.1] * 40, Usage(seconds=2.0, server=0.1), [])])
    figure = compared("page_vs_bare", [Round(ours, bare)] * 3, least=0.7)
    assert figure.median == 0.5
    assert "0.5 (0.5 to 0.5)" in str(figure)
    assert "at least 0.7  NOT MET" in str(figure)
    assert "10 of 20 a second; CPU 10.00 ms to 2.50 ms; p99 500 ms" in str(figure)
    assert Figure(name="x", ratios=[1.0, 2.0, 9.0], most=2.0).met
    assert Figure(name="x", ratios=[1.0]).met is None


def test_neither_side_is_always_first() -> None:
    order: list[str] = []
    pairs = in_turn(lambda: order.append("A") or 1, lambda: order.append("B") or 2, 4)
    assert "".join(order) == "ABBAABBA"
    assert pairs == [(1, 2)] * 4
