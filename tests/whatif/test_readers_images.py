"""Well-known images: what they keep, where, and what an unknown one means."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, findings, item, kubernetes, location, only_service
from whatif.model import Place, Role, Writer
from whatif.readers import images
from whatif.readers.images import lookup


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("postgres", "postgres"),
        ("postgres:16-alpine", "postgres"),
        ("library/postgres@sha256:abc", "postgres"),
        ("docker.io/postgres:16", "postgres"),
        ("docker.io/library/postgres", "postgres"),
        ("index.docker.io/library/postgres", "postgres"),
        ("postgis/postgis:16-3.4", "postgres"),
        ("valkey/valkey:8", "valkey/valkey"),
        ("docker.io/valkey/valkey", "valkey/valkey"),
        ("registry.k8s.io/redis:e2e", "redis"),
        ("linuxserver/sonarr", "linuxserver/*"),
        ("lscr.io/linuxserver/radarr:latest", "linuxserver/*"),
        ("ghcr.io/linuxserver/anything", "linuxserver/*"),
        ("linuxserver/mariadb", "linuxserver/mariadb"),
        ("lscr.io/linuxserver/nextcloud", "linuxserver/nextcloud"),
        ("bitnami/postgresql:16", "bitnami/postgresql"),
        ("bitnami/anything", "bitnami/*"),
        ("${REGISTRY:-docker.io}/postgres:16", "postgres"),
        ("postgres:${TAG:-16}", "postgres"),
    ],
)
def test_one_thing_has_many_names(image: str, name: str) -> None:
    found = lookup(image)
    assert found
    assert found.name == name


@pytest.mark.parametrize(
    "image",
    [
        "",
        "shop:1",
        "me/postgres",
        "localhost:5000/postgres",
        "node:22",
        "python",
        "${IMAGE}",
        "a" * 9999,
    ],
)
def test_of_other_names_nothing_is_known(image: str) -> None:
    assert lookup(image) is None


NEW, OLD = "/var/lib/postgresql/18/docker", "/var/lib/postgresql/data"


@pytest.mark.parametrize(
    ("image", "path"),
    [
        ("postgres:17", OLD),
        ("postgres:9.6-alpine", OLD),
        ("postgres:${TAG:-15}", OLD),
        ("pgvector/pgvector:0.8.0-pg17", OLD),
        ("timescale/timescaledb:latest-pg16", OLD),
        ("postgres", NEW),
        ("postgres:latest", NEW),
        ("postgres:alpine", NEW),
        ("postgres:trixie", NEW),
        ("postgres:18.1", NEW),
        ("postgres:19", "/var/lib/postgresql/19/docker"),
        ("pgvector/pgvector:pg18", NEW),
        ("influxdb:1.8", "/var/lib/influxdb"),
        ("influxdb:1", "/var/lib/influxdb"),
        ("influxdb:2.7", "/var/lib/influxdb2"),
        ("influxdb:3-core", "/var/lib/influxdb3/data"),
        ("gitea/gitea:1.22-rootless", "/var/lib/gitea"),
        ("gitea/gitea:1.22", "/data"),
        ("bitnami/postgresql", "/bitnami/postgresql"),
        ("bitnami/anything", "/bitnami/anything"),
    ],
)
def test_the_tag_decides_where_the_data_is(image: str, path: str) -> None:
    found = lookup(image)
    assert found
    assert found.path({}, "") == path


@pytest.mark.parametrize(
    ("image", "service", "path"),
    [
        ("postgres:16", "environment: {PGDATA: /pg}", "/pg"),
        ("postgres:16", "environment: [PGDATA=/pg]", "/pg"),
        ("postgres:16", "environment: {PGDATA: '${X:-/pg}'}", "/pg"),
        ("postgres:16", "environment: {PGDATA: '${X}'}", OLD),
        ("minio/minio", "command: server /storage --console-address :9001", "/storage"),
        ("minio/minio", 'command: ["server", "/storage"]', "/storage"),
        ("etcd", "command: etcd --data-dir=/etcd", "/etcd"),
        ("etcd", "environment: {ETCD_DATA_DIR: /etcd}", "/etcd"),
        ("grafana/grafana", "environment: {GF_PATHS_DATA: /g}", "/g"),
    ],
)
def test_arguments_and_variables_move_the_data(image: str, service: str, path: str) -> None:
    stack = compose(f"services:\n  x:\n    image: {image}\n    {service}\n")
    assert location(stack, "data").path == path


def data(image: str, volumes: str = "[]") -> str:
    return f"services:\n  x:\n    image: {image}\n    volumes: {volumes}\nvolumes: {{v: {{}}}}\n"


@pytest.mark.parametrize(
    ("image", "volumes", "place", "line"),
    [
        ("postgres:16", "[]", Place.ANONYMOUS_VOLUME, 3),
        ("postgres:16", f"['v:{OLD}']", Place.NAMED_VOLUME, 4),
        ("postgres:16", "['v:/var/lib/postgresql']", Place.ANONYMOUS_VOLUME, 3),
        ("postgres:16", f"['v:{OLD}/sub']", Place.ANONYMOUS_VOLUME, 3),
        ("postgres:18", "['v:/var/lib/postgresql']", Place.NAMED_VOLUME, 4),
        ("postgres:18", "[]", Place.ANONYMOUS_VOLUME, 3),
        ("grafana/grafana", "[]", Place.WRITABLE_LAYER, 3),
        ("elasticsearch:8", "[]", Place.WRITABLE_LAYER, 3),
        ("redis:7", "[]", Place.ANONYMOUS_VOLUME, 3),
        ("nats", "[]", Place.WRITABLE_LAYER, 3),
        ("clickhouse", "[]", None, 0),
        ("memcached", "[]", Place.PROCESS_MEMORY, 3),
    ],
)
def test_the_data_of_an_image_is_where_the_mounts_put_it(
    image: str, volumes: str, place: Place | None, line: int
) -> None:
    items = only_service(compose(data(image, volumes))).items
    assert [item.name for item in items] == (["data"] if place else [])
    assert [(item.location.place, item.location.mark.line) for item in items] == (
        [(place, line)] if place else []
    )


def test_an_image_tells_role_and_writer() -> None:
    assert item(compose(data("memcached")), "data").role is Role.DERIVED
    assert item(compose(data("postgres:16")), "data").writer is Writer.ONE
    assert item(compose(data("wordpress")), "data").writer is Writer.MANY


def test_a_block_replaces_the_item_and_says_what_it_says() -> None:
    text = "services: {x: {image: 'postgres:16', x-state: {rows: {role: derived, writer: many}}}}"
    rows = item(compose(text), "rows")
    assert (rows.role, rows.writer) == (Role.DERIVED, Writer.MANY)
    assert rows.location.path == OLD


def test_an_item_elsewhere_is_not_the_image_s() -> None:
    text = "services: {x: {image: 'postgres:16', x-state: {logs: {at: /log}}}}"
    assert item(compose(text), "logs").writer is Writer.MANY


@pytest.mark.parametrize("image", ["nginx:1", "traefik", "haproxy", "adminer", "kibana:8"])
def test_some_images_keep_nothing(image: str) -> None:
    stack = compose(f"services: {{x: {{image: '{image}'}}}}")
    assert (only_service(stack).items, findings(stack)) == ((), [])


@pytest.mark.parametrize(
    ("image", "store"),
    [
        *(("clickhouse", "clickhouse"), ("cassandra:5", "cassandra"), ("logstash:8", "logstash")),
        *(("eclipse-mosquitto:2", "mosquitto"), ("grafana/loki", "loki")),
    ],
)
@pytest.mark.parametrize(
    ("block", "line"), [("", 3), ("x-state: {data: {}}", 4), ("x-state: {}", 0)]
)
def test_a_store_that_is_not_modelled_has_no_item(
    image: str, store: str, block: str, line: int
) -> None:
    stack = compose(f"services:\n  x:\n    image: {image}\n    {block}\n")
    what = f"what {store} had acknowledged but not yet written is not modelled yet"
    assert only_service(stack).items == ()
    assert findings(stack) == ([(what, line)] if line else [])


def test_such_a_store_has_an_item_that_says_what_was_acknowledged() -> None:
    text = "services: {x: {image: clickhouse, x-state: {rows: {ack: page cache}}}}"
    stack = compose(text)
    assert location(stack, "rows").place is Place.ANONYMOUS_VOLUME
    assert findings(stack) == []


@pytest.mark.parametrize(
    ("service", "finding"),
    [
        ("{image: node:22}", "image node:22 is unknown: say what it keeps in x-state"),
        ("{build: .}", "the program of x is unknown: say what it keeps in x-state"),
        ("{image: 'postgres:${TAG}'}", "where postgres keeps its data depends on its tag"),
        (f"{{image: postgres:18, volumes: ['.:{OLD}']}}", "postgres:18 refuses to start with a"),
        ("{image: mongo:8}", "what a single mongod has acknowledged before its journal is written"),
        ("{image: rabbitmq:4}", "rabbitmq leaves it to its clients how messages are kept: durable"),
        ("{image: 'redis:7', command: redis-server /r.conf}", "what /r.conf sets for redis is not"),
        ("{image: mysql, volumes: ['./c:/etc/my.cnf']}", "what /etc/my.cnf sets for mysql is not"),
        (
            "{image: postgres:16, command: '-c fsync=${F}'}",
            "fsync is ${F} for postgres, which means",
        ),
        ("{image: etcd}", "etcd is told by arguments where its data is: say it in x-state"),
        ("{image: quay.io/keycloak/keycloak}", "quay.io/keycloak/keycloak keeps its state in"),
        ("{image: caddy, volumes: ['./d:/data']}", "caddy also keeps state in /config (writable"),
    ],
)
def test_what_is_not_known_of_an_image_is_said(service: str, finding: str) -> None:
    stack = compose(f"services: {{x: {service}}}")
    assert findings(stack)[0][0].startswith(finding)


def test_in_kubernetes_an_image_volume_keeps_nothing() -> None:
    text = """\
        apiVersion: v1
        kind: Pod
        metadata: {name: db}
        spec: {containers: [{image: "postgres:16"}]}
        """
    assert location(kubernetes(text), "data").place is Place.CONTAINER_FILES


def test_every_entry_can_be_looked_up() -> None:
    for name, image in images._entries().items():
        assert image.state in {"durable", "soft", "cache", "config", "external", "none", "unknown"}
        assert all(path.startswith("/") for path in (*image.data, *image.volumes)), name
