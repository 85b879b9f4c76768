from __future__ import annotations

import pytest

from live.ballots import BadVote
from live.submissions import of_form

UID = "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"
FORM = [
    ("submission", UID),
    ("position", "0"),
    ("ballot", "1"),
    ("pick-A", "lost"),
    ("users", "some"),
]


def with_field(name: str, value: str | None) -> list[tuple[str, str]]:
    """The form with another value in a field; None: without it."""
    kept = [(field, said) for field, said in FORM if field != name]
    return kept if value is None else [*kept, (name, value)]


def test_a_form_says_where_its_vote_belongs() -> None:
    sent = of_form(FORM)
    assert str(sent.uid) == UID
    assert sent.place == (0, 1)
    assert sent.picks == {"A": "lost", "users": "some"}


def test_the_number_of_a_form_is_one_number_in_any_case() -> None:
    assert of_form(with_field("submission", UID.upper())).uid == of_form(FORM).uid


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("submission", None),
        ("submission", "x"),
        ("submission", "00000000-0000-0000-0000-000000000000"),
        ("position", None),
        ("position", "-1"),
        ("position", "0.0"),
        ("position", "True"),
        ("position", "٣"),
        ("position", "1" + 30 * "0"),
        ("ballot", ""),
    ],
)
def test_anything_else_is_refused(name: str, value: str | None) -> None:
    with pytest.raises(BadVote):
        of_form(with_field(name, value))


def test_nobody_picks_more_than_any_question_asks() -> None:
    many = [(f"pick-{number}", "lost") for number in range(51)]
    with pytest.raises(BadVote, match="too many"):
        of_form([*FORM, *many])


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
