"""Pods: which volume gives a path its place."""

from __future__ import annotations

import pytest

from tests.whatif.files import findings, kubernetes, location
from whatif.model import Access, Locality, Mark, Place, Stack

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {{stateguide.dev/state: "x: {{at: {at}}}"}}
spec:
  template:
    metadata: {{labels: {{app: web, tier: front}}}}
    spec:
      containers:
      - {{name: side, image: nginx, volumeMounts: [{{name: v, mountPath: /side}}]}}
      - {{name: main, image: "shop:1", volumeMounts: [{{name: v, mountPath: /data, subPath: s}}]}}
      volumes:
      - name: v
        {volume}
"""


PROJECTED_V = Place.PROJECTED, "v"


def at(volume: str, path: str = "/data/x") -> Stack:
    return kubernetes(DEPLOYMENT.format(volume=volume, at=path))


@pytest.mark.parametrize(
    ("volume", "place", "name"),
    [
        ("emptyDir: {}", Place.EMPTY_DIR, "v"),
        ("emptyDir:", Place.EMPTY_DIR, "v"),
        ("emptyDir: {medium: Memory}", Place.EMPTY_DIR_MEMORY, "v"),
        ("gitRepo: {repository: a}", Place.EMPTY_DIR, "v"),
        ("hostPath: {path: /srv}", Place.HOST_PATH, "/srv"),
        ("configMap: {name: conf}", Place.PROJECTED, "conf"),
        ("secret: {secretName: keys}", Place.PROJECTED, "keys"),
        ("projected: {sources: []}", Place.PROJECTED, "v"),
        ("projected: {sources: [{secret: {name: k}}, {downwardAPI: {}}]}", Place.PROJECTED, "k"),
        ("projected: {sources: [{configMap: {name: a}}, {secret: {name: b}}]}", *PROJECTED_V),
        ("downwardAPI: {items: []}", Place.PROJECTED, "v"),
        (
            "ephemeral: {volumeClaimTemplate: {spec: {storageClassName: nfs}}}",
            Place.EPHEMERAL_VOLUME,
            "v",
        ),
        ("csi: {driver: csi.example.com}", Place.EPHEMERAL_VOLUME, "v"),
        ("csi: {driver: secrets-store.csi.k8s.io}", Place.PROJECTED, "v"),
        ("nfs: {server: nas, path: /srv}", Place.NETWORK_VOLUME, "nas:/srv"),
    ],
)
def test_a_volume_gives_a_path_its_place(volume: str, place: Place, name: str) -> None:
    stack = at(volume)
    found = location(stack, "x")
    assert (found.place, found.name, found.mark) == (place, name, Mark("stack.yaml", 15))
    # what is mounted by subPath does not follow changes, wherever in it a path lies
    inside = "s" if place is Place.PROJECTED else "s/x"
    assert (found.path, found.inside) == ("/data/x", inside)
    assert findings(stack) == []


def test_a_whole_projection_follows_changes() -> None:
    assert location(at("configMap: {name: conf}", "/side/x"), "x").inside == ""


@pytest.mark.parametrize(
    ("volume", "server", "locality", "access"),
    [
        ("nfs: {server: nas, path: /srv}", "nas", Locality.NETWORK, Access.MANY),
        ("cephfs: {path: /srv}", "", Locality.NETWORK, Access.MANY),
        ("iscsi: {iqn: a}", "", Locality.NETWORK, Access.ONE_NODE),
        ("gcePersistentDisk: {pdName: a}", "", Locality.ZONE, Access.ONE_NODE),
    ],
)
def test_storage_that_a_pod_names_itself(
    volume: str, server: str, locality: Locality, access: Access
) -> None:
    storage = location(at(volume), "x").storage
    assert storage
    assert (storage.server, storage.locality, storage.access) == (server, locality, access)


def test_a_volume_of_no_kind_is_an_empty_directory() -> None:
    found = location(at("# nothing"), "x")
    assert (found.place, found.mark.line) == (Place.EMPTY_DIR, 14)


def test_a_path_under_no_mount_is_in_the_container() -> None:
    found = location(at("emptyDir: {}", "/other"), "x")
    assert (found.place, found.mark.line) == (Place.CONTAINER_FILES, 5)


def test_of_several_containers_the_first_with_a_mount_above_the_path_has_it() -> None:
    assert location(at("emptyDir: {}", "/side/x"), "x").inside == "x"


def test_a_mount_of_an_unknown_volume_is_said() -> None:
    stack = kubernetes(
        DEPLOYMENT.format(volume="emptyDir: {}", at="/x").replace("name: v\n", "name: w\n")
    )
    assert ("volume v is not defined: Kubernetes will refuse it", 11) in findings(stack)
