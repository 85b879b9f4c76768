"""Claims, volumes and classes: from where storage is reached, and when it ends."""

from __future__ import annotations

import pytest

from tests.whatif.files import findings, kubernetes, location
from whatif.model import Access, Locality, Mark, Place, Reclaim, Stack, Storage

CLAIM = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: db, namespace: shop}}
spec:
  replicas: 2
  {retention}
  template:
    spec:
      containers:
      - name: db
        image: postgres:16
        volumeMounts: [{{name: data, mountPath: /var/lib/postgresql/data}}]
  volumeClaimTemplates:
  - metadata:
      name: data
      {metadata}
    spec:
      accessModes: {modes}
      {class_}
---
"""


def template(
    class_: str = "storageClassName: fast",
    others: str = "",
    *,
    retention: str = "podManagementPolicy: Parallel",
    metadata: str = "labels: {}",
    modes: str = "[ReadWriteOnce]",
) -> Stack:
    text = CLAIM.format(retention=retention, metadata=metadata, modes=modes, class_=class_)
    return kubernetes(text + others)


def storage(stack: Stack) -> Storage:
    found = location(stack, "data").storage
    assert found
    return found


def test_a_claim_template_is_one_claim_for_each_ordinal() -> None:
    stack = template("storageClassName: longhorn")
    found = location(stack, "data")
    assert (found.place, found.name, found.mark.line) == (Place.TEMPLATE_CLAIM, "data", 15)
    assert storage(stack) == Storage(name="data", mark=Mark("stack.yaml", 15), namespace="shop")
    assert findings(stack) == []


@pytest.mark.parametrize(
    ("modes", "access"),
    [
        ("[ReadWriteOnce]", Access.ONE_NODE),
        ("[ReadWriteOncePod]", Access.ONE_POD),
        ("[ReadWriteMany]", Access.MANY),
        ("[ReadOnlyMany, ReadWriteOnce]", Access.ONE_NODE),
        ("[ReadWriteOnce, ReadWriteMany]", Access.MANY),
        ("[ReadOnlyMany]", Access.READ_ONLY),
        ("[]", Access.ONE_NODE),
    ],
)
def test_access_modes(modes: str, access: Access) -> None:
    assert storage(template(modes=modes)).access is access


def test_the_retention_policy_of_a_set() -> None:
    policy = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}"
    found = storage(template(retention=policy))
    assert (found.when_scaled, found.when_deleted) == (Reclaim.DELETE, Reclaim.RETAIN)


def storage_class(provisioner: str = "csi.example.com", more: str = "") -> str:
    head = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast"
    return f"{head}{more}\nprovisioner: {provisioner}\n"


FACTS = ", annotations: {{stateguide.dev/facts: '{{{}}}'}}}}"


@pytest.mark.parametrize(
    ("others", "locality", "reclaim"),
    [
        (storage_class("rancher.io/local-path", "}"), Locality.NODE, Reclaim.DELETE),
        (storage_class("driver.longhorn.io", "}"), Locality.NETWORK, Reclaim.DELETE),
        (storage_class("ebs.csi.aws.com", "}"), Locality.ZONE, Reclaim.DELETE),
        (
            storage_class("openebs.io/local", "}\nreclaimPolicy: Retain"),
            Locality.NODE,
            Reclaim.RETAIN,
        ),
        (storage_class(more=FACTS.format("locality: node")), Locality.NODE, Reclaim.DELETE),
        (
            storage_class(more=FACTS.format("locality: zone, reclaim: Retain")),
            Locality.ZONE,
            Reclaim.RETAIN,
        ),
    ],
)
def test_a_class_tells_from_where_its_storage_is_reached(
    others: str, locality: Locality, reclaim: Reclaim
) -> None:
    stack = template(others=others)
    assert (storage(stack).locality, storage(stack).reclaim) == (locality, reclaim)
    assert findings(stack) == []


@pytest.mark.parametrize(
    "name", ["local-path", "hostpath", "openebs-hostpath", "local", "microk8s-hostpath"]
)
def test_the_name_of_a_class_may_tell_too(name: str) -> None:
    assert storage(template(f"storageClassName: {name}")).locality is Locality.NODE


@pytest.mark.parametrize(
    ("class_", "others", "finding"),
    [
        (
            "storageClassName: fast",
            "",
            ("storage class fast is not known: network storage, reclaim Delete assumed", 19),
        ),
        (
            "volumeMode: Filesystem",
            "",
            ("the default class is not known: network storage, reclaim Delete assumed", 15),
        ),
        (
            "storageClassName: fast",
            storage_class(more="}"),
            ("from where class fast can be reached is not told: network storage assumed", 19),
        ),
    ],
)
def test_what_is_assumed_of_storage_is_said(class_: str, others: str, finding: object) -> None:
    stack = template(class_, others)
    assert (storage(stack).locality, storage(stack).reclaim) == (Locality.NETWORK, Reclaim.DELETE)
    assert findings(stack) == [finding]


def test_the_old_annotation_names_the_class() -> None:
    old = "annotations: {volume.beta.kubernetes.io/storage-class: local-path}"
    assert storage(template("volumeMode: Filesystem", metadata=old)).locality is Locality.NODE


def test_the_facts_of_a_claim_win() -> None:
    facts = "annotations: {stateguide.dev/facts: '{locality: node, reclaim: Retain}'}"
    stack = template(others=storage_class("driver.longhorn.io", "}"), metadata=facts)
    assert (storage(stack).locality, storage(stack).reclaim) == (Locality.NODE, Reclaim.RETAIN)


DB = """\
apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  containers:
  - {name: db, image: "postgres:16", volumeMounts: [{name: d, mountPath: /var/lib/postgresql/data}]}
  volumes:
  - name: d
    persistentVolumeClaim: {claimName: rows}
