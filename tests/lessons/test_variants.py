"""Scenarios with another event, over the product's own stacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as project
from pytest_django import Settings

from lessons.catalogue import lessons
from lessons.happenings import _SAID, _TYPED, happening, heading
from lessons.practice import practices
from lessons.scenarios import Ask, Scenario, UnknownScenario, scenario
from lessons.variants import LONGEST, base_of, variants, varied
from whatif import events
from whatif.events import WORDS
from whatif.model import Platform
from whatif.outcome import Fate
from whatif.predict import predict
from whatif.readers import SourceFile, read

CONTENT = Path(project.BASE_DIR) / "content"
ALL = tuple(Fate)


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT


@cache
def offered() -> list[tuple[Scenario, tuple[Fate, ...]]]:
    """Every variant that a lesson or a practice can ask, with the fates that this offers."""
    asked = [(slug, one.offers) for one in lessons() for slug in one.quiz.scenarios]
    asked += [(slug, one.offers) for one in practices().values() for slug in one.scenarios]
    return [
        (scenario(key), fates) for slug, fates in asked for key in variants(scenario(slug), fates)
    ]


def test_each_variant_is_what_the_engine_says_of_its_event() -> None:
    found = offered()
    assert len(found) > 2000
    for one, fates in found:
        assert one.outcome == predict(one.stack, one.event)
        assert not one.outcome.not_modelled
        assert not [ask for ask in one.ask if ask.refusal(one.outcome)]
        if Ask.STATE in one.ask:
            assert {piece.fate for piece in one.pieces} <= {*fates}


def test_each_variant_has_a_short_key_and_another_event_than_its_scenario() -> None:
    found = [one for one, _ in offered()]
    for one in found:
        base = scenario(base_of(one.slug))
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", one.slug)
        assert len(one.slug) <= LONGEST
        assert scenario(one.slug).digest == one.digest
        assert one.event != base.event
        assert one.digest != base.digest
    assert len({one.digest for one in found}) == len({one.slug for one in found})


def test_a_variant_does_not_tell_of_the_event_of_its_scenario() -> None:
    base = scenario("redis-restarted")
    for key in variants(base, ALL):
        found = scenario(key)
        assert (found.story, found.title) == ("", heading(found.event, base.stack))
        assert base.happens not in {found.happens, found.title}


def test_every_event_is_told_in_words_or_as_a_command() -> None:
    words = set()
    for one, _ in offered():
        words.add((one.stack.platform, one.event.word))
        assert not re.search(r"[{}]|None", one.happens), one.happens
        assert one.happens != one.title, "the heading says it already"
    assert len(words) > 45


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("platform", Platform)
def test_no_word_is_left_without_words(word: str, platform: Platform) -> None:
    if platform in WORDS[word].platforms:
        assert word in _TYPED[platform] or word in _SAID


SHOP = """\
name: shop
services:
  web: {image: "shop:1", x-state: {carts: {at: process memory}}}
  db: {image: "postgres:17", volumes: ["pg:/var/lib/postgresql/data"]}
volumes: {pg: {}}
"""
PODS = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {stateguide.dev/state: "carts: {at: process memory}"}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "shop:1"}]}
"""
UNIT = "[Service]\nExecStart=/usr/bin/shop\n"


@pytest.mark.parametrize(
    ("name", "text", "event", "says"),
    [
        ("compose.yaml", SHOP, "restart web", "docker compose restart web"),
        ("compose.yaml", SHOP, "down", "docker compose down, then docker compose up -d"),
        ("compose.yaml", SHOP, "down db", "docker compose down db, then docker compose up -d"),
        ("compose.yaml", SHOP, "scale=3 web", "docker compose up -d --scale web=3"),
        ("compose.yaml", SHOP, "power-loss", "The machine loses power, and gets it back"),
        ("web.yaml", PODS, "crash web", "The kernel kills both replicas of web (out of memory)"),
        ("web.yaml", PODS, "replace web", "Both pods of web are replaced"),
        ("web.yaml", PODS, "rollout web", "kubectl rollout restart deployment/web"),
        (
            "web.yaml",
            PODS,
            "restart web",
            "The kubelet restarts both replicas of web in their pods",
        ),
        ("shop.service", UNIT, "reboot", "sudo reboot"),
        ("shop.service", UNIT, "stop shop", "sudo systemctl stop shop, and nobody starts it"),
    ],
)
def test_an_event_as_a_person_says_or_types_it(name: str, text: str, event: str, says: str) -> None:
    stack = read((SourceFile(name, text),))
    assert happening(events.parse(event, stack), stack) == says


def test_an_only_machine_needs_no_name() -> None:
    stack = read((SourceFile("compose.yaml", SHOP),))
    assert heading(events.parse("reboot", stack), stack) == "The machine reboots"
    assert heading(events.parse("restart web", stack), stack) == "web restarts"
    pods = read((SourceFile("web.yaml", PODS),))
    assert heading(events.parse("reboot node-1", pods), pods) == "node-1 reboots"


def test_what_the_lesson_does_not_offer_is_left_out() -> None:
    base = scenario("shop-five")
    few, all_of_them = variants(base, (Fate.SURVIVES,)), variants(base, ALL)
    assert 0 < len(few) < len(all_of_them)
    assert {piece.fate for key in few for piece in scenario(key).pieces} == {Fate.SURVIVES}


def test_what_is_no_question_is_left_out() -> None:
    keys = {one.slug.partition(".")[2] for one, _ in offered()}
    words = {one.event.word for one, _ in offered()}
    assert "upgrade" not in words, "no file says which tag comes next"
    assert "namespace-delete-default" not in keys, "Kubernetes refuses"
    for one, _ in offered():
        if one.event.word == "rotate-key":
            needed = {f"{service.name}/{item.needs}" for service, item in one.stack.items()}
            assert one.event.target in needed


@pytest.mark.parametrize(
    "key",
    [
        "shop-five.",
        "shop-five.nothing",
        "shop-five.restart web",
        "nothing.restart-web",
        "shop-five.recreate-web",  # its own event has no second key
        "shop-five.restart-web.restart-web",
        ".restart-web",
    ],
)
def test_a_variant_that_is_none_is_unknown(key: str) -> None:
    with pytest.raises(UnknownScenario):
        scenario(key)


def test_a_key_that_an_answer_could_not_keep_is_not_offered(
    make_content: Callable[[dict[str, str | None]], Path], settings: Settings
) -> None:
    service = "w" * 60
    settings.CONTENT_DIR = make_content({})
    base = scenario("restart")
    assert variants(base, ALL)
    stack = read((SourceFile("compose.yaml", SHOP.replace("web:", f"{service}:")),))
    long = replace(base, stack=stack, event=events.parse("none", stack))
    assert varied(long, "restart-db")
    assert varied(long, f"stop-{service}")
    with pytest.raises(KeyError):
        varied(long, f"logical-delete-{service}")
