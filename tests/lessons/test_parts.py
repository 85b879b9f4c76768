from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lessons.faults import ContentFault, Source
from lessons.fields import fields_of
from lessons.parts import Part, PartKind, parts_of, sections_of

LINES = st.sampled_from(
    ["words", "", "## A {#a}", "## B", "# C", "### D", "```note", "````try", "```", "````", "~~~"]
)


def cut(text: str, after: int = 0) -> tuple[tuple[Part, ...], list[ContentFault]]:
    faults: list[ContentFault] = []
    return parts_of(text, Source("lesson.md", faults), after=after), faults


def test_parts_know_the_line_they_begin_on() -> None:
    text = "Prose.\n\n## A {#a}\n\nMore\nprose.\n```note\nAside.\n```\n```yaml\nx: 1\n```"
    parts, faults = cut(text, after=10)
    assert not faults
    assert [(part.kind, part.line, part.text) for part in parts] == [
        (PartKind.PROSE, 11, "Prose."),
        (PartKind.HEADING, 13, "A"),
        (PartKind.PROSE, 15, "More\nprose."),
        (PartKind.NOTE, 17, "Aside."),
        (PartKind.CODE, 20, "x: 1"),
    ]


def test_a_longer_fence_holds_a_shorter_one() -> None:
    parts, faults = cut("````note\n```yaml\nx: 1\n```\n````")
    assert not faults
    assert [part.text for part in parts] == ["```yaml\nx: 1\n```"]


def test_figures_and_code_are_not_read_word_by_word() -> None:
    parts, _ = cut("Four [linked words](https://a/b) here.\n```yaml\none: two\n```")
    assert sum(part.words for part in parts) == 4


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_is_cut_into_parts_in_order_and_no_word_is_dropped(text: str) -> None:
    parts, _ = cut(text)
    lines = [part.line for part in parts]
    assert lines == sorted(lines)
    assert "\n".join(part.text for part in parts).count("words") == text.count("words")
    under = [part for heading, parts in sections_of(parts) for part in (heading, *parts) if part]
    assert under == list(parts)


@given(st.text(max_size=80) | st.text(alphabet="ab: -[]{}\n\"'&*#|>", max_size=40))
def test_any_text_is_a_mapping_or_a_fault(text: str) -> None:
    faults: list[ContentFault] = []
    fields = fields_of(text, Source("scenario.yaml", faults))
    assert fields is not None or faults
    for key in fields.keys() if fields else ():
        assert fields is not None
        assert 1 <= fields.at(key) <= text.count("\n") + 2
