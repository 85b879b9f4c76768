from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.markdown import line, links, plain, prose, rule_references
from whatif.rules import by_number


def test_a_rule_reference_leads_to_the_source_of_the_rule() -> None:
    rule = by_number("R7")
    assert rule is not None
    assert f'<a class="rule" href="{rule.source}"' in prose("So it goes. [R7]")
    assert ">R7</a>" in prose("So it goes. [R7]")


@pytest.mark.parametrize("text", ["`[R7]`", "[R999]", "[R7](#x)"])
def test_what_is_no_rule_reference_stays(text: str) -> None:
    assert 'class="rule"' not in prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b> c",
        '<div style="color: red">x</div>',
        "<style>p {}</style>",
        "<!-- hidden -->",
        "![x](y.png)",
        "[x]\n\n[x]: javascript:y",
    ],
)
def test_raw_html_images_and_hidden_links_are_shown_as_text(text: str) -> None:
    html = prose(text)
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}
    assert not re.search(r"<[^>]*(style|on\w+)=", html)


def test_a_hidden_link_is_not_taken_away_but_shown() -> None:
    assert "[x]: javascript:y" in prose("[x]\n\n[x]: javascript:y")


def test_tables_are_aligned_without_style_and_say_what_heads_are_heads_of() -> None:
    html = prose("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<table class="facts">' in html
    assert '<th align="center" scope="col">a</th>' in html
    assert "style" not in html


def test_an_empty_corner_of_a_table_is_the_head_of_nothing() -> None:
    html = prose("| | b |\n|---|---|\n| 1 | 2 |")
    assert re.findall(r"<t[hd]\b[^>]*>", html) == ["<td>", '<th scope="col">', "<td>", "<td>"]


@given(st.text(alphabet="<>\"'=/ abonstyle[](){}*`#!:\n", max_size=60))
def test_no_text_can_write_a_tag_of_its_own(text: str) -> None:
    tags = re.findall(r"<(\w+)([^>]*)>", prose(text))
    assert {name for name, _ in tags} <= set(
        "a b blockquote br code dd dl dt em h1 h2 h3 h4 h5 h6 hr li ol p pre strong ul".split()
    )
    assert not [
        rest for _, rest in tags if re.search(r"\b(style|on\w+)\s*=", _outside_quotes(rest))
    ]


def _outside_quotes(attributes: str) -> str:
    return re.sub(r'"[^"]*"', '""', attributes)


def test_a_line_has_no_paragraph_round_it() -> None:
    assert line("**Line 7** decides `B`.") == "<strong>Line 7</strong> decides <code>B</code>."


def test_a_line_as_plain_text() -> None:
    assert plain("Where `web` [lives](#x) *now*") == "Where web lives now"


def test_references_tell_where_they_stand() -> None:
    text = "See `[R1]`, [R21] and [a](../b/#c)."
    assert list(rule_references(text)) == [(12, "R21")]
    assert list(links(text)) == [(22, "../b/#c")]


def test_a_link_to_another_lesson_leads_there_from_every_page() -> None:
    said = prose("See [there](../stateful-systems/#recovery) and [that](../what-is-state/).")
    assert 'href="/lessons/stateful-systems/#recovery"' in said
    assert 'href="/lessons/what-is-state/"' in said
    assert 'href="#here"' in prose("[here](#here)")
