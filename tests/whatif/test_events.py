"""How an event is written, and what is said to who writes it wrongly."""

from __future__ import annotations

import pytest

from tests.whatif.stacks import compose, unit, web, workload
from whatif.events import NOT_YET, BadEvent, applicable, duration, parse

SHOP = compose(
    """\
services:
  web: {image: "shop:1", ports: ["8080:80"], x-state: {cart: {at: process memory}}}
  db: {image: "postgres:17", container_name: db}
"""
)


def test_a_service_an_instance_and_parameters_are_read():
    event = parse("crash web/0 back=10m", SHOP)
    assert (event.word, event.targets, event.back) == ("crash", ("web/0",), 600.0)


def test_several_targets_are_written_with_a_comma():
    assert parse("restart web,db", SHOP).targets == ("web", "db")


def test_the_only_candidate_need_not_be_named():
    assert parse("reboot", SHOP).targets == ("host",)
    assert parse("restart", unit("[Service]\nExecStart=/usr/bin/app\n")).targets == ("app",)


def test_down_without_a_target_means_everything():
    assert parse("down", SHOP).targets == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no event is given"),
        ("restart 'web", "a quote is open"),
        ("explode web", "there is no event 'explode'; events are: none crash"),
        ("restart", "restart needs a target; candidates: web, db"),
        ("restart nobody", "cannot strike 'nobody'; candidates: web, db"),
        ("restart web/1", "cannot strike 'web/1'"),
        ("restart web db", "write several as web,db"),
        ("drain host", "drain does not apply to a compose stack; these do:"),
        ("scale web", "scale needs a whole number"),
        ("scale=many web", "scale needs a whole number"),
        ("scale=2 web", "publishes the host port 8080"),
        ("scale=2 db", "container_name db"),
        ("restart=3 web", "restart takes no value"),
        ("restart web at=mars", "at=mars is no node"),
        ("crash web back=soon", "back is no or a duration"),
        ("restart web renew=yes", "only recreate takes it"),
        ("restart web colour=red", "there is no parameter 'colour'"),
        ("restart web graceful=no", "the parameter graceful is not modelled yet"),
        ("down-volumes web", "down-volumes takes no target"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(text: str, says: str):
    with pytest.raises(BadEvent) as caught:
        parse(text, SHOP)
    assert says in str(caught.value)


@pytest.mark.parametrize("word", sorted(NOT_YET))
def test_events_of_the_format_that_are_not_modelled_say_so(word: str):
    with pytest.raises(BadEvent, match=f"the event {word} is not modelled yet"):
        parse(f"{word} web", SHOP)


@pytest.mark.parametrize("stack", [SHOP, web("random"), workload(), workload(kind="StatefulSet")])
def test_every_event_that_is_listed_can_be_asked(stack):
    listed = applicable(stack)
    assert listed
    assert [parse(text, stack).text for text in listed] == list(listed)


def test_a_bare_pod_has_no_rollout():
    pod = workload(kind="StatefulSet")
    assert "rollout app" in applicable(pod)
    with pytest.raises(BadEvent, match="rollout does not apply to a compose stack"):
        parse("rollout web", SHOP)


def test_a_duration_needs_a_unit():
    assert duration("6h") == 21600
    with pytest.raises(ValueError, match="write a number with a unit"):
        duration("6")


def test_the_heading_is_a_sentence():
    assert parse("restart web", SHOP).heading == "web restarts"
    assert parse("down", SHOP).heading == "Everything is taken down and created again"
