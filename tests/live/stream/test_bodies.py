"""Forms without an escape are read by a shorter way, to the same end."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.ballots import BadVote
from live.stream.bodies import FIELDS, _fields, submission
from live.stream.replies import Refused
from live.stream.requests import Request
from live.submissions import Submission, of_form
from quizzes.fields import CSRF

UID = "0d1f2c3b-4a59-4687-8c9d-aebfc0d1e2f3"
OTHER = "1d1f2c3b-4a59-4687-8c9d-aebfc0d1e2f3"
FIELD = st.sampled_from(
    [
        "position=1",
        "ballot=1",
        "pick-A=lost",
        "pick-A=",
        "pick-B=kept",
        "users=some",
        f"{CSRF}=x",
        f"x{CSRF}=x",
        f"submission={UID}",
        f"submission={OTHER}",
        f"submission={UID}".replace("-", "%2D"),
        f"pick-Bsubmission={UID}",
        f"pick-B{CSRF}=x",
        f"subm%69ssion={OTHER}",
        "submission",
        "submission=",
        "pick-A=a+b",
        "",
        "=",
    ]
)


@given(st.text(alphabet="ab&=;.-_ é", max_size=40))
def test_it_reads_what_pythons_own_reader_reads(text: str) -> None:
    assert _fields(text) == parse_qsl(text, keep_blank_values=True)


def test_an_escape_is_read() -> None:
    assert _fields("pick-A=a%2Bb+c") == [("pick-A", "a+b c")]


@pytest.mark.parametrize("escape", ["", "%20"])
def test_too_many_fields_are_refused_on_both_ways(escape: str) -> None:
    assert len(_fields("&".join([f"a={escape}"] * FIELDS))) == FIELDS
    with pytest.raises(Refused):
        _fields("&".join([f"a={escape}"] * (FIELDS + 1)))


@given(st.lists(FIELD, max_size=7).map(lambda more: "&".join(["position=0&ballot=1", *more])))
def test_a_form_says_the_same_whether_or_not_others_said_it_before(text: str) -> None:
    assert _read(text) == _by_the_long_way(text)
    assert _read(text) == _by_the_long_way(text)


def test_who_says_what_others_said_says_it_under_a_number_of_their_own() -> None:
    said = "&position=0&ballot=1&pick-A=lost"
    first, second = (_read(f"submission={uid}{said}") for uid in (UID, OTHER))
    assert first != second
    assert first == _by_the_long_way(f"{CSRF}=some&submission={UID}{said}")


def _read(text: str) -> Submission | None:
    """What the stream takes a body for; None where it refuses it."""
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    try:
        return submission(
            Request({"method": "POST", "path": "/", "headers": headers}), text.encode()
        )
    except Refused:
        return None


def _by_the_long_way(text: str) -> Submission | None:
    fields = parse_qsl(text, keep_blank_values=True)
    try:
        return of_form(pair for pair in fields if pair[0] != CSRF)
    except BadVote:
        return None
