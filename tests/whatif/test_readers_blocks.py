"""The three blocks that are ours: state, routing, facts."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, faults, findings, item, kubernetes, only_service, unit
from whatif.model import Failover, Locality, Mark, Place, Policy, Reclaim, Role, Use, Writer


def state(entry: str, image: str = "shop:1") -> str:
    return f"services:\n  web:\n    image: {image}\n    x-state:\n      {entry}\n"


def routing_and_facts(block: str) -> str:
    return f"services:\n  web:\n    image: nginx:1\n    {block}\n"


def test_an_item_says_all_that_the_format_lets_it_say() -> None:
    entry = (
        "drafts: {at: /drafts, held_by: all, lag: 200ms, backup: 6h, needs: key, use: content, "
        "writer: one, role: derived, of: key}\n      key: {at: client}"
    )
    drafts = item(compose(state(entry)), "drafts")
    assert (drafts.held_by, drafts.lag, drafts.backup) == ("all", 0.2, 21600)
    assert (drafts.needs, drafts.of, drafts.use) == ("key", "key", Use.CONTENT)
    assert (drafts.writer, drafts.role) == (Writer.ONE, Role.DERIVED)
    assert drafts.mark == Mark("compose.yaml", 5)


def test_what_an_item_does_not_say_takes_its_default() -> None:
    drafts = item(compose(state("drafts: {at: /drafts}")), "drafts")
    assert (drafts.held_by, drafts.lag, drafts.backup, drafts.replica_of) == ("each", 1.0, None, "")
    assert (drafts.role, drafts.writer, drafts.use) == (Role.SOURCE, Writer.MANY, None)


@pytest.mark.parametrize(
    ("at", "place", "name"),
    [
        ("process memory", Place.PROCESS_MEMORY, ""),
        ("connection", Place.CONNECTION, ""),
        ("client", Place.CLIENT, ""),
        ("env:TOKEN", Place.ENVIRONMENT, "TOKEN"),
        ("external", Place.EXTERNAL, ""),
        ("external:mail", Place.EXTERNAL, "mail"),
        ("/srv", Place.WRITABLE_LAYER, ""),
    ],
)
def test_at_names_a_place(at: str, place: Place, name: str) -> None:
    location = item(compose(state(f"x: {{at: '{at}'}}")), "x").location
    assert (location.place, location.name, location.mark.line) == (place, name, 5)


def test_a_variable_is_decided_where_the_file_sets_it() -> None:
    text = """\
        services:
          web:
            image: shop:1
            environment:
              - A=1
              - TOKEN=x
            x-state: {token: {at: "env:TOKEN"}}
        """
    assert item(compose(text), "token").location.mark.line == 6


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("x: {at: tmp}", "at is an absolute path, process memory, connection, client, env:NAME"),
        ("x: {at: 'env:'}", "at is an absolute path"),
        ("x: {at: [a]}", "at is an absolute path"),
        ("x: {use: session}", "where is x? at is an absolute path"),
        ("x: {at: /x, wher: y}", "an item of state has no key wher; its keys are: ack at backup"),
        ("x: {at: /x, use: login}", "use is one of: session, content, not login"),
        ("x: {at: /x, role: [source]}", "role is one of: source, derived, config, in flight"),
        ("x: {at: /x, writer: two}", "writer is one of: one, many, none, not two"),
        (
            "x: {at: /x, held_by: all, lag: 2}",
            "lag is a duration such as 100ms 2s 10m 6h 4d, not 2",
        ),
        ("x: {at: /x, backup: 6 hours}", "backup is a duration"),
        ("x: {at: /x, held_by: some}", "held_by is each, all or an instance from 0 to 0"),
        ("x: {at: /x, held_by: 1}", "held_by is each, all or an instance from 0 to 0"),
        ("x: {at: /x, needs: key}", "web keeps no key; it keeps: x"),
        ("x: {at: /x, of: db/rows}", "there is no service db in this stack"),
        ("x: {at: /x, of: y}", "web keeps no y; it keeps: x"),
        ("x: {at: /x, replica_of: db}", "there is no service db in this stack"),
        ("x: {at: /x, input: mq/jobs}", "there is no service mq in this stack"),
        ("x: {at: /x, input: jobs}", "input is SERVICE/ITEM, not jobs"),
        ("x: [at]", "a block is a mapping: write `name: {key: value}`"),
        ("a=b: {at: /x}", "the name of an item is a text without = and line breaks"),
        ("x: {at: /x, at: /y}", "at stands on line 5 already"),
        ("x: {at: /x}\n      x: {at: /y}", "x stands on line 5 already"),
    ],
)
def test_what_the_format_does_not_know_is_a_fault_with_its_line(entry: str, expected: str) -> None:
    (found,) = faults(state(entry))
    file_and_line, message = found.split(": ", 1)
    assert file_and_line == f"compose.yaml:{4 + entry.count(chr(10)) + 1}"
    assert message.startswith(expected)


def test_all_faults_are_told_in_one_run() -> None:
    text = state("x: {at: tmp}\n      y: {at: /y, use: login, nope: 1}\n      z: {}")
    assert [found.split(":")[1] for found in faults(text)] == ["5", "6", "6", "7"]


def test_a_replica_holds_the_item_of_the_same_name_elsewhere() -> None:
    text = """\
        services:
          db: {image: "postgres:16", x-state: {rows: {}}}
          copy: {image: "postgres:16", x-state: {rows: {replica_of: db, lag: 0s}}}
        """
    copy = compose(text).services[1].items[0]
    assert (copy.replica_of, copy.lag) == ("db", 0.0)


def test_work_is_done_for_the_messages_of_a_queue() -> None:
    text = """\
        services:
          mq: {image: "mq:1", x-state: {jobs: {at: /jobs}}}
          web:
            image: shop:1
            x-state:
              mail: {at: external, input: mq/jobs, input_ack: before, idempotent: true}
              bill: {at: external, input: mq/jobs, input_ack: after}
        """
    stack = compose(text)
    mail, bill = item(stack, "mail"), item(stack, "bill")
    assert (mail.input, mail.acknowledged_first, mail.idempotent) == ("mq/jobs", True, True)
    assert (bill.input, bill.acknowledged_first, bill.idempotent) == ("mq/jobs", False, False)


def test_a_reference_may_name_an_item_that_is_not_modelled() -> None:
    text = """\
        services:
          web: {image: "shop:1", x-state: {views: {at: /v, of: redis/data}}}
          redis: {image: "redis:7"}
        """
    assert item(compose(text), "views").of == "redis/data"


@pytest.mark.parametrize("block", ["x-state: {}", "x-state:"])
def test_an_empty_block_says_that_nothing_is_kept(block: str) -> None:
    stack = compose(f"services:\n  web:\n    image: shop:1\n    {block}\n")
    assert only_service(stack).items == ()
    assert findings(stack) == []


def test_no_block_on_an_unknown_image_is_not_modelled() -> None:
    stack = compose("services:\n  web:\n    image: shop:1\n")
    assert findings(stack) == [("image shop:1 is unknown: say what it keeps in x-state", 3)]


@pytest.mark.parametrize("policy", list(Policy))
def test_routing_says_how_an_instance_is_chosen(policy: Policy) -> None:
    text = routing_and_facts(f"x-routing: {{policy: {policy}}}")
    assert only_service(compose(text)).policy is policy


def test_routing_says_how_many_clients_a_balancer_sees() -> None:
    service = only_service(compose(routing_and_facts("x-routing: {policy: client IP, clients: 1}")))
    assert service.clients == 1


def test_facts_say_where_a_service_runs() -> None:
    block = "x-facts: {nodes: [a, b], zones: [z1, z2], remove_on_exit: true, processes: 4}"
    service = only_service(compose(routing_and_facts(block)))
    assert (service.processes, service.failover, service.clients) == (4, None, None)
    assert (service.nodes, service.zones) == (("a", "b"), ("z1", "z2"))
    assert service.remove_on_exit


@pytest.mark.parametrize("failover", list(Failover))
def test_facts_say_who_promotes_a_replica(failover: Failover) -> None:
    block = f"x-facts: {{failover: {failover}}}"
    assert only_service(compose(routing_and_facts(block))).failover is failover


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("x-routing: {policy: sticky}", "policy is one of: round robin, random, per connection"),
        ("x-routing: {polcy: random}", "routing has no key polcy; its keys are: clients policy"),
        ("x-routing: sticky cookie", "a block is a mapping"),
        ("x-facts: {nodes: a}", "nodes is a list of names, as [node-1, node-2]"),
        ("x-facts: {nodes: []}", "nodes is a list of names"),
        ("x-facts: {nodes: [a], zones: [x, y]}", "zones needs one entry for each entry of nodes"),
        ("x-facts: {zones: [x]}", "zones needs one entry for each entry of nodes"),
        ("x-facts: {processes: 0}", "processes is a whole number from 1, not 0"),
        ("x-facts: {failover: nobody}", "failover is one of: automatic, by hand, not nobody"),
        ("x-routing: {clients: many}", "clients is a whole number from 1, not many"),
        ("x-facts: {remove_on_exit: 'true'}", "remove_on_exit is true or false"),
        ("x-facts: {remove_on_exit: yes}", "remove_on_exit is true or false, not yes"),
        ("x-facts: {locality: node}", "facts of a service has no key locality"),
        ("x-facts: {node: a}", "facts of a service has no key node; its keys are: failover nodes"),
    ],
)
def test_faults_of_routing_and_facts(block: str, expected: str) -> None:
    (found,) = faults(routing_and_facts(block))
    assert found.startswith(f"compose.yaml:4: {expected}")


def test_facts_of_a_volume() -> None:
    text = """\
        services:
          web: {image: "shop:1", volumes: ["v:/v"], x-state: {x: {at: /v}}}
        volumes:
          v: {x-facts: {locality: network, reclaim: Retain}}
        """
    location = item(compose(text), "x").location
    assert location.place is Place.NETWORK_VOLUME
    assert location.storage
    assert (location.storage.locality, location.storage.reclaim) == (
        Locality.NETWORK,
        Reclaim.RETAIN,
    )
    assert location.storage.mark.line == 4


def test_a_fault_in_the_facts_of_a_volume() -> None:
    text = "services:\n  web: {image: nginx}\nvolumes:\n  v: {x-facts: {nodes: [a]}}\n"
    expected = "compose.yaml:4: facts of a volume has no key nodes; its keys are: locality reclaim"
    assert faults(text) == [expected]


POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    stateguide.dev/state: {state}
spec:
  containers: [{{name: web, image: "shop:1"}}]
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("|\n      a: {at: /a}\n      x: {at: /x}", 8),
        ("|-\n\n      x: {at: /x}", 8),
        ('"x: {at: /x}"', 6),
        ("'{x: {at: /x}}'", 6),
        ("{x: {at: /x}}", 6),
    ],
)
def test_an_annotation_is_the_same_mapping_as_text(text: str, line: int) -> None:
    assert item(kubernetes(POD.format(state=text)), "x").mark == Mark("stack.yaml", line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|\n      x: {at: /x}\n      y: {at: no}", "stack.yaml:8: at is an absolute path"),
        ("|\n      x: {at: /x}\n      y: {", "stack.yaml:8: not YAML"),
        ("nothing", "stack.yaml:6: a block is a mapping"),
    ],
)
def test_a_fault_in_an_annotation_has_the_line_of_the_file(text: str, expected: str) -> None:
    (found,) = faults(POD.format(state=text), "stack.yaml")
    assert found.startswith(expected)


def test_an_annotation_of_ours_that_nobody_reads_is_a_fault() -> None:
    text = POD.format(state="'{}'").replace("stateguide.dev/state", "stateguide.dev/stat")
    (found,) = faults(text, "stack.yaml")
    assert found.startswith("stack.yaml:6: Pod has no annotation stateguide.dev/stat; it has: ")


UNIT = "[Service]\nExecStart=/bin/web\n[X-State]\n"


def test_a_section_holds_one_flow_value_a_line() -> None:
    text = UNIT + "lock token = {at: /run/t, use: session}\ncache = {at: process memory}\n"
    stack = unit(text + "[X-Facts]\nnodes = [a]\n[X-Routing]\npolicy = sticky cookie\n")
    assert item(stack, "lock token").mark == Mark("web.service", 4)
    assert item(stack, "lock token").use is Use.SESSION
    assert only_service(stack).nodes == ("a",)
    assert only_service(stack).policy is Policy.STICKY_COOKIE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = {at: no}", "web.service:4: at is an absolute path"),
        ("x = {at: /x", "web.service:4: not YAML"),
        ("x {at: /x}", "web.service:4: [X-State] says one `name = value` a line"),
        ("x = {at: /x}\nx = {at: /y}", "web.service:5: x stands on line 4 already"),
    ],
)
def test_a_fault_in_a_section_has_its_line(line: str, expected: str) -> None:
    (found,) = faults(UNIT + line + "\n", "web.service")
    assert found.startswith(expected)
