from __future__ import annotations

from typing import Any

import pytest

from live.ballots import BadVote
from live.submissions import of_form, of_json

UID = "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"
OWN = {"submission": UID, "position": 0, "ballot": 1}
FORM = [
    ("submission", UID),
    ("position", "0"),
    ("ballot", "1"),
    ("pick-A", "lost"),
    ("users", "some"),
]


def test_a_form_and_json_say_the_same() -> None:
    sent = of_json({**OWN, "picks": {"A": "lost", "users": "some"}})
    assert of_form(FORM) == sent
    assert str(sent.uid) == UID
    assert sent.place == (0, 1)


def test_the_number_of_a_form_is_one_number_in_any_case() -> None:
    assert of_json({**OWN, "submission": UID.upper()}) == of_json(OWN)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        {},
        {**OWN, "submission": "x"},
        {**OWN, "submission": "00000000-0000-0000-0000-000000000000"},
        {**OWN, "submission": 7},
        {**OWN, "position": -1},
        {**OWN, "position": 0.0},
        {**OWN, "position": True},
        {**OWN, "position": "٣"},
        {**OWN, "position": 10**30},
        {**OWN, "ballot": None},
        {**OWN, "picks": []},
        {**OWN, "picks": {"A": 1}},
        {**OWN, "picks": {"A": ["lost"]}},
        {**OWN, "picks": dict.fromkeys(map(str, range(51)), "lost")},
        {**OWN, "picks": {}, "points": 5},
    ],
)
def test_anything_else_is_refused(body: Any) -> None:
    with pytest.raises(BadVote):
        of_json(body)


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        (("pick-A", "survives"), "given twice"),
        (("score", "5"), "unknown field: score"),
        (("csrfmiddlewaretoken", "x"), "unknown field"),
    ],
)
def test_a_form_has_each_field_once_and_no_other(extra: tuple[str, str], says: str) -> None:
    with pytest.raises(BadVote, match=says):
        of_form([*FORM, extra])
