"""Compose files -> services."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Mapping as Lookup
from collections.abc import Sequence as Files

from whatif.model import Kind, Place, Policy, Service
from whatif.readers import blocks, compose_volumes, state
from whatif.readers.compose_merge import as_mapping, merged
from whatif.readers.contradictions import WITH_RESTART, check_removal
from whatif.readers.durations import spelled_out
from whatif.readers.faults import Report
from whatif.readers.images import chosen
from whatif.readers.interpolation import fields, with_defaults
from whatif.readers.kept import Kept
from whatif.readers.nodes import Mapping, Node, Scalar, Sequence
from whatif.readers.program import Container, Program, Variable
from whatif.readers.signals import listening

HOST = "host"
GRACE = 10.0
AFTER_CRASH = frozenset({"always", "unless-stopped", "on-failure", "any"})
AT_BOOT = frozenset({"always", "unless-stopped", "any"})
NOT_MODELLED = {
    "extends": "extends is not modelled yet: the service is read as it stands here",
    "profiles": "profiles are not modelled yet: the service is read as if its profile were on",
    "volumes_from": "volumes_from is not modelled yet",
}


def read(
    documents: Files[Mapping], images: Lookup[str, str], report: Report
) -> tuple[str, list[tuple[Service, Kept]]]:
    """The project's name, and its services with what they keep; later documents override."""
    root = merged(documents)
    if "include" in root:
        report.note(root.key("include"), "include is not modelled yet: give the files themselves")
    services = _services(root, report)
    volumes = compose_volumes.declared(root, report)
    read_services = [
        _service(key, node, images.get(key.text, ""), volumes, report) for key, node in services
    ]
    return root.text("name") or _directory(root.file), read_services


def _directory(file: str) -> str:
    return posixpath.basename(posixpath.dirname(file))


def _services(root: Mapping, report: Report) -> list[tuple[Scalar, Mapping]]:
    node = root.get("services")
    if node is not None and not isinstance(node, Mapping):
        report.fault(root.key("services"), "services is a mapping of services: write `web: {...}`")
    found = []
    for key, value in root.mapping("services").pairs():
        if key.text.startswith("x-"):
            continue
        if isinstance(value, Mapping):
            found.append((key, value))
        else:
            report.note(key.mark, f"service {key.text} says nothing: Compose will refuse the file")
    return found


def _service(
    key: Scalar, node: Mapping, instead: str, volumes: compose_volumes.Volumes, report: Report
) -> tuple[Service, Kept]:
    for word, what in NOT_MODELLED.items():
        if node.get(word) is not None:
            report.note(node.key(word), what)
    program = _program(key, node, instead, volumes, report)
    kept = state.kept(program, _block(node, "x-state", report), report)
    block = _block(node, "x-facts", report)
    facts = blocks.facts(block, report)
    routing = blocks.routing(_block(node, "x-routing", report), report)
    restart = _restart(node, report)
    check_removal(block, facts, WITH_RESTART if restart != "no" else "", report)
    service = Service(
        name=key.text,
        kind=Kind.CONTAINER,
        mark=key.mark,
        image=program.main.image,
        replicas=program.replicas,
        items=tuple(kept.items),
        policy=routing.policy or Policy.RANDOM,
        clients=routing.clients,
        nodes=facts.nodes or (HOST,),
        zones=facts.zones,
        processes=facts.processes,
        failover=facts.failover,
        restarts_after_crash=restart in AFTER_CRASH,
        starts_at_boot=restart in AT_BOOT,
        remove_on_exit=facts.remove_on_exit,
        container_name=node.text("container_name"),
        host_ports=_host_ports(node),
        depends_on=_names(node.get("depends_on")),
        grace=_grace(node, report),
        hears_stop=listening(program.main, kept, report),
        hostname=node.text("hostname"),
    )
    return service, kept


