"""Forms without an escape are read by a shorter way, to the same end."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.stream.bodies import FIELDS, _fields
from live.stream.replies import Refused


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
