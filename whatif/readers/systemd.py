"""systemd units -> services."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, join

from whatif.model import Kind, Mark, Place, Policy, Service
from whatif.readers import blocks, state
from whatif.readers.contradictions import NO_DOCKER, check_removal
from whatif.readers.document import documents
from whatif.readers.durations import spelled_out
from whatif.readers.faults import BadStack, Report, SourceFile, TooMuch
from whatif.readers.kept import Kept
from whatif.readers.mounts import Mount, by_target, normal
from whatif.readers.nodes import Mapping, Scalar
from whatif.readers.program import Container, Program, Variable
from whatif.readers.units import Unit, parse

HOST = "host"
GRACE = 90.0
IN_MEMORY = ("/run", "/var/run", "/dev/shm")
TEMPORARY = ("/tmp", "/var/tmp")
LASTING = {  # directories that stay when the unit stops
    "StateDirectory": "/var/lib",
    "CacheDirectory": "/var/cache",
    "LogsDirectory": "/var/log",
    "ConfigurationDirectory": "/etc",
}
AFTER_KILL = frozenset({"always", "on-failure", "on-abnormal", "on-abort"})


def read(source: SourceFile, report: Report) -> tuple[Service, Kept] | None:
    """The service of a unit file; None, with a finding, for another kind of unit."""
    unit = parse(source, report)
    name = basename(source.name).removesuffix(".service")
    mark = _mark(unit)
    if "Service" not in unit.sections and "X-State" not in unit.sections:
        kinds = ", ".join(unit.sections) or "nothing"
        report.note(mark, f"a unit with {kinds} and no [Service] is not modelled")
        return None
    program = _program(name, unit, mark)
    kept = state.kept(program, _block(unit, "X-State", report), report)
    _note_tmp(kept, report)
    _note_preserved(unit, report)
    block = _block(unit, "X-Facts", report)
    facts = blocks.facts(block, report)
    check_removal(block, facts, NO_DOCKER, report)
    routing = blocks.routing(_block(unit, "X-Routing", report), report)
    service = Service(
        name=name,
        kind=Kind.UNIT,
        mark=mark,
        items=tuple(kept.items),
        policy=routing.policy or Policy.RANDOM,
        clients=routing.clients,
        nodes=facts.nodes or (HOST,),
        zones=facts.zones,
        processes=facts.processes,
        failover=facts.failover,
        restarts_after_crash=unit.text("Service", "Restart", "no") in AFTER_KILL,
        starts_at_boot=_starts_at_boot(unit),
        depends_on=tuple(_required(unit)),
        grace=_grace(unit, report),
        keeps_descriptors=_keeps_descriptors(unit),
    )
    return service, kept


def _mark(unit: Unit) -> Mark:
    """The line of the program, else the first of the file."""
    found = unit.value("Service", "ExecStart")
    return found.mark if found else Mark(unit.file, 1)


def _program(name: str, unit: Unit, mark: Mark) -> Program:
    variables = {
        word.text.partition("=")[0]: Variable(word.mark)
        for word in unit.words("Service", "Environment")
    }
    files = unit.values("Service", "EnvironmentFile")
    path = files[0].text.removeprefix("-") if len(files) == 1 else ""
    container = Container(mark=mark, mounts=by_target(_mounts(unit)))
    return Program(
        name=name,
        containers=(container,),
        elsewhere=Place.HOST_FILE,
        block="[X-State]",
        variables=variables,
        unseen=Variable(files[0].mark, path) if path else None,
    )


def _grace(unit: Unit, report: Report) -> float:
    """Seconds from SIGTERM to SIGKILL."""
    found = unit.value("Service", "TimeoutStopSec") or unit.value("Service", "TimeoutSec")
    grace = spelled_out(found.text) if found else GRACE
    if found is not None and grace is None:
        what = f"TimeoutStopSec is {found.text}, no duration: {GRACE:.0f}s assumed"
        report.note(found.mark, what)
    return GRACE if grace is None else grace


def _keeps_descriptors(unit: Unit) -> bool:
    """Whether sockets outlive a restart of the unit."""
    found = unit.value("Service", "FileDescriptorStoreMax")
    return bool(found and found.integer())


def _mounts(unit: Unit) -> Iterator[Mount]:
    """Which directories are not simply those of the host, or are and decide something."""
    for target in IN_MEMORY:
        yield Mount(target=target, place=Place.HOST_TMPFS, mark=None)
    for key, folder in LASTING.items():
        for word in unit.words("Service", key):
            target = normal(join(folder, word.text.partition(":")[0]))
            yield Mount(target=target, place=Place.HOST_FILE, mark=word.mark)
    preserved = unit.says_yes("Service", "RuntimeDirectoryPreserve")
    runtime = Place.HOST_TMPFS if preserved else Place.UNIT_DIRECTORY
    for word in unit.words("Service", "RuntimeDirectory"):
        name = word.text.partition(":")[0]
        for folder in ("/run", "/var/run"):
            yield Mount(target=normal(join(folder, name)), place=runtime, mark=word.mark)
    yield from _private(unit)


def _private(unit: Unit) -> Iterator[Mount]:
    """What the unit alone sees, for as long as it runs."""
    private = unit.says_yes("Service", "DynamicUser") or unit.says_yes("Service", "PrivateTmp")
    disconnected = unit.value("Service", "PrivateTmp")
    if disconnected and disconnected.text == "disconnected":
        private = disconnected
    if private:
        for target in TEMPORARY:
            yield Mount(target=target, place=Place.UNIT_DIRECTORY, mark=private.mark)
    for word in unit.words("Service", "TemporaryFileSystem"):
        target = normal(word.text.partition(":")[0])
        yield Mount(target=target, place=Place.UNIT_DIRECTORY, mark=word.mark)
    for key in ("BindPaths", "BindReadOnlyPaths"):
        for word in unit.words("Service", key):
            source, _, rest = word.text.lstrip("-").partition(":")
            target = normal(rest.partition(":")[0] or source)
            yield Mount(target=target, place=Place.HOST_FILE, mark=word.mark, name=normal(source))


def _starts_at_boot(unit: Unit) -> bool:
    wanted = ("WantedBy", "RequiredBy", "UpheldBy")
    return any(unit.value("Install", key) for key in wanted)


def _required(unit: Unit) -> Iterator[str]:
    for key in ("Requires", "BindsTo", "Wants"):
        for word in unit.words("Unit", key):
            if word.text.endswith(".service"):
                yield word.text.removesuffix(".service")


def _note_preserved(unit: Unit, report: Report) -> None:
    """A directory kept over a restart but not over a stop is a place that the model has not."""
    found = unit.value("Service", "RuntimeDirectoryPreserve")
    if found and found.text == "restart":
        what = "RuntimeDirectoryPreserve=restart is not modelled yet: read as no"
        report.note(found.mark, what)


def _note_tmp(kept: Kept, report: Report) -> None:
    """Distributions differ in what a boot does to /tmp, so no outcome rests on it."""
    for item in kept.items:
        path = item.location.path
        if item.location.place is Place.HOST_FILE and path.startswith("/tmp/"):
            report.note(item.mark, "what a boot does to /tmp differs between systems")


def _block(unit: Unit, section: str, report: Report) -> Mapping | None:
    """A block as the mapping that it is in the other carriers."""
    if section not in unit.sections:
        return None
    block = Mapping(unit.file, 1)
    for key, value in unit.sections[section]:
        node = _flow(value, report)
        if node is None:
            continue
        if key.text in block.entries:
            block.twice.append((key, block.entries[key.text][0].line))
        block.entries[key.text] = (key, node)
    return block


def _flow(value: Scalar, report: Report) -> Mapping | Scalar | None:
    """A YAML flow value; None after a fault."""
    try:
        trees = documents(SourceFile(value.file, value.text), report.inner(), value.line)
    except TooMuch:
        raise
    except BadStack as bad:
        report.faults.extend(bad.faults)
        return None
    return trees[0] if trees else Scalar("", value.file, value.line, plain=True)  # type: ignore[return-value]
