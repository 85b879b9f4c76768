"""Whatever an answer depends on changes the fingerprint; nothing else does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from stateguide import fingerprint as module
from stateguide.fingerprint import MANIFEST, fingerprint

FILES = {
    "content/lessons/01-state.md": "# State",
    "lessons/__init__.py": "",
    "lessons/management/commands/rules.py": "RULES = 1",
    "stateguide/__init__.py": "",
    "stateguide/settings.py": 'env.bool("HTTPS", default=False)\nenv.str("DATA_DIR_2")\n',
    "templates/base.html": "<p>",
    MANIFEST: "{}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_it_stays_while_nothing_changes(root: Path) -> None:
    assert fingerprint(root) == fingerprint(root)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_changes_changes_it_even_where_size_and_time_stay(
    root: Path, name: str
) -> None:
    write(root / name, "AB")
    before, times = fingerprint(root), (root / name).stat()
    write(root / name, "BA")
    module.os.utime(root / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert fingerprint(root) != before


@pytest.mark.parametrize("name", ["content/new.yaml", "templates/a/b.html", "newapp/__init__.py"])
def test_a_file_that_comes_changes_it(root: Path, name: str) -> None:
    before = fingerprint(root)
    write(root / name, "")
    assert fingerprint(root) != before


def test_a_file_that_is_renamed_changes_it(root: Path) -> None:
    before = fingerprint(root)
    (root / "templates/base.html").rename(root / "templates/page.html")
    assert fingerprint(root) != before


def test_what_is_no_part_of_the_app_does_not(root: Path) -> None:
    before = fingerprint(root)
    for name in ("var/x", "lessons/__pycache__/a.pyc", "docs/a.md", "tests/__init__.py"):
        write(root / name, "x")
    assert fingerprint(root) == before


@pytest.mark.parametrize("name", ["HTTPS", "DATA_DIR_2", "DJANGO_SETTINGS_MODULE"])
def test_every_variable_that_the_settings_name_changes_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "0")
    before = fingerprint(root)
    monkeypatch.setenv(name, "1")
    assert fingerprint(root) != before
    monkeypatch.setenv("TERM_OF_MY_SHELL", "x")
    monkeypatch.setenv(name, "0")
    assert fingerprint(root) == before


def test_another_python_or_distribution_changes_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = root / "site"
    (place / "Django-5.2.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(place)])
    prints = [fingerprint(root)]
    (place / "Django-5.2.1.dist-info").rename(place / "Django-5.2.2.dist-info")
    prints.append(fingerprint(root))
    monkeypatch.setattr(sys, "version", "3.99")
    prints.append(fingerprint(root))
    assert len(set(prints)) == 3


def test_a_file_that_is_missing_has_no_fingerprint(root: Path) -> None:
    (root / MANIFEST).unlink()
    with pytest.raises(FileNotFoundError):
        fingerprint(root)


def test_it_reads_what_this_app_is_made_of() -> None:
    read = {Path(path) for path in module._files(settings.BASE_DIR)}
    own = [Path(app.path) for app in apps.get_app_configs() if _ours(Path(app.path))]
    folders = [settings.CONTENT_DIR, *settings.TEMPLATES[0]["DIRS"], *own]
    assert len(own) >= 4
    for folder in folders:
        assert any(path.is_relative_to(folder) for path in read), folder
    assert settings.STATIC_ROOT / "staticfiles.json" in read


def _ours(path: Path) -> bool:
    return path.parent == settings.BASE_DIR
