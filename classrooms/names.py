"""The name that others see: what may be one, when two are the same, and which look deceiving."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from django import forms

LONGEST = 40  # code points; a family of emoji is seven
LONGEST_KEY = 80  # as compatibility forms write it out
MARKS = 4  # on one letter: enough for every language that stacks them
# They turn the direction of what follows, beyond the name too.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# They show nothing, though their category is that of letters, marks or symbols.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # which drawing of the sign before them
# Scripts that one word of Chinese, Japanese or Korean mixes.
EAST_ASIAN = frozenset(
    {"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA"}
)


class BadName(ValueError):
    """A text that is no name to show; says why in a sentence for its author."""


class Name(NamedTuple):
    """A name as it is shown, and what is the same for names that look alike."""

    shown: str
    key: str


def name_of(text: str) -> Name:
    """The name in what somebody typed. Raises BadName.

    >>> name_of("  Ada   Lovelace ")
    Name(shown='Ada Lovelace', key='ada lovelace')
    """
    shown = line_of(text, LONGEST)
    name = Name(shown, key_of(shown))
    if len(name.key) > LONGEST_KEY:
        raise BadName(_too_long(LONGEST))
    return name


def line_of(text: str, longest: int) -> str:
    """A line that can stand in lists beside others: stripped, in NFC. Raises BadName."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if fault := _fault(line, longest):
        raise BadName(fault)
    return line


def key_of(shown: str) -> str:
    """The same for names that look alike: no case, no compatibility forms, nothing unseen."""
    plain = unicodedata.normalize("NFKC", shown).casefold()
    visible = "".join(sign for sign in plain if not _unseen(sign))
    return unicodedata.normalize("NFKC", visible)


def _fault(line: str, longest: int) -> str:
    """What is wrong with a line, in a sentence; "" where nothing is."""
    if not any(map(_shows, line)):
        return "Enter a name that can be seen."
    if len(line) > longest:
        return _too_long(longest)
    if TURNING & set(line):
        return "A name cannot hold signs that turn the direction of writing."
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in line):
        return "A name cannot hold control characters."
    if _most_marks(line) > MARKS:
        return f"A letter of a name can carry {MARKS} marks at most."
    return ""


def _too_long(longest: int) -> str:
    return f"Enter a name of at most {longest} characters."


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CMZ" and sign not in BLANK


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or sign in BLANK or sign in VARIANTS


def _most_marks(text: str) -> int:
    """The longest run of combining marks."""
    run = most = 0
    for sign in text:
        run = run + 1 if unicodedata.category(sign)[0] == "M" else 0
        most = max(most, run)
    return most


def is_mixed(name: str) -> bool:
    """Whether a word has letters of two scripts, as a Cyrillic letter in a Latin name.

    >>> is_mixed("Admin"), is_mixed("\\u0410dmin"), is_mixed("Иван Petrov")
    (False, True, False)
    """
    return any(len(_scripts(word)) > 1 for word in name.split())


def _scripts(word: str) -> set[str]:
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", word))
    # Python knows no scripts, but the name of a letter begins with its own.
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return found - EAST_ASIAN - {"MODIFIER", ""}


class LineField(forms.CharField):
    """Gives a line that can be seen, as the name of a class."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(strip=False, required=False, **options)
        self._longest = longest

    def clean(self, value: str | None) -> Any:
        """The faults of every text first, as a NUL, then those of a name."""
        text = super().clean(value)
        try:
            return self.told(text)
        except BadName as bad:
            raise forms.ValidationError(str(bad)) from None

    def told(self, text: str) -> Any:
        """What the text says. Raises BadName."""
        return line_of(text, self._longest)


class NameField(LineField):
    """Gives a Name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(LONGEST, **options)

    def told(self, text: str) -> Name:
        """What the text says. Raises BadName."""
        return name_of(text)
