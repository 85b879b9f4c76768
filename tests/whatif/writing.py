"""Described stacks as real files, in JSON, which is YAML."""

from __future__ import annotations

import json
from typing import Any

from whatif.model import Platform, Stack
from whatif.readers import SourceFile, read

COMPOSE = {
    "memory": ("process memory", None),
    "layer": ("/app/data", None),
    "anonymous": ("/anon/data", "/anon"),
    "named": ("/named/data", "data:/named"),
    "theirs": ("/theirs/data", "theirs:/theirs"),
    "bind": ("/bind/data", "/srv/bind:/bind"),
    "share": ("/share/data", "share:/share"),
    "client": ("client", None),
    "outside": ("external:bucket", None),
}
SYSTEMD = {
    "memory": "process memory",
    "state": "/var/lib/{name}/data",
    "run": "/run/{name}/data",
    "tmp": "/tmp/data",
    "boot": "/run/data",
    "socket": "connection",
    "client": "client",
}
KUBERNETES: dict[str, tuple[str, dict[str, Any] | None]] = {
    "memory": ("process memory", None),
    "files": ("/app/data", None),
    "empty": ("/empty/data", {"emptyDir": {}}),
    "fast": ("/fast/data", {"emptyDir": {"medium": "Memory"}}),
    "host": ("/host/data", {"hostPath": {"path": "/srv/data"}}),
    "claim": ("/claim/data", {"persistentVolumeClaim": {"claimName": "wide"}}),
    "kept": ("/kept/data", {"persistentVolumeClaim": {"claimName": "kept"}}),
    "local": ("/local/data", {"persistentVolumeClaim": {"claimName": "local"}}),
    "own": ("/own/data", None),  # of a template
    "settings": ("/settings", {"configMap": {"name": "settings"}}),
    "client": ("client", None),
}
STORES = [
    ("postgres:17", [], "/var/lib/postgresql/data"),
    ("postgres:17", ["postgres", "-c", "synchronous_commit=off"], "/var/lib/postgresql/data"),
    ("postgres:17", ["postgres", "-c", "fsync=off"], "/var/lib/postgresql/data"),
    ("redis:7", [], "/data"),
    ("redis:7", ["redis-server", "--save", "", "--appendonly", "no"], "/data"),
    ("redis:7", ["redis-server", "--appendonly", "yes"], "/data"),
    ("rabbitmq:4", [], "/var/lib/rabbitmq"),
    ("memcached:1", [], ""),
]


def _state(service: dict[str, Any], places: dict[str, Any], name: str = "") -> dict[str, Any]:
    """The state block; a place's entry is its path, or a pair that begins with it."""
    state: dict[str, Any] = {}
    for number, item in enumerate(service["items"]):
        keys = {key: value for key, value in item.items() if key != "place"}
        if "place" in item:
            place = places[item["place"]]
            keys["at"] = (place if isinstance(place, str) else place[0]).format(name=name)
        state[f"i{number}"] = keys
    if service["store"] is not None and "volumes" not in service and places is not SYSTEMD:
        state["kept"] = {}
    return state


def _image(service: dict[str, Any]) -> dict[str, Any]:
    if service["store"] is None or "volumes" in service:
        return {"image": "app:1"}
    image, command, _ = STORES[service["store"]]
    return {"image": image, **({"command": command} if command else {})}


def _data_directory(service: dict[str, Any]) -> str:
    """Where the store keeps its data, if it is to be mounted; "" else."""
    stored = service["store"] is not None and service["mounted"] and "volumes" not in service
    return STORES[service["store"]][2] if stored else ""


def _compose(services: dict[str, dict[str, Any]]) -> Stack:
    text = {
        "services": {name: _container(name, service) for name, service in services.items()},
        "volumes": {
            "data": {},
            **{f"stored-{name}": {} for name in services},
            "theirs": {"external": True},
            "share": {"driver_opts": {"type": "nfs", "o": "addr=nas", "device": ":/export"}},
        },
    }
    return read([SourceFile("compose.yaml", json.dumps(text))])


