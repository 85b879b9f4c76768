"""systemd units: directories, private places, who starts it again."""

from __future__ import annotations

import pytest

from tests.whatif.files import faults, findings, item, location, only_service, unit
from whatif.model import Kind, Mark, Place, Platform
from whatif.readers import SourceFile, read


def at(path: str, *settings: str) -> str:
    """A unit whose one item lies at the path; the settings start on line 3."""
    lines = ["[Service]", "ExecStart=/bin/web", *settings, "[X-State]", f"x = {{at: {path}}}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("path", "setting", "place"),
    [
        ("/var/lib/web/x", "StateDirectory=web", Place.HOST_FILE),
        ("/var/lib/b", "StateDirectory=a b", Place.HOST_FILE),
        ("/var/cache/web", "CacheDirectory=web", Place.HOST_FILE),
        ("/var/log/web/x", "LogsDirectory=web", Place.HOST_FILE),
        ("/run/web/x", "RuntimeDirectory=web", Place.UNIT_DIRECTORY),
        ("/var/run/web/x", "RuntimeDirectory=web", Place.UNIT_DIRECTORY),
        ("/run/web/x", "RuntimeDirectory=%N", Place.UNIT_DIRECTORY),
        ("/tmp/x", "PrivateTmp=yes", Place.UNIT_DIRECTORY),
        ("/var/tmp/x", "PrivateTmp=true", Place.UNIT_DIRECTORY),
        ("/tmp/x", "PrivateTmp=disconnected", Place.UNIT_DIRECTORY),
        ("/tmp/x", "DynamicUser=1", Place.UNIT_DIRECTORY),
        ("/srv/x", "TemporaryFileSystem=/srv:size=1M /opt", Place.UNIT_DIRECTORY),
        ("/data/x", "BindPaths=/mnt/disk:/data", Place.HOST_FILE),
    ],
)
def test_a_setting_gives_a_path_its_place(path: str, setting: str, place: Place) -> None:
    stack = unit(at(path, setting))
    found = location(stack, "x")
    assert (found.place, found.mark) == (place, Mark("web.service", 3))
    assert findings(stack) == []


@pytest.mark.parametrize(
    ("path", "setting", "place"),
    [
        ("/var/lib/web", "Nice=1", Place.HOST_FILE),
        ("/run/x", "Nice=1", Place.HOST_TMPFS),
        ("/dev/shm/x", "Nice=1", Place.HOST_TMPFS),
        ("/run/other", "RuntimeDirectory=web", Place.HOST_TMPFS),
        ("/srv/x", "PrivateTmp=no", Place.HOST_FILE),
        ("/var/lib/web", "StateDirectory=web\nStateDirectory=", Place.HOST_FILE),
    ],
)
def test_any_other_path_is_one_of_the_host(path: str, setting: str, place: Place) -> None:
    text = at(path, setting)
    found = location(unit(text), "x")
    assert (found.place, found.mark.line) == (place, text.count("\n"))


@pytest.mark.parametrize(
    ("setting", "grace"),
    [
        ("Nice=1", 90.0),
        ("TimeoutStopSec=5min 20s", 320.0),
        ("TimeoutStopSec=20", 20.0),
        ("TimeoutSec=1h", 3600.0),
        ("TimeoutStopSec=infinity", float("inf")),
        ("TimeoutStopSec=long", 90.0),
    ],
)
def test_a_unit_has_its_time_to_stop(setting: str, grace: float) -> None:
    stack = unit(at("/x", setting))
    assert only_service(stack).grace == grace
    said = "TimeoutStopSec is long, no duration: 90s assumed"
    assert findings(stack) == ([(said, 3)] if "long" in setting else [])


@pytest.mark.parametrize(
    ("setting", "kept"),
    [("Nice=1", False), ("FileDescriptorStoreMax=0", False), ("FileDescriptorStoreMax=8", True)],
)
def test_the_manager_may_keep_descriptors(setting: str, kept: bool) -> None:
    assert only_service(unit(at("/x", setting))).keeps_descriptors is kept


