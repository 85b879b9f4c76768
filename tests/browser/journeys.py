"""What a learner does on our pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from playwright.sync_api import Locator, Page

from lessons.questions import ConceptQuestion, concept_questions
from lessons.scenarios import scenarios
from quizzes.believers import truth_of
from quizzes.certainty import FIELD, THINK
from quizzes.cuts import cuts, picks_at
from quizzes.pools import CONCEPT, quizzes
from quizzes.questions import build
from quizzes.reasons import reasons
from quizzes.responses import PICK
from quizzes.whys import subjects
from whatif.ladder import Ladder
from whatif.outcome import Fate

FORM = "form.predict"
LESSONS = ("what-is-state", "stateless-systems", "stateful-systems")
Fields = Mapping[str, str]


@cache
def _scenario_keys() -> Mapping[str, Fields]:
    """By the digest of a scenario's question the fields of the form that earn full marks."""
    found = {}
    for quiz in quizzes():
        for key in quiz.pool:
            if key.startswith(CONCEPT):
                continue
            built = build(key, quiz)
            question, true = built.question, built.key
            right = {f"{PICK}{letter}": fate for letter, fate in true.pieces.items()}
            right |= {"users": true.users} if true.users else {}
            found[question.digest] = _height(question.ladder, right) if quiz.by_cut else right
    return found


def _height(ladder: Ladder, right: Fields) -> Fields:
    for cut in cuts(ladder):
        picks = picks_at(ladder, cut.value)
        if {f"{PICK}{letter}": fate for letter, fate in picks.items()} == right:
            return {"cut": cut.value}
    raise AssertionError(f"no height says {right}")


def key_of(page: Page) -> Fields:
    """The fields that earn full marks for the question that stands on the page, all of them."""
    known = _scenario_keys().get(page.locator(f"{FORM} [name=digest]").input_value())
    asks = page.locator(f"{FORM} [name={FIELD}]").count()
    return {**(known or dict(_concept_key(page))), **({FIELD: THINK} if asks else {})}


def _concept_key(page: Page) -> Iterator[tuple[str, str]]:
    if right := _reason(page):
        yield _field(groups(page)[0], right)
        return
    question = _concept(page)
    if question.options:
        right = next(option.says for option in question.options if option.right)
        yield _field(groups(page)[0], right)
    bins = {item.says: item.bin for item in question.items}
    for group in groups(page)[:-1] if bins else []:
        yield _field(group, bins[group.locator("legend b").inner_text()])


def _reason(page: Page) -> str:
    """What is so and why, where the page asks for a reason; else ""."""
    said = page.locator(f"{FORM} label").all_inner_texts()
    return next((words.strip() for words in said if words.strip() in _reasons()), "")


@cache
def _reasons() -> frozenset[str]:
    """The right options of all questions that ask for a reason."""
    return frozenset(
        reasons(about.name, truth_of(found)[about.name], about.decides.says, (), "")[0].says
        for found in scenarios().values()
        for about in subjects(found, tuple(Fate))
    )


def _concept(page: Page) -> ConceptQuestion:
    """The question whose words stand in the form."""
    asked = page.locator(f"{FORM} legend b, {FORM} label").all_inner_texts()
    words = {says.strip() for says in asked}
    return next(
        found
        for found in concept_questions().values()
        if {one.says for one in (*found.items, *found.options)} <= words
    )


def _field(group: Locator, says: str) -> tuple[str, str]:
    exactly = re.compile(rf"^\s*{re.escape(says)}\s*$")
    radio = group.locator("label", has_text=exactly).locator("input")
    return radio.get_attribute("name") or "", radio.input_value()


def groups(page: Page) -> list[Locator]:
    """The radio groups of the question that stands on the page."""
    return page.locator(f"{FORM} fieldset").all()


def predict(page: Page, *, right: bool = True) -> None:
    """Choose in each group what is so, or something else."""
    key = key_of(page)
    assert len(groups(page)) == len(key)
    for name, value in key.items():
        same, others = f"[value='{value}']", f":not([value='{value}'])"
        page.locator(f"{FORM} [name='{name}']{same if right else others}").first.check()


def send(page: Page) -> None:
    """Press the button of the question."""
    page.get_by_role("button", name=re.compile("^(Run|Store my (prediction|answer))")).click()


def answer(page: Page, *, right: bool = True) -> None:
    """Predict, send, and wait for the verdict."""
    predict(page, right=right)
    send(page)
    page.locator(".verdict, .ran").wait_for()


def go_on(page: Page) -> None:
    """Follow the one filled button of the page."""
    with page.expect_navigation():
        page.locator("main a.button:not(.button--quiet)").click()


def answer_all(page: Page, *, right: bool = True) -> None:
    """Answer from the question that stands on the page to the result."""
    while page.locator(FORM).count():
        answer(page, right=right)
        go_on(page)


def open_pieces(page: Page, prefix: str) -> list[str]:
    """Open the first lesson (or its quiz) that begins with a scenario of several pieces."""
    for lesson in LESSONS:
        page.goto(f"/{prefix}/{lesson}/")
        page.locator(FORM).wait_for()
        rows = page.locator(f"{FORM} [data-piece]").all()
        *letters, sure = [row.get_attribute("data-piece") or "" for row in rows]
        if len(letters) > 1 and "users" not in " ".join(letters) and "sure" in sure:
            return letters
    raise AssertionError("no lesson begins with a question about several pieces")