def _container(name: str, service: dict[str, Any]) -> dict[str, Any]:
    mounts = {COMPOSE[item["place"]][1] for item in service["items"] if "place" in item} - {None}
    if directory := _data_directory(service):
        mounts.add(f"stored-{name}:{directory}")
    return {
        **_image(service),
        "restart": "always" if service["restarts"] else "no",
        "deploy": {"replicas": service["replicas"]},
        "volumes": sorted(filter(None, mounts)),
        "x-facts": {"nodes": service["nodes"]},
        "x-routing": {"policy": service["policy"]},
        "x-state": _state(service, COMPOSE),
    }


def _units(services: dict[str, dict[str, Any]]) -> Stack:
    return read(
        [SourceFile(f"{name}.service", _unit(name, service)) for name, service in services.items()]
    )


def _unit(name: str, service: dict[str, Any]) -> str:
    state = _state(service, SYSTEMD, name)
    return "\n".join(
        [
            "[Service]",
            f"ExecStart=/usr/bin/{name}",
            f"Restart={'always' if service['restarts'] else 'no'}",
            f"StateDirectory={name}",
            f"RuntimeDirectory={name}",
            "PrivateTmp=yes" if service["mounted"] else "",
            "[X-Facts]",
            f"nodes = {json.dumps(service['nodes'][:1])}",
            "[X-State]",
            *(f"{item} = {json.dumps(keys)}" for item, keys in state.items()),
            "",
        ]
    )


def _manifests(services: dict[str, dict[str, Any]]) -> Stack:
    documents = [_workload(name, service) for name, service in services.items()]
    documents += [_claim("wide", "fast"), _claim("kept", "careful"), _claim("local", "disk")]
    documents += [_class("fast", "network", "Delete"), _class("careful", "network", "Retain")]
    documents += [_class("disk", "node", "Delete")]
    documents.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}})
    return read([SourceFile("app.yaml", "\n---\n".join(map(json.dumps, documents)))])


def _workload(name: str, service: dict[str, Any]) -> dict[str, Any]:
    volumes = [
        (f"v-{place}", f"/{place}", KUBERNETES[place][1])
        for place in sorted({item["place"] for item in service["items"] if "place" in item})
        if KUBERNETES[place][1]
    ]
    if directory := _data_directory(service):
        volumes.append(("v-store", directory, KUBERNETES["claim"][1]))
    container = {**_image(service), "name": "main"}
    if "command" in container:
        container["args"] = container.pop("command")
    own = service["kind"] == "StatefulSet"
    mounts = [{"name": volume, "mountPath": path} for volume, path, _ in volumes]
    container["volumeMounts"] = mounts + [{"name": "own", "mountPath": "/own"}] * own
    notes = {
        "stateguide.dev/state": json.dumps(_state(service, KUBERNETES)),
        "stateguide.dev/facts": json.dumps({"nodes": service["nodes"]}),
        "stateguide.dev/routing": json.dumps({"policy": service["policy"]}),
    }
    labels = {"app": name}
    template = {
        "metadata": {"labels": labels},
        "spec": {
            "containers": [container],
            "volumes": [{"name": volume, **(source or {})} for volume, _, source in volumes],
        },
    }
    spec: dict[str, Any] = {"replicas": service["replicas"], "template": template}
    spec["selector"] = {"matchLabels": labels}
    if own:
        spec |= {"serviceName": name, "volumeClaimTemplates": [_claim("own", "fast")]}
    metadata = {"name": name, "annotations": notes}
    return {"apiVersion": "apps/v1", "kind": service["kind"], "metadata": metadata, "spec": spec}


def _claim(name: str, storage_class: str) -> dict[str, Any]:
    spec = {"accessModes": ["ReadWriteOnce"], "storageClassName": storage_class}
    kind = {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}
    return {**kind, "metadata": {"name": name}, "spec": spec}


def _class(name: str, locality: str, reclaim: str) -> dict[str, Any]:
    facts = {"stateguide.dev/facts": json.dumps({"locality": locality})}
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": name, "annotations": facts},
        "provisioner": "csi.example.com",
        "reclaimPolicy": reclaim,
    }


WRITERS = {
    Platform.COMPOSE: _compose,
    Platform.SYSTEMD: _units,
    Platform.KUBERNETES: _manifests,
}
