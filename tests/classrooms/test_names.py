"""The names that a class shows: what may be one, and when two are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classrooms.names import LONGEST, LONGEST_KEY, BadName, is_mixed, key_of, name_of

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"  # joined to one sign


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ada  ", "Ada"),
        ("Ada\t\n Lovelace", "Ada Lovelace"),
        ("Zoe\u0308", "Zo\u00eb"),
        (f"Ada {FAMILY}", f"Ada {FAMILY}"),
        ("<svg/onload=alert()>", "<svg/onload=alert()>"),
        ("7", "7"),
        ("\u0e17\u0e35\u0e48", "\u0e17\u0e35\u0e48"),  # a Thai letter with two marks
        ("a" * 40, "a" * 40),
    ],
)
def test_a_name_is_shown_as_it_was_typed_but_for_space_and_form(typed: str, shown: str) -> None:
    assert name_of(typed).shown == shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "can be seen"),
        (" \t ", "can be seen"),
        ("\u200b\u200d", "can be seen"),
        ("\u2800\u3164", "can be seen"),
        ("\u0301\u0301", "can be seen"),
        ("\ufe0f", "can be seen"),
        ("a" * 41, "at most 40"),
        ("a" * 10_000, "at most 40"),
        ("\ufdfa" * 10, "at most 40"),  # each is eighteen letters when written out
        ("\u202eadA", "direction"),
        ("Ada\u2066", "direction"),
        ("A\x07da", "control"),
        ("A\x00da", "control"),
        ("A\ud800", "control"),
        ("Z" + "\u0301" * 6, "marks"),  # one of them makes a letter of its own
    ],
)
def test_what_is_no_name_is_refused_and_says_why(typed: str, why: str) -> None:
    with pytest.raises(BadName, match=why):
        name_of(typed)


@pytest.mark.parametrize(
    "other", ["ADA", "ada", "\uff21da", "A\u200bda", "Ada\ufe0f", "  Ada ", "\U0001d400da"]
)
def test_names_that_look_alike_are_the_same(other: str) -> None:
    assert name_of(other).key == name_of("Ada").key


@pytest.mark.parametrize("other", ["Ad", "\u0410da", "Ada 2"])
def test_names_that_differ_are_not_the_same(other: str) -> None:
    assert name_of(other).key != name_of("Ada").key


@pytest.mark.parametrize("name", ["\u0410dmin", "Ad\u03bfra", "Ivan \u0410dmin"])
def test_a_word_of_two_scripts_is_marked(name: str) -> None:
    assert is_mixed(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Admin", "Иван Petrov", "Zoë", "R2D2", FAMILY, "\uff21da"),
        *("さくら子", "サーバー", "らーめん", "佐々木", "ㄅ安"),
    ],
)
def test_what_people_write_so_is_not_marked(name: str) -> None:
    assert not is_mixed(name)


@given(st.text(max_size=50))
def test_whatever_is_taken_can_be_stored_and_typed_again(text: str) -> None:
    try:
        name = name_of(text)
    except BadName:
        return
    assert 0 < len(name.shown) <= LONGEST
    assert 0 < len(name.key) <= LONGEST_KEY
    assert "\0" not in name.shown
    assert unicodedata.is_normalized("NFC", name.shown)
    assert name_of(name.shown) == name
    assert key_of(name.key) == name.key
