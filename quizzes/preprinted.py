"""Markup that is alike for many, rendered once a process with blanks that each reply fills in.

The templates stay the one source of it: a blank is rendered like any value, as a mark that occurs
nowhere else, and cut out again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import escape


class Blanks(NamedTuple):
    """What differs from one reply to the next."""

    csrf_token: str
    submission: str  # the number of the form
    ticket: str = ""  # "" where no attempt is opened


_MARKS = Blanks(*(f"blank-{name}-{secrets.token_hex(8)}" for name in Blanks._fields))
_CUT = re.compile(f"({'|'.join(_MARKS)})")


@dataclass(frozen=True, slots=True)
class Preprinted:
    """The texts around the blanks, and which blank follows each."""

    texts: tuple[str, ...]
    blanks: tuple[int, ...]  # places in Blanks, between the texts

    @classmethod
    def of(cls, render: Callable[[Blanks], str]) -> Preprinted:
        """What `render` says of blanks; nothing of a request may come into it otherwise."""
        texts = _CUT.split(render(_MARKS))
        return cls(tuple(texts[::2]), tuple(_MARKS.index(mark) for mark in texts[1::2]))

    def filled(self, blanks: Blanks) -> str:
        """What `render` would say with these in the blanks."""
        escaped = [escape(text) for text in blanks]
        first, *rest = self.texts
        after = zip(self.blanks, rest, strict=True)
        return first + "".join(f"{escaped[blank]}{text}" for blank, text in after)