"""
PVC = "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: rows}}\nspec: {{{}}}\n"
PV = "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: disk}}\nspec: {{{}}}\n"


def test_a_claim_is_one_for_all_replicas() -> None:
    stack = kubernetes(DB + PVC.format("storageClassName: nfs, accessModes: [ReadWriteMany]"))
    found = location(stack, "data")
    assert (found.place, found.name, found.mark.line) == (Place.CLAIM, "rows", 9)
    assert (storage(stack).mark.line, storage(stack).access) == (13, Access.MANY)
    assert storage(stack).namespace == "default"
    assert stack.claims() == {"rows": storage(stack)}


def test_a_claim_that_no_file_has_is_assumed() -> None:
    stack = kubernetes(DB)
    assert storage(stack).locality is Locality.NETWORK
    expected = "claim rows is in none of the files: network storage, reclaim Delete assumed"
    assert findings(stack) == [(expected, 9)]


@pytest.mark.parametrize(
    ("claim", "volume"),
    [
        ("volumeName: disk", "local: {path: /d}"),
        ("volumeName: disk", "hostPath: {path: /d}"),
        ("accessModes: []", "claimRef: {name: rows}, local: {path: /d}"),
        ("storageClassName: manual", "storageClassName: manual, local: {path: /d}"),
        ("storageClassName: ''", "local: {path: /d}"),
    ],
)
def test_a_claim_is_joined_with_its_volume(claim: str, volume: str) -> None:
    stack = kubernetes(DB + PVC.format(claim) + PV.format(volume))
    assert (storage(stack).locality, storage(stack).reclaim) == (Locality.NODE, Reclaim.RETAIN)
    assert findings(stack) == []


def test_a_volume_may_be_deleted_with_its_claim() -> None:
    volume = PV.format("persistentVolumeReclaimPolicy: Delete, nfs: {server: nas}")
    stack = kubernetes(DB + PVC.format("volumeName: disk") + volume)
    assert (storage(stack).locality, storage(stack).reclaim) == (Locality.NETWORK, Reclaim.DELETE)


def test_an_image_volume_keeps_nothing_and_hides_the_mount_above_it() -> None:
    found = location(kubernetes(DB.replace("postgresql/data", "postgresql")), "data")
    assert (found.place, found.mark.line) == (Place.CONTAINER_FILES, 6)
