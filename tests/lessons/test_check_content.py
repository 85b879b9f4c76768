"""Broken content is named in one run, and stops the app."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from lessons.checks import refuse_broken_content
from lessons.faults import BadContent, choice
from lessons.ties import faults
from tests.lessons.content import spoil

BROKEN = {
    **spoil("lessons/01-what-is-state.md", "decides: 5", "decides: 6"),
    **spoil("skills.yaml", "anchor: definition", "anchor: gone"),
}
Use = Callable[..., Path]


def test_the_content_of_the_app_is_sound() -> None:
    assert faults(Path(settings.CONTENT_DIR)) == ()


def test_the_command_says_nothing_about_sound_content(small_content: Use) -> None:
    said = StringIO()
    call_command("check_content", stdout=said)
    assert said.getvalue() == ""


def test_the_command_names_every_fault_in_one_run_and_fails(small_content: Use) -> None:
    small_content(BROKEN)
    said = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("check_content", stdout=said)
    assert left.value.code == 1
    first, second = said.getvalue().splitlines()
    assert first == "content/lessons/01-what-is-state.md:35: line 6 is not shown; lines 1-5 are"
    assert second.startswith("content/skills.yaml:4: the lesson what-is-state has no anchor gone;")


def test_a_system_check_refuses_to_start_with_it(small_content: Use) -> None:
    small_content(BROKEN)
    with pytest.raises(SystemCheckError, match=r"skills\.yaml:4: the lesson what-is-state"):
        call_command("check", "--tag", "content", stdout=StringIO())


def test_a_server_refuses_to_start_with_it(small_content: Use) -> None:
    refuse_broken_content()
    small_content(BROKEN)
    with pytest.raises(BadContent, match=r"what-is-state\.md:35: line 6 is not shown"):
        refuse_broken_content()


def test_of_few_names_all_are_said_and_of_many_the_nearest() -> None:
    assert choice("wbe", ["web", "db"]) == "there are web, db"
    assert choice("web", []) == "there are none"
    many = ["guestbook", *(f"stack-{number}" for number in range(12))]
    assert choice("guest-book", many).startswith("the nearest are guestbook, stack-")
    assert choice("guest-book", many).count(",") == 2
