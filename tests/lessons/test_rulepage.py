"""docs/rules.md says what the rules say."""

from __future__ import annotations

from django.conf import settings

from lessons import rulepage
from whatif.rules import RULES

PAGE = rulepage.page(RULES)


def test_the_page_is_up_to_date() -> None:
    committed = (settings.BASE_DIR / "docs" / "rules.md").read_text(encoding="utf-8")
    assert committed == PAGE, "run `manage.py rules`"


def test_each_rule_has_one_line_with_its_source_and_its_statements() -> None:
    for rule in RULES.values():
        (line,) = (line for line in PAGE.splitlines() if f"| `{rule.name}` |" in line)
        cells = line.strip("| ").split(" | ")
        assert line.startswith(f"| {rule.number} |")
        assert f"]({rule.source})" in line
        assert (", ".join(rule.explains) or f"({rule.source}) |") in cells[-1] + " |"


def test_a_source_is_named_by_its_site() -> None:
    (line,) = (line for line in PAGE.splitlines() if "`memory`" in line)
    assert "[freedesktop.org](https://www.freedesktop.org/" in line
