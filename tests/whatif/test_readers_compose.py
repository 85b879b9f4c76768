"""Compose files: what runs, who starts it again, what several files make."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, faults, findings, item, location, only_service
from whatif.model import Kind, Mark, Place, Platform, Policy
from whatif.readers import BadStack, SourceFile, read


def test_a_service_says_what_it_is() -> None:
    text = """\
        name: shop
        services:
          web:
            image: nginx:1
            container_name: front
            deploy: {replicas: 3}
            ports: ["8080:80", "127.0.0.1:8443:443", "6005-6015:80", 9000, "${P:-70}:70"]
            depends_on: {db: {condition: service_healthy}}
          db: {image: "postgres:16", x-state: {}}
        """
    stack = compose(text)
    web = stack.services[0]
    assert (stack.platform, stack.project) == (Platform.COMPOSE, "shop")
    assert (web.name, web.kind, web.mark) == ("web", Kind.CONTAINER, Mark("compose.yaml", 3))
    assert (web.image, web.container_name, web.replicas) == ("nginx:1", "front", 3)
    assert (web.host_ports, web.depends_on) == ((8080, 8443, 70), ("db",))
    assert (web.nodes, web.policy) == (("host",), Policy.RANDOM)


def test_a_long_port_is_fixed_where_it_is_published() -> None:
    text = "services: {web: {image: nginx, ports: [{target: 80, published: '8080'}, {target: 81}]}}"
    assert only_service(compose(text)).host_ports == (8080,)


def test_the_directory_names_the_project() -> None:
    text = "services: {web: {image: nginx}}"
    assert read([SourceFile("blog/compose.yaml", text)]).project == "blog"


@pytest.mark.parametrize(
    ("service", "replicas"),
    [("scale: 2", 2), ("deploy: {replicas: 0}", 0), ("scale: '${N:-4}'", 4), ("init: true", 1)],
)
def test_replicas(service: str, replicas: int) -> None:
    text = f"services:\n  web:\n    image: nginx\n    {service}\n"
    assert only_service(compose(text)).replicas == replicas


@pytest.mark.parametrize(
    ("service", "grace"),
    [
        ("init: true", 10.0),
        ("stop_grace_period: 1m30s", 90.0),
        ("stop_grace_period: '${GRACE:-20s}'", 20.0),
        ("stop_grace_period: long", 10.0),
    ],
)
def test_a_container_has_its_time_to_stop(service: str, grace: float) -> None:
    stack = compose(f"services:\n  web:\n    image: nginx\n    {service}\n")
    assert only_service(stack).grace == grace
    said = "stop_grace_period is long, no duration: 10s assumed"
    assert findings(stack) == ([(said, 4)] if "long" in service else [])


def test_a_container_may_have_a_host_name() -> None:
    text = "services: {web: {image: nginx, hostname: mq}}"
    assert only_service(compose(text)).hostname == "mq"


@pytest.mark.parametrize(
    ("service", "source", "line"),
    [
        ("env_file: .env", ".env", 4),
        ("env_file: [key.env]", "key.env", 4),
        ("env_file: [{path: key.env, required: false}]", "key.env", 4),
        ("env_file: [a.env, b.env]", "", 5),  # which of them has it is not told
        ("environment: {KEY: x}", "", 4),
        ("init: true", "", 5),
    ],
)
def test_a_variable_comes_from_a_file(service: str, source: str, line: int) -> None:
    text = (
        f"services:\n  web:\n    image: a:1\n    {service}\n    x-state: {{k: {{at: 'env:KEY'}}}}"
    )
    found = location(compose(text), "k")
    assert (found.name, found.source, found.mark.line) == ("KEY", source, line)


@pytest.mark.parametrize(
    ("service", "after_crash", "at_boot"),
    [
        ("init: true", False, False),
        ("restart: no", False, False),
        ('restart: "no"', False, False),
        ("restart: always", True, True),
        ("restart: unless-stopped", True, True),
        ("restart: on-failure:5", True, False),
        ("deploy: {restart_policy: {condition: any}}", True, True),
        ("deploy: {restart_policy: {delay: 5s}}", True, True),
        ("deploy: {restart_policy: {condition: none}}", False, False),
    ],
)
def test_who_starts_it_again(service: str, after_crash: bool, at_boot: bool) -> None:
    found = only_service(compose(f"services:\n  web:\n    image: nginx\n    {service}\n"))
    assert (found.restarts_after_crash, found.starts_at_boot) == (after_crash, at_boot)


BASE = """\
services:
  db:
    image: postgres:16
    command: postgres
    environment: [A=1]
    ports: ["5432:5432"]
    volumes: ["pg:/var/lib/postgresql/data"]
    x-state:
      rows: {}
