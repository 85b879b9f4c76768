"""What is wrong in content/, said so that an author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

_FEW = 12  # names to list them all; more would hide the fault


class ContentFault(NamedTuple):
    """One fault: the file as a person names it, the line (from 1), and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadContent(ValueError):
    """Content that must not be shown; carries every fault that was found."""

    def __init__(self, faults: Iterable[ContentFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Source:
    """A file of content/ while it is read, and the list that its faults go to."""

    file: str
    faults: list[ContentFault]

    @classmethod
    def of(cls, path: Path, root: Path, faults: list[ContentFault]) -> Source:
        """`path` named from the folder that holds `root`: `content/lessons/01-x.md`."""
        return cls(path.relative_to(root.parent).as_posix(), faults)

    def fault(self, line: int, message: str) -> None:
        self.faults.append(ContentFault(self.file, line, message))


def choice(wanted: str, names: Iterable[str]) -> str:
    """What could have been meant by a name that is not there; of many names the nearest."""
    known = list(names)
    if len(known) <= _FEW:
        return f"there are {', '.join(known) or 'none'}"
    return f"the nearest are {', '.join(get_close_matches(wanted, known, cutoff=0))}"


def text_of(path: Path, source: Source) -> str | None:
    """The text of a file with its line ends as `\\n`; None, and a fault, where it has none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        source.fault(1, "the file is missing; write it, its keys are in content/README.md")
    except UnicodeDecodeError:
        source.fault(1, "this is not UTF-8; save the file as UTF-8")
    return None
