"""Compose files: what is mounted where."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.whatif.files import compose, findings, location
from whatif.model import Locality, Place

VOLUMES = """\
volumes:
  local: {}
  ours: {external: true}
  not-ours: {external: false}
  share: {driver_opts: {type: nfs, o: "addr=10.0.0.1,rw", device: ":/srv"}}
  bound: {driver_opts: {type: none, o: bind, device: /srv/data}}
  ram: {driver_opts: {type: tmpfs, device: tmpfs}}
"""


def at(path: str, service: str, volumes: str = VOLUMES) -> str:
    """A stack whose one item lies at the path."""
    return (
        f"services:\n  web:\n    image: shop:1\n    x-state: {{x: {{at: {path}}}}}\n"
        + "".join(f"    {line}\n" for line in dedent(service).splitlines())
        + volumes
    )


@pytest.mark.parametrize(
    ("mount", "place", "name"),
    [
        ("local:/data", Place.NAMED_VOLUME, "local"),
        ("local:/data:ro,z", Place.NAMED_VOLUME, "local"),
        ("local:/data/", Place.NAMED_VOLUME, "local"),
        ("local:data", Place.NAMED_VOLUME, "local"),
        ("local:/", Place.NAMED_VOLUME, "local"),
        ("local:/data/sub", Place.WRITABLE_LAYER, ""),
        ("local:/dat", Place.WRITABLE_LAYER, ""),
        ("ours:/data", Place.EXTERNAL_VOLUME, "ours"),
        ("not-ours:/data", Place.NAMED_VOLUME, "not-ours"),
        ("share:/data", Place.NETWORK_VOLUME, "share"),
        ("bound:/data", Place.BIND_MOUNT, "/srv/data"),
        ("ram:/data", Place.CONTAINER_TMPFS, "ram"),
        ("./d:/data", Place.BIND_MOUNT, "./d"),
        ("../d:/data", Place.BIND_MOUNT, "../d"),
        ("~/d:/data", Place.BIND_MOUNT, "~/d"),
        ("/srv/d:/data", Place.BIND_MOUNT, "/srv/d"),
        (r"C:\d:/data", Place.BIND_MOUNT, r"C:\d"),
        ("C:/d:/data:ro", Place.BIND_MOUNT, "C:/d"),
        ("${DATA:-./d}:/data", Place.BIND_MOUNT, "${DATA:-./d}"),
        ("${DATA:-local}:/data", Place.NAMED_VOLUME, "local"),
        ("/data", Place.ANONYMOUS_VOLUME, ""),
        ("data", Place.ANONYMOUS_VOLUME, ""),
    ],
)
def test_a_short_mount_gives_a_path_its_place(mount: str, place: Place, name: str) -> None:
    stack = compose(at("/data", f"volumes:\n  - '{mount}'"))
    found = location(stack, "x")
    assert (found.place, found.name, found.path) == (place, name, "/data")
    assert found.mark.line == (4 if place is Place.WRITABLE_LAYER else 6)
    assert findings(stack) == []


@pytest.mark.parametrize(
    ("mount", "place", "name"),
    [
        ("{type: volume, source: local, target: /data}", Place.NAMED_VOLUME, "local"),
        ("{source: local, target: /data}", Place.NAMED_VOLUME, "local"),
        ("{type: volume, target: /data}", Place.ANONYMOUS_VOLUME, ""),
        ("{type: bind, source: ./d, target: /data}", Place.BIND_MOUNT, "./d"),
        ("{type: bind, source: local, target: /data}", Place.BIND_MOUNT, "local"),
        ("{type: tmpfs, target: /data}", Place.CONTAINER_TMPFS, ""),
        ("{type: image, source: a:1, target: /data}", Place.PROJECTED, "a:1"),
        ("{type: volume, source: local}", Place.WRITABLE_LAYER, ""),
        ("7", Place.WRITABLE_LAYER, ""),
    ],
)
def test_a_long_mount_gives_a_path_its_place(mount: str, place: Place, name: str) -> None:
    found = location(compose(at("/data", f"volumes: [{mount}]")), "x")
    assert (found.place, found.name) == (place, name)


@pytest.mark.parametrize(
    ("path", "service", "place", "line"),
    [
        ("/run/x", "tmpfs: /run:size=1m", Place.CONTAINER_TMPFS, 5),
        ("/run/x", "tmpfs:\n  - /tmp\n  - /run", Place.CONTAINER_TMPFS, 7),
        ("/dev/shm/x", "init: true", Place.CONTAINER_TMPFS, 4),
        ("/run/secrets/key", "secrets: [key]", Place.PROJECTED, 5),
        ("/etc/key", "secrets: [{source: key, target: /etc/key}]", Place.PROJECTED, 5),
        ("/conf", "configs: [conf]", Place.PROJECTED, 5),
    ],
)
def test_other_ways_to_put_something_at_a_path(
    path: str, service: str, place: Place, line: int
) -> None:
    found = location(compose(at(path, service)), "x")
    assert (found.place, found.mark.line) == (place, line)


def test_the_longest_mount_wins_whatever_the_order() -> None:
    service = "volumes:\n  - local:/a/b\n  - ./d:/a\n  - ours:/a/b/c"
    assert location(compose(at("/a/x", service)), "x").place is Place.BIND_MOUNT
    assert location(compose(at("/a/b/x", service)), "x").place is Place.NAMED_VOLUME
    assert location(compose(at("/a/b/c", service)), "x").place is Place.EXTERNAL_VOLUME


def test_a_path_knows_where_inside_the_volume_it_is() -> None:
    service = "volumes:\n  - {source: local, target: /a, volume: {subpath: s}}"
    assert location(compose(at("/a/b", service)), "x").inside == "s/b"
    assert location(compose(at("/a/../a/", service)), "x").inside == "s"


def test_a_local_volume_is_on_its_node_and_a_share_is_not() -> None:
    for name, locality in (("local", Locality.NODE), ("share", Locality.NETWORK)):
        storage = location(compose(at("/a", f"volumes: ['{name}:/a']")), "x").storage
        assert storage
        assert (storage.name, storage.locality) == (name, locality)


@pytest.mark.parametrize(
    ("service", "finding", "line"),
    [
        ("volumes: ['${DATA}:/a']", "is ${DATA} a volume or a host directory?", 5),
        ("volumes: ['data/sub:/a']", "volume data/sub is not declared under volumes", 5),
        ("volumes: ['typo:/a']", "volume typo is not declared under volumes", 5),
        ("volumes: [{type: cluster, source: c, target: /a}]", "a mount of type cluster", 5),
        ("volumes_from: [db]", "volumes_from is not modelled yet", 5),
        ("extends: {service: base}", "extends is not modelled yet", 5),
        ("profiles: [dev]", "profiles are not modelled yet", 5),
        ("deploy: {mode: global}", "mode global is not modelled yet", 5),
        ("scale: ${N}", "scale is ${N}, not a number: one instance assumed", 5),
        ("restart: on-failure", "whether on-failure starts it after a reboot is not settled", 5),
    ],
)
def test_what_is_assumed_or_not_modelled_is_said(service: str, finding: str, line: int) -> None:
    ((what, found),) = findings(compose(at("/a", service)))
    assert what.startswith(finding)
    assert found == line


@pytest.mark.parametrize(
    ("volume", "server"),
    [
        ("{driver_opts: {type: nfs, o: 'addr=10.0.0.5,rw', device: ':/srv'}}", "10.0.0.5"),
        ("{driver_opts: {type: cifs, o: 'username=a', device: //nas/share}}", "nas"),
        ("{driver_opts: {type: nfs4, device: 'nas:/srv'}}", "nas"),
        ("{driver_opts: {type: glusterfs}}", ""),
        ("{}", ""),
    ],
)
def test_a_share_has_a_server(volume: str, server: str) -> None:
    stack = compose(at("/data", "volumes: ['v:/data']", f"volumes: {{v: {volume}}}"))
    storage = location(stack, "x").storage
    assert storage
    assert storage.server == server


@pytest.mark.parametrize(
    ("volume", "fixed"), [("{}", False), ("{name: shop-data}", True), ("{external: true}", True)]
)
def test_a_volume_with_a_name_of_its_own_keeps_it(volume: str, fixed: bool) -> None:
    stack = compose(at("/data", "volumes: ['v:/data']", f"volumes: {{v: {volume}}}"))
    storage = location(stack, "x").storage
    assert storage
    assert storage.fixed_name is fixed


def test_an_unknown_volume_driver_is_assumed_to_reach_a_network() -> None:
    stack = compose(at("/a", "volumes: ['v:/a']", "volumes:\n  v: {driver: rexray}\n"))
    assert location(stack, "x").place is Place.NETWORK_VOLUME
    assert findings(stack) == [("volume driver rexray is unknown: network storage assumed", 7)]
