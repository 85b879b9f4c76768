"""Small files for the tests of the readers, and what is read of them."""

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


def workload(kind: str, spec: str = "", pod: str = "", name: str = "web") -> str:
    """A manifest of any kind that runs nginx; `spec` and `pod` add to its flow mappings."""
    run = f"containers: [{{image: nginx}}]{pod}"
    labels = f"metadata: {{labels: {{app: {name}, tier: front}}}}"
    inner = f"template: {{{labels}, spec: {{{run}}}}}{spec}"
    if kind == "CronJob":
        inner = f"jobTemplate: {{spec: {{{inner}}}}}"
    if kind == "Pod":
        inner = run
    head = f"apiVersion: x/v1\nkind: {kind}\nmetadata: {{name: {name}}}\n"
    return f"{head}spec: {{{inner}}}\n---\n"
