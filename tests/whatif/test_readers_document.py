"""YAML as a tree that keeps the text and the lines, within limits."""

from __future__ import annotations

import pytest
import yaml

from whatif.readers import BadStack, SourceFile, document, read
from whatif.readers.document import documents
from whatif.readers.faults import Report
from whatif.readers.nodes import Mapping, Node, Scalar, Sequence


def root(text: str, report: Report | None = None) -> Mapping:
    (tree,) = documents(SourceFile("a.yaml", text), report or Report())
    assert isinstance(tree, Mapping)
    return tree


def plain(node: Node) -> object:
    """The tree as lists, dicts and texts."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs()}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


def fault(text: str) -> str:
    with pytest.raises(BadStack) as caught:
        documents(SourceFile("a.yaml", text), Report())
    return str(caught.value)


@pytest.mark.parametrize(
    "text", ["22:22", "no", "on", "y", "010", "0644", "1_000", "1e3", "3.10", "2024-01-01", "="]
)
def test_a_scalar_stays_what_the_file_says(text: str) -> None:
    assert root(f"a: {text}").text("a") == text


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_no_value(text: str) -> None:
    assert root(f"a: {text}").get("a") is None


def test_a_quoted_null_is_a_text() -> None:
    assert root('a: "null"').text("a") == "null"


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("False", False), ("yes", None), ("1", None)]
)
def test_booleans_are_those_of_yaml_1_2(text: str, value: bool | None) -> None:
    assert Scalar(text, "a.yaml", 1).boolean() is value


@pytest.mark.parametrize(
    ("text", "value"), [("010", 10), ("-3", -3), ("0x10", None), ("9" * 20, None)]
)
def test_whole_numbers_are_decimal_and_short(text: str, value: int | None) -> None:
    assert Scalar(text, "a.yaml", 1).integer() == value


def test_keys_and_values_know_their_lines() -> None:
    tree = root("a:\n  b:\n    - c\n    - d\n")
    assert tree.mapping("a").key("b").line == 2
    assert [item.line for item in tree.mapping("a").texts("b")] == [3, 4]


def test_lines_are_counted_over_windows_and_old_mac_ends() -> None:
    assert root("a: 1\r\nb: 2\rc: 3").key("c").line == 3


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert "a" in root("\ufeffa: 1")


def test_of_equal_keys_the_last_counts_and_both_lines_are_told() -> None:
    report = Report()
    assert root("a: 1\nb: 2\na: 3\n", report).text("a") == "3"
    assert report.findings[0].what == "a stands twice, on lines 1 and 3: the last one counts"
    assert report.findings[0].mark.line == 3


def test_an_anchor_may_stand_twice() -> None:
    assert plain(root("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")) == {
        "a": "1",
        "b": "1",
        "c": "2",
        "d": "2",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("base: &b {x: 1, y: 2}\na: {<<: *b, y: 3}", {"y": "3", "x": "1"}),
        ("base: &b {x: 1}\na: {x: 0, <<: *b}", {"x": "0"}),
        ("base: &b {x: 1}\nmore: &m {x: 2, z: 3}\na: {<<: [*b, *m]}", {"x": "1", "z": "3"}),
        ("base: &b {x: 1}\nmore: &m {x: 2, z: 3}\na: {<<: *b, <<: *m}", {"x": "1", "z": "3"}),
        ("a: {<<: 7}", {}),
        ('a: {"<<": 7}', {"<<": "7"}),
    ],
)
def test_merge_keys_give_what_the_mapping_does_not_say_itself(text: str, expected: object) -> None:
    assert plain(root(text).entries["a"][1]) == expected


def test_an_unknown_tag_is_a_plain_value_and_told() -> None:
    report = Report()
    tree = root("a: !!python/object/apply:os.system ['id']\nb: !vault secret\n", report)
    assert plain(tree) == {"a": ["id"], "b": "secret"}
    assert [found.mark.line for found in report.findings] == [1, 2]


def test_a_tab_after_a_value_is_no_fault() -> None:
    assert plain(root("a: 1\t\nb: 2 \t # note\n")) == {"a": "1", "b": "2"}


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(BOMB, "a.yaml:6: more than 100,000 values once aliases", id="bomb"),
        pytest.param("a: &a [*a]", "a.yaml:1: &a contains itself", id="recursive"),
        pytest.param("x: 1\na: &a {b: *a}", "a.yaml:2: &a contains itself", id="recursive map"),
        pytest.param("a: *b", "a.yaml:1: nothing is named &b", id="unknown alias"),
        pytest.param("[" * 20_000, "a.yaml:1: nested deeper than 100", id="deep"),
        pytest.param("---\na\n" * 201, "a.yaml:401: more than 200 documents", id="documents"),
        pytest.param("a: " + "x" * 1_000_000, "a.yaml:1: longer than 1,000,000 bytes", id="long"),
        pytest.param("a: " + "é" * 500_000, "a.yaml:1: longer than 1,000,000 bytes", id="bytes"),
        pytest.param("a: 1\nb: \x00", "a.yaml:2: the character U+0000 is not", id="NUL"),
        pytest.param("a: \udce9", "a.yaml:1: the character U+DCE9 is not", id="undecoded"),
        pytest.param("a:\n\tb: 1", "a.yaml:2: a tab in the indentation: write spaces", id="tab"),
        pytest.param("a:\n\u00a0 b: 1", "a.yaml:2: an invisible character", id="pasted"),
        pytest.param("? [a]\n: 1", "a.yaml:1: a key must be plain text", id="complex key"),
        pytest.param("a: {{ .Values.a }}", "a.yaml:1: this is a template", id="template"),
        pytest.param("a: 1\n{{- if .b }}\nc: 2", "a.yaml:2: this is a template", id="control"),
        pytest.param("a: 1\nb: [", "a.yaml:2: not YAML: ", id="unclosed"),
        pytest.param("a: 1\n b: 2", "a.yaml:2: not YAML: ", id="indentation"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, expected: str) -> None:
    assert fault(text).startswith(expected)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n---\n", "null"])
def test_a_text_without_a_value_has_no_document(text: str) -> None:
    assert documents(SourceFile("a.yaml", text), Report()) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, {y: z}]\nc: |\n  t\n",
        "a: *b",
        "a: [",
        "a: &a [*a]",
        "a:\n\tb: 1",
        "[" * 500,
        BOMB,
    ],
)
def test_the_pure_scanner_reads_as_libyaml_does(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> object:
        try:
            return [plain(tree) for tree in documents(SourceFile("a.yaml", text), Report())]
        except BadStack as bad:
            return bad.faults[0].line

    fast = outcome()
    monkeypatch.setattr(document, "Loader", yaml.SafeLoader)
    assert outcome() == fast


def test_the_texts_inside_a_file_share_its_budget() -> None:
    unit = "[Service]\nExecStart=/bin/web\n[X-State]\n" + "x = {at: [a, a, a, a, a]}\n" * 15_000
    with pytest.raises(BadStack, match=r"^web\.service:\d+: more than 100,000 values") as caught:
        read([SourceFile("web.service", unit)])
    assert len(caught.value.faults) == 1
