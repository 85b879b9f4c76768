"""What a learner does on our pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from playwright.sync_api import Locator, Page

from quizzes.cuts import cuts, picks_at
from quizzes.pools import quizzes
from quizzes.questions import Question, build
from quizzes.responses import PICK

FORM = "form.predict"
LESSONS = ("what-is-state", "stateless-systems", "stateful-systems")


@cache
def keys() -> Mapping[str, Mapping[str, str]]:
    """By the digest of a question the fields of the form that earn full marks."""
    found = {}
    for quiz in quizzes():
        for slug in quiz.scenarios:
            question, key, _ = build(slug, quiz)
            right = {f"{PICK}{letter}": fate for letter, fate in key.pieces.items()}
            right |= {"users": key.users} if key.users else {}
            found[question.digest] = _height(question, right) if quiz.by_cut else right
    return found


def _height(question: Question, right: Mapping[str, str]) -> Mapping[str, str]:
    for cut in cuts(question.ladder):
        picks = picks_at(question.ladder, cut.value)
        if {f"{PICK}{letter}": fate for letter, fate in picks.items()} == right:
            return {"cut": cut.value}
    raise AssertionError(f"no height says {right}")


def groups(page: Page) -> list[Locator]:
    """The radio groups of the question that stands on the page."""
    return page.locator(f"{FORM} fieldset").all()


def predict(page: Page, *, right: bool = True) -> None:
    """Choose in each group what the engine computes, or something else."""
    key = keys()[page.locator(f"{FORM} [name=digest]").input_value()]
    assert len(groups(page)) == len(key)
    for name, value in key.items():
        same, others = f"[value='{value}']", f":not([value='{value}'])"
        page.locator(f"{FORM} [name='{name}']{same if right else others}").first.check()


def send(page: Page) -> None:
    """Press the button of the question."""
    page.get_by_role("button", name=re.compile("^(Run|Store my prediction)")).click()


def answer(page: Page, *, right: bool = True) -> None:
    """Predict, send, and wait for the verdict."""
    predict(page, right=right)
    send(page)
    page.locator(".verdict, .ran").wait_for()


def go_on(page: Page) -> None:
    """Follow the one filled button of the page."""
    with page.expect_navigation():
        page.locator("main a.button:not(.button--quiet)").click()


def finish(page: Page, lesson: str, *, right: bool = True) -> None:
    """Answer a lesson's questions from the first one to the result."""
    page.goto(f"/quizzes/{lesson}/")
    while page.locator(FORM).count():
        answer(page, right=right)
        go_on(page)
