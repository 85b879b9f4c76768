"""The command line: `python -m whatif events|predict FILE...`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whatif.model import Stack
    from whatif.outcome import Outcome

_USAGE_ERROR = 2


class _InputError(Exception):
    """Something in what was given; the text is all that is printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0, or 2 for an error in usage or input."""
    options = _options().parse_args(arguments)
    try:
        options.run(options)
    except _InputError as error:
        print(error, file=sys.stderr)
        return _USAGE_ERROR
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="whatif", description="What an event does to the state of a stack."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    events = commands.add_parser("events", help="list the events that apply to these files")
    events.set_defaults(run=_events)
    predict = commands.add_parser("predict", help="say what an event does")
    predict.set_defaults(run=_predict)
    predict.add_argument("--event", required=True, help='for example "restart web"')
    predict.add_argument("--json", action="store_true", help="for scripts")
    for command in (events, predict):
        command.add_argument("files", nargs="+", metavar="FILE", help="- is standard input")
    return parser


def _events(options: argparse.Namespace) -> None:
    from whatif.events import applicable

    for event in applicable(_stack(options.files)):
        print(event)


def _predict(options: argparse.Namespace) -> None:
    from whatif.events import BadEvent, parse
    from whatif.predict import predict

    stack = _stack(options.files)
    try:
        event = parse(options.event, stack)
    except BadEvent as error:
        raise _InputError(f"event:1: {error}") from None
    outcome = predict(stack, event)
    if options.json:
        print(json.dumps(outcome.as_json(), ensure_ascii=False))
    else:
        print("\n".join(_told(outcome)))


def _stack(names: Sequence[str]) -> Stack:
    from whatif.readers import BadStack, SourceFile, read

    try:
        return read([SourceFile(name, _text(name)) for name in names])
    except BadStack as error:
        raise _InputError(str(error)) from None


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise _InputError(f"{name}:1: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _InputError(f"{name}:{line}: not UTF-8; save the file as UTF-8") from None


def _told(outcome: Outcome) -> list[str]:
    """The outcome for a person to read, one finding a line."""
    from whatif.words import where

    lines = []
    for row in outcome.state:
        who = "" if row.instances == "all" else f" ({row.instances})"
        extra = row.window or row.way_back or ""
        place = f"{row.mark.file}:{row.mark.line}"
        told = f"{row.service}: {row.item}{who}, {where(row.location)}: {row.fate}"
        lines.append(f"{told}{f' ({extra})' if extra else ''}  [{' '.join(row.rules)}] {place}")
    if outcome.users is not None:
        shares = outcome.users
        lines.append(
            f"users: {shares.kept:.0%} stay, {shares.logged_out:.0%} logged out, "
            f"{shares.per_request_miss:.0%} of requests miss"
        )
    lines += [f"downtime: {outcome.downtime}", f"recovery: {outcome.recovery}"]
    lines += [f"{step.rule}: {step.says}" for step in outcome.trace]
    lines += [
        f"not modelled: {what} ({mark.file}:{mark.line})" for what, mark in outcome.not_modelled
    ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
