"""What a reader hands over beside the stack: faults that stop it, findings that do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from whatif.model import Mark, NotModelled


class SourceFile(NamedTuple):
    """One file of a stack, as text."""

    name: str
    text: str


class Fault(NamedTuple):
    """Something wrong in a file of the stack; lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadStack(ValueError):
    """The files make no stack; `faults` says why, all of it in one go."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class TooMuch(BadStack):
    """A limit on the size of a file was passed: nothing more is read."""


@dataclass(slots=True)
class Report:
    """Collects faults and findings while the files are read."""

    faults: list[Fault] = field(default_factory=list)
    findings: list[NotModelled] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)  # read so far, by file: it has one budget

    def fault(self, mark: Mark, message: str) -> None:
        self.faults.append(Fault(mark.file, mark.line, message))

    def inner(self) -> Report:
        """For a text inside a file: the same budget, findings of its own."""
        return Report(nodes=self.nodes)

    def note(self, mark: Mark, what: str) -> None:
        self.findings.append(NotModelled(what, mark))
