"""Prose of content/ as HTML: Python-Markdown with raw HTML off and no attribute of style.

Only text in content/ is rendered, once a content version; what users type is shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from whatif.rules import by_number

RULE = re.compile(r"\[(R[0-9]{1,3})\](?![\[(])")
_CODE = re.compile(r"`[^`]*`")
_OTHER_LESSON = re.compile(r"\.\./(?P<lesson>[a-z0-9-]+)/(?P<anchor>(?:#.*)?)")
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]*)")

# Links by reference stand away from their target, where no check would meet it.
_BY_REFERENCE = ("reference", "short_reference", "image_reference", "short_image_ref")


class _RuleReference(InlineProcessor):
    """`[R21]` becomes the rule's number, linked to the documentation that it comes from."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        rule = by_number(match[1])
        if rule is None:
            return None, None, None
        link = Element("a", {"class": "rule", "href": rule.source, "title": rule.sentence})
        link.text = rule.number
        return link, match.start(0), match.end(0)


class _Tables(Treeprocessor):
    """Tables get the class of the look, and heads that say what they are the head of."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            table.set("class", "facts")
            for head in [*table.iter("th")]:
                if head.text or len(head):
                    head.set("scope", "col")
                else:  # the corner of a table is the head of nothing
                    head.tag = "td"


class _OtherLessons(Treeprocessor):
    """`../other-lesson/#anchor` leads there from whatever page the text stands on."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if found := _OTHER_LESSON.fullmatch(link.get("href", "")):
                there = reverse("lessons:lesson", args=[found["lesson"]])
                link.set("href", there + found["anchor"])


class _Ours(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the library's name
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        for name in ("html", "automail", "image_link", *_BY_REFERENCE):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_RuleReference(RULE.pattern, md), "rule", 175)
        md.treeprocessors.register(_Tables(md), "facts", 5)
        md.treeprocessors.register(_OtherLessons(md), "lessons", 4)


def prose(text: str) -> SafeString:
    """The HTML of several paragraphs."""
    extensions: list[str | Extension] = [
        TableExtension(use_align_attribute=True),
        "def_list",
        "sane_lists",
        _Ours(),
    ]
    html = markdown.markdown(text, extensions=extensions, output_format="html")
    return mark_safe(html)  # noqa: S308  from content/ alone, with raw HTML off


def line(text: str) -> SafeString:
    """The HTML of one line, without a paragraph round it."""
    html = prose(text)
    return mark_safe(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S308  as above


def plain(text: str) -> str:
    """One line of Markdown as the text that it shows."""
    return re.sub(r"[*`]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


class Reference(NamedTuple):
    """Something that a text points to, and where in the text it does."""

    position: int
    target: str


def rule_references(text: str) -> Iterator[Reference]:
    """The rule numbers that a text refers to."""
    for match in RULE.finditer(_without_code(text)):
        yield Reference(match.start(), match[1])


def links(text: str) -> Iterator[Reference]:
    """The targets of a text's links."""
    for match in _LINK.finditer(_without_code(text)):
        yield Reference(match.start(), match[1])


def _without_code(text: str) -> str:
    """The text with its code blanked out, everything else at its position."""
    return _CODE.sub(lambda match: " " * len(match[0]), text)
