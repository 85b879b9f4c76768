"""The documentation is complete: every setting, verb and command has its place."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
OPERATE = (ROOT / "docs" / "operate.md").read_text()
CONTRIBUTE = (ROOT / "docs" / "contribute.md").read_text()
OURS = {"accounts", "classrooms", "lessons", "quizzes", "stateguide"}


def settings_read():
    text = (ROOT / "stateguide" / "settings.py").read_text()
    return sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text)) | {"HOST", "PORT"})


def test_settings_are_found():
    assert "DATA_DIR" in settings_read()


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_is_in_the_table(name):
    assert re.search(rf"^\| .*`{name}`", OPERATE, re.MULTILINE)


def test_every_verb_of_make_is_explained():
    verbs = re.findall(r"(?m)^([a-z]+):.*##", (ROOT / "Makefile").read_text())
    assert "run" in verbs
    missing = [verb for verb in verbs if f"`make {verb}`" not in CONTRIBUTE]
    assert missing in ([], ["help"])


@pytest.mark.parametrize("name", sorted(n for n, app in get_commands().items() if app in OURS))
def test_every_command_is_explained(name):
    documents = [*(ROOT / "docs").glob("*.md"), ROOT / "content" / "README.md"]
    assert any(name in document.read_text() for document in documents)


@pytest.mark.parametrize(
    "file", ["README.md", *(f"docs/{f.name}" for f in (ROOT / "docs").glob("*.md"))]
)
def test_every_link_between_documents_leads_somewhere(file):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / file).read_text()):
        assert ((ROOT / file).parent / target).exists(), target