@pytest.mark.parametrize(
    ("setting", "source", "line"),
    [
        ("EnvironmentFile=-/etc/default/web", "/etc/default/web", 3),
        ("EnvironmentFile=/a\nEnvironmentFile=/b", "", 6),
        ("Environment=KEY=x", "", 3),
    ],
)
def test_a_variable_comes_from_a_file(setting: str, source: str, line: int) -> None:
    found = location(unit(at("env:KEY", setting)), "x")
    assert (found.name, found.source, found.mark.line) == ("KEY", source, line)


def test_a_preserved_runtime_directory_lives_as_long_as_the_boot() -> None:
    text = at("/run/web/x", "RuntimeDirectory=web", "RuntimeDirectoryPreserve=yes")
    assert location(unit(text), "x").place is Place.HOST_TMPFS


@pytest.mark.parametrize(
    ("path", "setting", "finding", "line"),
    [
        ("/tmp/x", "Nice=1", "what a boot does to /tmp differs between systems", 5),
        ("/x", "RuntimeDirectoryPreserve=restart", "RuntimeDirectoryPreserve=restart is not", 3),
        ("/x", "StateDirectory", "neither a section nor key=value in one", 3),
    ],
)
def test_what_is_assumed_or_not_modelled_is_said(
    path: str, setting: str, finding: str, line: int
) -> None:
    ((what, found),) = findings(unit(at(path, setting)))
    assert what.startswith(finding)
    assert found == line


def test_a_unit_says_what_it_is() -> None:
    text = """\
        # a comment
        [Unit]
        Requires=db.service network.target
        [Service]
        ExecStart=/bin/web \\
          # a comment inside
          --port 80
        Environment="TOKEN=a" B=2
        Restart=always
        [Install]
        WantedBy=multi-user.target
        [X-State]
        token = {at: "env:TOKEN"}
        """
    stack = unit(text, "units/web.service")
    service = only_service(stack)
    assert (stack.platform, service.name, service.kind) == (Platform.SYSTEMD, "web", Kind.UNIT)
    assert (service.mark.line, service.nodes, service.replicas) == (5, ("host",), 1)
    assert (service.restarts_after_crash, service.starts_at_boot) == (True, True)
    assert service.depends_on == ("db",)
    assert location(stack, "token").mark.line == 8


@pytest.mark.parametrize(
    ("restart", "again"),
    [
        *(("no", False), ("on-success", False), ("on-watchdog", False)),
        *(("always", True), ("on-failure", True), ("on-abnormal", True), ("on-abort", True)),
    ],
)
def test_who_starts_it_after_a_kill(restart: str, again: bool) -> None:
    service = only_service(unit(at("/x", f"Restart={restart}")))
    assert (service.restarts_after_crash, service.starts_at_boot) == (again, False)


def test_no_block_means_that_nothing_is_known() -> None:
    expected = [("the program of web is unknown: say what it keeps in [X-State]", 2)]
    assert findings(unit("[Service]\nExecStart=/bin/web\n")) == expected


def test_an_empty_section_says_that_nothing_is_kept() -> None:
    stack = unit("[Service]\nExecStart=/bin/web\n[X-State]\n")
    assert (only_service(stack).items, findings(stack)) == ((), [])


def test_several_units_make_one_stack() -> None:
    db = at("/var/lib/db").replace("x =", "rows =")
    web = at("/var/cache/web").replace("x = {", "pages = {role: derived, of: db/rows, ")
    stack = read([SourceFile("db.service", db), SourceFile("web.service", web)])
    assert [service.name for service in stack.services] == ["db", "web"]
    assert item(stack, "pages").of == "db/rows"


def test_the_same_unit_twice_is_a_fault() -> None:
    with pytest.raises(ValueError, match=r"b/a\.service:2: a stands already in a\.service:2"):
        read([SourceFile("a.service", at("/x")), SourceFile("b/a.service", at("/x"))])


@pytest.mark.parametrize("text", ["[Timer]\nOnCalendar=daily\n", "[Unit]\nDescription=x\n"])
def test_another_kind_of_unit_is_not_modelled(text: str) -> None:
    stack = unit(text, "a.timer")
    assert stack.services == ()
    assert "and no [Service] is not modelled" in findings(stack)[0][0]


def test_a_character_that_no_text_has_is_refused() -> None:
    assert faults("[Service]\nA=\x00\n", "a.service") == [
        "a.service:2: the character U+0000 is not allowed in a text file"
    ]
