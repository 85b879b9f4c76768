"""A real file -> a Stack, each fact with its line.

`read(files)` takes compose files, Kubernetes manifests or systemd units as they are. Everything
the real tool understands is read from them; what they cannot say stands in the three blocks of
the format (state, routing, facts).
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from types import MappingProxyType

from whatif.model import Mark, Platform, Service, Stack
from whatif.readers import compose, kubernetes, systemd, units
from whatif.readers.document import documents
from whatif.readers.faults import BadStack, Fault, Report, SourceFile
from whatif.readers.kept import Kept, check_references
from whatif.readers.nodes import Mapping, Node

__all__ = ["BadStack", "Fault", "SourceFile", "read"]

Services = list[tuple[Service, Kept]]
AS_WRITTEN: Lookup[str, str] = MappingProxyType({})


def read(
    files: Sequence[SourceFile], *, images: Lookup[str, str] = AS_WRITTEN, project: str = ""
) -> Stack:
    """The stack that the files describe together, in the order given.

    `images` (service -> image) and `project` stand in for what the files say: the same stack
    after an upgrade, or under another name.

    Raises BadStack with every fault that was found, never anything else.
    """
    report = Report()
    carriers = [_carrier(source, report) for source in files]
    _stop_at(report)
    platform = _platform(carriers, report)
    named, services = _services(platform, carriers, images, report)
    _check(services, files, report)
    _stop_at(report)
    return Stack(
        platform=platform,
        services=tuple(service for service, _ in services),
        not_modelled=tuple(dict.fromkeys(report.findings)),
        files=MappingProxyType({source.name: source.text for source in files}),
        project=project or named,
    )


Carrier = tuple[Platform, SourceFile, list[Mapping]]


def _carrier(source: SourceFile, report: Report) -> Carrier | None:
    """What a file is, and its documents; None after a fault."""
    if units.is_unit(source):
        return Platform.SYSTEMD, source, []
    try:
        trees = documents(source, report)
    except BadStack as bad:
        report.faults.extend(bad.faults)
        return None
    platform = _platform_of(source, trees)
    if platform is None:
        report.fault(Mark(source.name, trees[0].line if trees else 1), _no_carrier(source, trees))
        return None
    return platform, source, [tree for tree in trees if isinstance(tree, Mapping)]


def _platform_of(source: SourceFile, trees: list[Node]) -> Platform | None:
    mappings = [tree for tree in trees if isinstance(tree, Mapping)]
    if any(kubernetes.looks_like(tree) for tree in mappings):
        return Platform.KUBERNETES
    if any(compose.looks_like(tree, source.name) for tree in mappings):
        return Platform.COMPOSE
    return None


def _no_carrier(source: SourceFile, trees: list[Node]) -> str:
    """Why a file is none that can be read, and what to give instead."""
    name = source.name.rpartition("/")[2]
    if not trees:
        return "the file says nothing"
    root = trees[0] if isinstance(trees[0], Mapping) else Mapping(source.name, 1)
    if name.startswith(("Chart.", "values.")):
        return "this belongs to a Helm chart: give the output of helm template"
    if name.startswith("kustomization."):
        return "a kustomization only lists files: give the output of kubectl kustomize"
    if any(isinstance(node, Mapping) and "image" in node for _, node in root.pairs()):
        return "a compose file has its services below `services:`"
    return (
        "neither a compose file (services:) nor a Kubernetes manifest (apiVersion: and kind:) "
        "nor a systemd unit ([Service])"
    )


def _platform(carriers: Sequence[Carrier | None], report: Report) -> Platform:
    found = [carrier for carrier in carriers if carrier]
    if not found:
        report.fault(Mark("-", 1), "no file was given")
        _stop_at(report)
    platform, first, _ = found[0]
    for other, source, _ in found[1:]:
        if other is not platform:
            what = f"{first.name} is for {platform}, this is for {other}: a stack has one platform"
            report.fault(Mark(source.name, 1), what)
    _stop_at(report)
    return platform


def _services(
    platform: Platform,
    carriers: Sequence[Carrier | None],
    images: Lookup[str, str],
    report: Report,
) -> tuple[str, Services]:
    roots = [root for carrier in carriers if carrier for root in carrier[2]]
    if platform is Platform.COMPOSE:
        return compose.read(roots, images, report)
    if platform is Platform.KUBERNETES:
        return "", kubernetes.read(roots, images, report)
    found = [systemd.read(carrier[1], report) for carrier in carriers if carrier]
    return "", [service for service in found if service]


def _check(services: Services, files: Sequence[SourceFile], report: Report) -> None:
    """What can only be seen when all is read."""
    seen: dict[tuple[str, str, str], Service] = {}
    for service, _ in services:
        key = (service.kind, service.namespace, service.name)
        if key in seen:
            first = seen[key].mark
            what = f"{service.name} stands already in {first.file}:{first.line}"
            report.fault(service.mark, what)
        seen[key] = service
    check_references({service.name: kept for service, kept in services}, report)
    if not (services or report.findings or report.faults):
        report.fault(Mark(files[0].name, 1), "no service in it: nothing here runs or keeps state")


def _stop_at(report: Report) -> None:
    if report.faults:
        raise BadStack(report.faults)
