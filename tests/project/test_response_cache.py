"""What is kept is whole, belongs to one version, and is done without where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stateguide.response_cache import SHARED, Key, Response, ResponseCache, is_shared

KEY = Key("/lessons/a/", "br")
PAGE = Response("200 OK", [("Vary", "Accept-Encoding"), ("ETag", '"1-br"')], b"\x00\nbody\n")
Version = Callable[[], str]


def opened(folder: Path, version: Version = lambda: "v1") -> ResponseCache:
    cache = ResponseCache(folder, version)
    cache.open(["localhost"])
    return cache


def test_the_next_process_has_what_one_kept(tmp_path: Path) -> None:
    opened(tmp_path).keep(KEY, PAGE)
    found = ResponseCache(tmp_path, lambda: "v1")
    assert found.sound
    assert found.hosts == {"localhost"}
    assert [found.get(KEY), found.get(KEY)] == [PAGE, PAGE]
    assert found.get(Key("/lessons/a/", "gzip")) is None


def test_another_version_has_nothing_of_it(tmp_path: Path) -> None:
    opened(tmp_path).keep(KEY, PAGE)
    other = ResponseCache(tmp_path, lambda: "v2")
    assert not other.sound
    assert not other.hosts
    assert other.get(KEY) is None


def test_without_a_stamp_nobody_found_the_content_sound(tmp_path: Path) -> None:
    opened(tmp_path).keep(KEY, PAGE)
    stamp = tmp_path / "v1" / "hosts.json"
    for broken in (b"", b'["loc'):
        stamp.write_bytes(broken)
        assert not ResponseCache(tmp_path, lambda: "v1").sound
    stamp.unlink()
    assert not ResponseCache(tmp_path, lambda: "v1").sound


def test_files_that_changed_since_the_start_are_not_kept_as_those_of_the_start(
    tmp_path: Path,
) -> None:
    now = ["v1"]
    cache = opened(tmp_path, lambda: now[0])
    cache.keep(KEY, PAGE)
    now[0] = "v2"
    late = Key("/late/", "")
    cache.keep(late, PAGE)
    now[0] = "v1"  # what was rendered between may have come from either
    cache.keep(late, PAGE)
    assert (cache.get(KEY), cache.get(late)) == (PAGE, None)
    assert ResponseCache(tmp_path, lambda: "v1").get(late) is None


def test_a_version_that_changed_while_it_was_checked_gets_no_stamp(tmp_path: Path) -> None:
    now = ["v1"]
    cache = ResponseCache(tmp_path, lambda: now[0])
    now[0] = "v2"
    cache.open(["localhost"])
    assert list(tmp_path.iterdir()) == []


def test_files_that_cannot_be_read_are_no_version(tmp_path: Path) -> None:
    def unreadable() -> str:
        raise FileNotFoundError

    cache = opened(tmp_path, unreadable)
    cache.keep(KEY, PAGE)
    assert not cache.sound
    assert cache.get(KEY) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spoil", [lambda file: file[:-1], lambda file: b"", lambda file: b"\n\n"])
def test_a_damaged_file_is_not_served_and_is_written_anew(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    opened(tmp_path).keep(KEY, PAGE)
    file = tmp_path / "v1" / KEY.file
    file.write_bytes(spoil(file.read_bytes()))
    cache = ResponseCache(tmp_path, lambda: "v1")
    assert cache.get(KEY) is None
    cache.keep(KEY, PAGE)
    assert ResponseCache(tmp_path, lambda: "v1").get(KEY) == PAGE


def test_a_disk_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder would be", encoding="utf-8")
    cache = opened(taken)
    cache.keep(KEY, PAGE)
    assert cache.get(KEY) == PAGE  # in memory


def test_many_that_write_at_once_leave_whole_files_and_no_drafts(tmp_path: Path) -> None:
    page = Response("200 OK", [], b"x" * 200_000)
    caches = [opened(tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda cache: cache.keep(KEY, page), caches))
    assert {path.name for path in (tmp_path / "v1").iterdir()} == {"hosts.json", KEY.file}
    assert ResponseCache(tmp_path, lambda: "v1").get(KEY) == page


def test_of_old_versions_a_few_stay(tmp_path: Path) -> None:
    for number in range(6):
        opened(tmp_path, lambda: f"v{number}").keep(KEY, PAGE)  # noqa: B023
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "v5").is_dir()


@given(st.text(st.characters(codec="utf-8")), st.sampled_from(["", "br", "gzip"]))
def test_a_key_is_known_by_its_file(path: str, coding: str) -> None:
    key = Key(path, coding)
    assert Key.of(key.file) == key
    assert "/" not in key.file


@given(st.binary(), st.lists(st.tuples(st.text(), st.text())))
def test_a_response_is_unpacked_as_it_was(body: bytes, headers: list[tuple[str, str]]) -> None:
    response = Response("200 OK", headers, body)
    assert Response.unpacked(response.packed()) == response


def test_only_a_page_for_everyone_is_shared() -> None:
    page = [*SHARED.items(), ("Content-Encoding", "br")]
    assert is_shared("200 OK", page, "br")
    assert not is_shared("304 Not Modified", page, "br")
    assert not is_shared("200 OK", page, "gzip")
    assert not is_shared("200 OK", [*page, ("Set-Cookie", "a=1")], "br")
    assert not is_shared("200 OK", [*page, ("Vary", "Accept-Encoding, Cookie")], "br")
    assert not is_shared("200 OK", [*page, ("Cache-Control", "private")], "br")
