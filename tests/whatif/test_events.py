"""How an event is written, and what is said to who writes it wrongly."""

from __future__ import annotations

import pytest

from tests.whatif.stacks import compose, unit, web, workload
from whatif.events import BadEvent, Cause, Fencing, applicable, duration, parse

SHOP = compose(
    """\
services:
  web: {image: "shop:1", ports: ["8080:80"], x-state: {cart: {at: process memory}}}
  db: {image: "postgres:17", container_name: db}
"""
)
PAIR = compose(
    """\
services:
  web:
    image: shop:1
    configs: [app.env]
    x-facts: {nodes: [n1], zones: [a]}
    x-state:
      signing key: {at: process memory}
      charge: {at: external:payments}
      settings: {at: /app.env}
  db: {image: "postgres:17", x-state: {orders: {}}}
  standby: {image: "postgres:17", x-state: {orders: {replica_of: db}}}
configs: {app.env: {file: ./app.env}}
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
        ("restart web graceful=often", "graceful is yes or no"),
        ("restart web fenced=yes", "only node-loss takes fenced=yes"),
        ("restart web cause=loss", "only failover takes cause"),
        ("restart web then=3", "only scale takes it"),
        ("upgrade web", "upgrade needs a value; write upgrade=TAG"),
        ("rename= project", "rename needs a value; write rename=NAME"),
        ("rename=project project", "project is its name already"),
        ("failover web", "failover cannot strike 'web'; candidates: none"),
        ("rotate-key web/0", "rotate-key cannot strike 'web/0'; candidates: web/cart"),
        ("write db/7", "write cannot strike 'db/7'"),
        ("zone-outage north", "zone-outage cannot strike 'north'; candidates: none"),
        ("down-volumes web", "down-volumes takes no target"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(text: str, says: str):
    with pytest.raises(BadEvent) as caught:
        parse(text, SHOP)
    assert says in str(caught.value)


def test_every_parameter_of_the_format_is_read():
    assert parse("restart web graceful=no", SHOP).graceful is False
    assert parse("reboot", SHOP).graceful is True
    assert parse("node-loss fenced=yes", workload()).fenced is Fencing.YES
    assert parse("replace app fenced=forced", workload()).fenced is Fencing.FORCED
    assert parse("failover db cause=partition", PAIR).cause is Cause.PARTITION
    assert parse("scale=1 app then=3", workload()).then == 3


def test_each_kind_of_target_is_listed():
    listed = applicable(PAIR)
    assert {"failover db", "logical-delete db", "logical-delete web", "zone-outage a"} <= {*listed}
    assert {"store-down payments", "store-down db"} <= {*listed}
    assert {"rotate-key 'web/signing key'", "write web/0", "rename=NAME project"} <= {*listed}
    assert {"config-change app.env", "upgrade=TAG web"} <= {*listed}


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