volumes: {pg: {}}
"""


@pytest.mark.parametrize(
    ("override", "place", "mark"),
    [
        ("services: {db: {restart: always}}", Place.NAMED_VOLUME, ("compose.yaml", 7)),
        (
            "services:\n  db:\n    volumes: ['./d:/var/lib/postgresql/data']",
            Place.BIND_MOUNT,
            ("more.yaml", 3),
        ),
        (
            "services:\n  db:\n    volumes: !override ['./d:/other']",
            Place.ANONYMOUS_VOLUME,
            ("compose.yaml", 3),
        ),
        ("services: {db: {volumes: !reset []}}", Place.ANONYMOUS_VOLUME, ("compose.yaml", 3)),
        (
            "services:\n  db:\n    environment: {PGDATA: /pg}",
            Place.WRITABLE_LAYER,
            ("compose.yaml", 9),
        ),
        (
            "services:\n  db:\n    image: postgres:18",
            Place.ANONYMOUS_VOLUME,
            ("more.yaml", 3),
        ),
    ],
)
def test_a_later_file_adds_or_overrides(override: str, place: Place, mark: tuple[str, int]) -> None:
    files = [SourceFile("compose.yaml", BASE), SourceFile("more.yaml", override)]
    found = location(read(files), "rows")
    assert (found.place, tuple(found.mark)) == (place, mark)


def test_blocks_of_several_files_are_one_block() -> None:
    more = "services: {db: {x-state: {rows: {backup: 6h}, logs: {at: /log}}}}"
    stack = read([SourceFile("compose.yaml", BASE), SourceFile("more.yaml", more)])
    assert item(stack, "rows").backup == 21600
    assert item(stack, "rows").mark.file == "compose.yaml"
    assert item(stack, "logs").mark == Mark("more.yaml", 1)


def test_documents_of_one_file_are_merged_too() -> None:
    stack = compose(BASE + "---\nservices: {db: {scale: 2}}\n")
    assert only_service(stack).replicas == 2


def test_ports_of_several_files_are_joined() -> None:
    more = "services: {db: {ports: ['5433:5432', '5432:5432']}}"
    stack = read([SourceFile("compose.yaml", BASE), SourceFile("more.yaml", more)])
    assert only_service(stack).host_ports == (5432, 5433)


def test_a_service_that_stands_twice_is_the_last_one_and_a_finding() -> None:
    stack = compose("services:\n  a: {image: nginx}\n  a: {image: haproxy}\n")
    assert only_service(stack).image == "haproxy"
    assert findings(stack) == [("a stands twice, on lines 2 and 3: the last one counts", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "compose.yaml:1: the file says nothing"),
        ("hello", "compose.yaml:1: neither a compose file (services:)"),
        ("services:", "compose.yaml:1: no service in it"),
        ("services: []", "compose.yaml:1: services is a mapping of services"),
        ("volumes: {v: {}}", "compose.yaml:1: no service in it"),
        ("web:\n  image: x", "compose.yaml:1: a compose file has its services below `services:`"),
    ],
)
def test_a_file_without_services_says_why(text: str, expected: str) -> None:
    (found,) = faults(text)
    assert found.startswith(expected)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.yaml", "web:\n  image: x", "a.yaml:1: a compose file has its services below"),
        ("values.yaml", "image: {tag: 1}", "values.yaml:1: this belongs to a Helm chart"),
        ("Chart.yaml", "apiVersion: v2\nname: x", "Chart.yaml:1: this belongs to a Helm chart"),
        ("kustomization.yaml", "resources: [a]", "kustomization.yaml:1: a kustomization only"),
        ("a.yaml", "- a", "a.yaml:1: neither a compose file"),
    ],
)
def test_a_file_of_another_kind_says_what_to_give(name: str, text: str, expected: str) -> None:
    (found,) = faults(text, name)
    assert found.startswith(expected)


def test_services_that_say_nothing_are_passed_over() -> None:
    stack = compose("services:\n  a:\n  web: {image: nginx}\n  x-b: {image: c}\n")
    assert only_service(stack).name == "web"
    assert findings(stack) == [("service a says nothing: Compose will refuse the file", 2)]


def test_files_for_two_platforms_make_no_stack() -> None:
    files = [
        SourceFile("compose.yaml", "services: {web: {image: nginx}}"),
        SourceFile("web.service", "[Service]\nExecStart=/bin/web\n"),
    ]
    with pytest.raises(BadStack, match=r"web\.service:1: compose\.yaml is for compose"):
        read(files)


def test_no_file_makes_no_stack() -> None:
    with pytest.raises(BadStack, match="no file was given"):
        read([])


def test_names_are_text_whatever_they_look_like() -> None:
    stack = compose(
        "services:\n  22:22: {image: nginx}\n  no: {image: nginx}\n  __proto__: {image: nginx}\n"
    )
    assert [service.name for service in stack.services] == ["22:22", "no", "__proto__"]
