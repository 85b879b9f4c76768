"""Small stacks for the tests of the engine."""

from __future__ import annotations

from textwrap import dedent

from whatif.model import Location, Service, Stack, StateItem
from whatif.readers import BadStack, SourceFile, read


def compose(text: str) -> Stack:
    return read([SourceFile("compose.yaml", dedent(text))])


def kubernetes(text: str) -> Stack:
    return read([SourceFile("stack.yaml", dedent(text))])


def unit(text: str, name: str = "web.service") -> Stack:
    return read([SourceFile(name, dedent(text))])


def only_service(stack: Stack) -> Service:
    (service,) = stack.services
    return service


def item(stack: Stack, name: str) -> StateItem:
    return next(item for _, item in stack.items() if item.name == name)


def location(stack: Stack, name: str) -> Location:
    return item(stack, name).location


def findings(stack: Stack) -> list[tuple[str, int]]:
    return [(found.what, found.mark.line) for found in stack.not_modelled]


def faults(text: str, name: str = "compose.yaml") -> list[str]:
    """What is wrong with a file, as a person reads it."""
    try:
        read([SourceFile(name, dedent(text))])
    except BadStack as bad:
        return str(bad).splitlines()
    return []
