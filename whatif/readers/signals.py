"""Whether a program hears SIGTERM: a shell that is PID 1 may keep the signal to itself."""

from __future__ import annotations

import shlex
from enum import Enum

from whatif.readers.faults import Report
from whatif.readers.kept import Kept
from whatif.readers.program import Container
from whatif.readers.settings import script_at

SEPARATORS = frozenset({";", "&&", "||", "&"})
BEFORE_A_COMMAND = SEPARATORS | {"", "then", "else", "do", "{", "("}
# With one of these at its end the shell has stayed to run it, so the program before it was a child.
SHELL_STAYS = frozenset({"echo", "printf", "exit", "true", ":", "wait", "sleep", "done"})


class Hears(Enum):
    """What is known of the way of SIGTERM to the program."""

    YES = "yes"
    NO = "no"
    UNSETTLED = "unsettled"  # it depends on which shell it is


def hears_stop(command: str) -> Hears:
    """Whether the program of a container hears SIGTERM, by its command as one line.

    >>> hears_stop("sh -c 'app | tee log'"), hears_stop("sh -c 'prepare; exec app'")
    (<Hears.NO: 'no'>, <Hears.YES: 'yes'>)
    """
    try:
        words = shlex.split(command)
        if script_at(words) != 2:  # no shell, or not as PID 1
            return Hears.YES
        tokens = _tokens(words[2])
    except ValueError:  # a quote that is not closed
        return Hears.UNSETTLED
    if _replaces_the_shell(tokens):
        return Hears.YES
    if "trap" in tokens:
        return Hears.UNSETTLED
    return Hears.NO if _stays(tokens) else Hears.UNSETTLED


def listening(container: Container, kept: Kept, report: Report) -> bool:
    """Whether the program hears SIGTERM; where that is open and decides something, a note."""
    hears = hears_stop(container.command)
    waits = any(item.durability.flush_on_stop is not None for item in kept.items)
    if hears is Hears.UNSETTLED and waits:
        what = "whether the shell hands SIGTERM on is not settled: write exec before the program"
        report.note(container.mark, what)
    return hears is not Hears.NO


def _tokens(script: str) -> list[str]:
    lexer = shlex.shlex(script.strip().replace("\n", ";"), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    tokens = list(lexer)
    while tokens and tokens[-1] == ";":
        tokens.pop()
    return tokens


def _replaces_the_shell(tokens: list[str]) -> bool:
    """Whether `exec` stands where a command begins, and is no word of another one."""
    before = ["", *tokens]
    return any(
        word == "exec" and start in BEFORE_A_COMMAND
        for start, word in zip(before, tokens, strict=False)
    )


def _stays(tokens: list[str]) -> bool:
    """Whether the shell surely stays while the program runs."""
    ends = [place for place, token in enumerate(tokens) if token in SEPARATORS]
    last = tokens[ends[-1] + 1 :] if ends else tokens
    if "|" in last:
        return True
    return bool(ends) and (not last or last[0] in SHELL_STAYS)
