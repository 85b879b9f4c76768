"""The stylesheets stay small, and hold exactly what the templates use."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from stateguide.stylesheet import join, sources

CSS = settings.BASE_DIR / "static" / "css"
WRITERS = ("templates/**/*.html", "lessons/**/*.py", "static/js/**/*.js")
DYNAMIC = re.compile(r"is-|swatch--")  # ends in a value: the fate, the token
HOOKS = {"stands"}  # says what it is, and needs no rule


def _rules() -> set[str]:
    text = "".join(file.read_text() for file in CSS.rglob("*.css"))
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][a-z0-9_-]*)", re.sub(r"\{[^{}]*\}", "", without_comments)))


def _uses() -> set[str]:
    files = [file for pattern in WRITERS for file in settings.BASE_DIR.glob(pattern)]
    values = [
        re.sub(r"\S*\{\{.*?\}\}|\{%.*?%\}", " ", value)
        for file in files
        for value in re.findall(r'class(?:="|": ")([^"]*)"', file.read_text())
    ]
    return {name for value in values for name in value.split()}


def _are_constant(names: set[str]) -> set[str]:
    return {name for name in names if not DYNAMIC.match(name)}


def test_every_class_of_a_template_has_a_rule() -> None:
    assert _are_constant(_uses()) - _rules() - HOOKS == set()


def test_every_rule_has_a_use() -> None:
    assert _are_constant(_rules()) - _uses() == set()


@pytest.mark.parametrize(("name", "limit"), [("site.css", 5000), ("quiz.css", 3000)])
def test_a_stylesheet_stays_small_on_the_wire(name: str, limit: int) -> None:
    text = join(sources(CSS)[name]).encode()
    assert len(brotli.compress(text, mode=brotli.MODE_TEXT)) < limit


def test_components_take_colours_by_their_meaning() -> None:
    tokens = re.compile(r"oklch\(\d|#[0-9a-f]{3,8}\b|rgb\(|var\(--(blue|red|ochre|plum)\)")
    found = {
        file.name: tokens.findall(file.read_text())
        for file in CSS.rglob("*.css")
        if file.name != "tokens.css" and tokens.search(file.read_text())
    }
    assert found == {}


def test_every_font_comes_with_its_licence() -> None:
    names = {file.name for file in Path(settings.BASE_DIR / "static" / "fonts").iterdir()}
    assert {"LICENSE-ibm-plex.txt", "LICENSE-source-serif-4.txt"} <= names
