"""docs/rules.md: every rule of the engine with its source and what it explains."""

from __future__ import annotations

from collections.abc import Iterator

from whatif.rule import Group, Rule, Rules, grouped

_HEAD = """\
# Rules

The rules by which outcomes are computed, by what they decide and in the order in which they are
asked. Written by `manage.py rules`; do not edit it. A number may stand at several functions: each
carries out a part of it. The statements are those of `content/statements.yaml`.

R31 and R37 are left out: of the first documentation and an experiment disagree, the second is read
in source code alone. So no answer rests on them.
"""


def page(rules: Rules) -> str:
    """docs/rules.md."""
    parts = [line for group, found in grouped(rules).items() for line in _chapter(group, found)]
    return "\n".join([_HEAD, *parts]) + "\n"


def _chapter(group: Group, rules: tuple[Rule, ...]) -> Iterator[str]:
    yield f"## {group[0].upper()}{group[1:]}\n"
    yield "| | rule | says | source | statements |"
    yield "|---|---|---|---|---|"
    yield from (_line(rule) for rule in rules)
    yield ""


def _line(rule: Rule) -> str:
    source = f"[{_site(rule.source)}]({rule.source})"
    statements = ", ".join(rule.explains)
    return f"| {rule.number} | `{rule.name}` | {rule.sentence} | {source} | {statements} |"


def _site(address: str) -> str:
    """Whose page it is.

    >>> _site("https://www.postgresql.org/docs/15/backup.html")
    'postgresql.org'
    """
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")
