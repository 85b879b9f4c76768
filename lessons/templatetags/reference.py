"""Words for the pages where something is looked up."""

from __future__ import annotations

from django import template

register = template.Library()
_NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


@register.filter
def counted(count: int, words: str) -> str:
    """How many there are, at the beginning of a sentence: `1|counted:"place is,places are"`.

    >>> counted(1, "place is,places are"), counted(7, "place is,places are")
    ('One place is', 'Seven places are')
    """
    one, more = words.split(",")
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number} {one if count == 1 else more}"