def _program(
    key: Scalar, node: Mapping, instead: str, volumes: compose_volumes.Volumes, report: Report
) -> Program:
    image, known = chosen(node.text("image"), instead)
    mark = next((node.key(word) for word in ("image", "build") if word in node), key.mark)
    environment = as_mapping(node.entries["environment"][1]) if "environment" in node else None
    pairs = list(environment.pairs()) if isinstance(environment, Mapping) else []
    container = Container(
        image=image,
        known=known,
        mark=mark,
        mounts=compose_volumes.mounts(node, volumes, known, mark, report),
        environment={k.text: v.text for k, v in pairs if isinstance(v, Scalar)},
        command=" ".join((command(node.get("entrypoint")), command(node.get("command")))),
    )
    return Program(
        name=key.text,
        containers=(container,),
        elsewhere=Place.WRITABLE_LAYER,
        block="x-state",
        replicas=_replicas(node, report),
        variables={k.text: Variable(k.mark) for k, _ in pairs},
        unseen=_env_file(node),
    )


def command(node: Node | None) -> str:
    """A command as one line, whether it is written as a text or as a list.

    >>> command(Scalar("redis-server --save ''", "compose.yaml", 1))
    "redis-server --save ''"
    """
    if isinstance(node, Scalar):
        return node.text
    items = node.items if isinstance(node, Sequence) else []
    return " ".join(shlex.quote(item.text) for item in items if isinstance(item, Scalar))


def _env_file(node: Mapping) -> Variable | None:
    """The file with the other variables, where it is one."""
    entry = node.get("env_file")
    items = entry.items if isinstance(entry, Sequence) else [entry]
    paths = [item.scalar("path") if isinstance(item, Mapping) else item for item in items]
    only = paths[0] if len(paths) == 1 else None
    return Variable(only.mark, only.text) if isinstance(only, Scalar) else None


def _grace(node: Mapping, report: Report) -> float:
    """Seconds from SIGTERM to SIGKILL."""
    found = node.scalar("stop_grace_period")
    if found is None:
        return GRACE
    grace = spelled_out(with_defaults(found.text))
    if grace is None:
        what = f"stop_grace_period is {found.text}, no duration: {GRACE:.0f}s assumed"
        report.note(found.mark, what)
    return GRACE if grace is None else grace


def _block(node: Mapping, key: str, report: Report) -> Mapping | None:
    return blocks.as_block(node.entries[key][1], report) if key in node else None


def _replicas(node: Mapping, report: Report) -> int:
    deploy = node.mapping("deploy")
    if deploy.text("mode") == "global":
        report.note(deploy.key("mode"), "mode global is not modelled yet: one instance assumed")
        return 1
    for holder, key in ((deploy, "replicas"), (node, "scale")):
        number = holder.scalar(key)
        if number is None:
            continue
        value = Scalar(with_defaults(number.text), number.file, number.line).integer()
        if value is not None and value >= 0:
            return value
        report.note(number.mark, f"{key} is {number.text}, not a number: one instance assumed")
        return 1
    return 1


def _restart(node: Mapping, report: Report) -> str:
    """The restart policy by name; the default of Compose is `no`."""
    policy = node.mapping("deploy", "restart_policy")
    holder, key = (node, "restart") if node.text("restart") else (policy, "condition")
    if not policy.entries and holder is policy:
        return "no"
    name = with_defaults(holder.text(key, "any")).partition(":")[0]
    if name == "on-failure":  # the sources disagree: R31
        what = "whether on-failure starts it after a reboot is not settled: read as no"
        report.note(holder.key(key), what)
    return name


def _host_ports(node: Mapping) -> tuple[int, ...]:
    """Ports of the host that only one container can have; a range leaves room for several."""
    ports = node.get("ports")
    found = []
    for item in ports.items if isinstance(ports, Sequence) else []:
        if isinstance(item, Mapping):
            published = item.text("published")
        elif isinstance(item, Scalar):
            parts = fields(item.text)
            published = parts[-2] if len(parts) > 1 else ""
        else:
            continue
        published = with_defaults(published)
        if published.isdecimal() and len(published) < 6:
            found.append(int(published))
    return tuple(dict.fromkeys(found))


def _names(node: Node | None) -> tuple[str, ...]:
    found = as_mapping(node) if node is not None else None
    return tuple(found.entries) if isinstance(found, Mapping) else ()


def looks_like(root: Mapping, name: str) -> bool:
    """Whether a document is a compose file, or one that only adds to others."""
    if "services" in root or "include" in root:
        return True
    return "compose" in name and any(key in root for key in ("volumes", "networks", "name"))
