"""What must hold for every stack, tried on stacks that nobody wrote."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whatif.stacks import ask, compose
from whatif.events import applicable
from whatif.model import Stack
from whatif.outcome import Fate

MOUNTS = {
    "memory": ("process memory", None),
    "layer": ("/app/data", None),
    "anonymous": ("/anon/data", "/anon"),
    "named": ("/named/data", "data:/named"),
    "theirs": ("/theirs/data", "theirs:/theirs"),
    "bind": ("/bind/data", "/srv/bind:/bind"),
    "client": ("client", None),
}
# Each ends what the one before it ends, and more.
BLAST = [
    "restart web",
    "recreate web",
    "down",
    "down-volumes",
]

items = st.fixed_dictionaries(
    {"place": st.sampled_from(sorted(MOUNTS)), "backup": st.sampled_from([None, "6h"])}
)
services = st.fixed_dictionaries(
    {
        "items": st.lists(items, min_size=1, max_size=4),
        "replicas": st.integers(1, 3),
        "remove_on_exit": st.booleans(),
    }
)
stacks = st.lists(services, min_size=1, max_size=3)


def written(described: list[dict], *, backup: bool = True, reverse: bool = False) -> Stack:
    """A compose file (as JSON, which is YAML) of the services `web`, `s1`, `s2`."""
    named = {"web" if not n else f"s{n}": service for n, service in enumerate(described)}
    order = sorted(named, reverse=reverse)
    return compose(
        json.dumps(
            {
                "services": {name: _service(named[name], backup) for name in order},
                "volumes": {"data": {}, "theirs": {"external": True}},
            }
        )
    )


def _service(service: dict, backup: bool) -> dict:
    state = {}
    for number, item in enumerate(service["items"]):
        state[f"i{number}"] = {"at": MOUNTS[item["place"]][0]}
        if item["backup"] and backup:
            state[f"i{number}"]["backup"] = item["backup"]
    mounts = {MOUNTS[item["place"]][1] for item in service["items"]} - {None}
    return {
        "image": "app:1",
        "deploy": {"replicas": service["replicas"]},
        "volumes": sorted(mounts),
        "x-facts": {"remove_on_exit": service["remove_on_exit"]},
        "x-state": state,
    }


def fates(stack: Stack, event: str) -> dict[tuple[str, str, str], Fate]:
    return {(row.service, row.item, row.instances): row.fate for row in ask(stack, event).state}


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_an_event_that_ends_more_never_saves_more(described):
    stack = written(described, backup=False)
    lost = [
        {key for key, fate in fates(stack, event).items() if fate is Fate.LOST and key[0] == "web"}
        for event in BLAST
    ]
    for less, more in zip(lost, lost[1:], strict=False):
        assert less <= more


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_one_more_copy_never_makes_it_worse(described):
    order = [Fate.SURVIVES, Fate.INACCESSIBLE, Fate.PARTLY_LOST, Fate.LOST]
    bare, backed_up = written(described, backup=False), written(described)
    for event in applicable(bare):
        without, with_copy = fates(bare, event), fates(backed_up, event)
        for key, fate in without.items():
            assert order.index(with_copy[key]) <= order.index(fate), event


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_the_order_of_services_changes_no_fate(described):
    one, other = written(described), written(described, reverse=True)
    for event in applicable(one):
        assert fates(one, event) == fates(other, event)


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_lost_is_what_the_event_ended_and_nothing_else(described):
    stack = written(described, backup=False)
    for event in applicable(stack):
        for row in ask(stack, event).state:
            ended = bool(row.ended & row.anchors) or {"R101"} <= {*row.rules}
            assert (row.fate is Fate.LOST) == ended, event


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_what_is_out_of_reach_has_a_way_back_and_what_is_partly_lost_a_window(described):
    stack = written(described)
    for event in applicable(stack):
        for row in ask(stack, event).state:
            assert (row.fate is Fate.INACCESSIBLE) == (row.way_back is not None)
            assert (row.fate is Fate.PARTLY_LOST) == (row.window is not None)


@settings(max_examples=40, deadline=None)
@given(stacks)
def test_the_same_input_gives_the_same_bytes(described):
    for event in applicable(written(described)):
        answers = {json.dumps(ask(written(described), event).as_json()) for _ in range(2)}
        assert len(answers) == 1
