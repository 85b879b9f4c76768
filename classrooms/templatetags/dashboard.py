"""How templates of a dashboard draw small charts and say shares."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from classrooms.dashboard.charts import bar, whisker
from classrooms.dashboard.heat import Cell
from classrooms.dashboard.items import FEWEST, Item

register = template.Library()
register.filter("bar", bar)

_NOT_MET = SafeString(
    '<td><span class="level is-none" aria-hidden="true">·</span>'
    '<span class="unseen">not met</span></td>'
)
_CELL = (
    '<td><span class="level is-{}" aria-hidden="true">{}/{}<small>{}</small></span>'
    '<span class="unseen">{} of {} in {}</span></td>'
)
_SHARE = '<td><span class="level is-{}">{}<small>{}</small></span></td>'


@register.filter
def percent(share: float) -> str:
    """A share of 0 to 1 in words: `46 %`."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


@register.filter
def mark(item: Item) -> str:
    """The share that was right within its interval, as the path of an SVG."""
    return whisker(item.facility, item.interval)


@register.simple_tag
def share_of(cell: Cell) -> SafeString:
    """The cell of a whole class: a share, where there are enough first tries for one."""
    if cell.questions < FEWEST:
        return cell_of(cell)
    share = percent(cell.points / cell.max_points)
    return format_html(_SHARE, cell.level, share, cell.questions)


@register.simple_tag
def cell_of(cell: Cell | None) -> SafeString:
    """A cell of the heat map. There are more than a thousand on a page: a template is too slow."""
    if cell is None:
        return _NOT_MET
    told = (cell.points, cell.max_points, cell.questions)
    return format_html(_CELL, cell.level, *told, *told)
