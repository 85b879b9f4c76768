"""Stacks, outcomes and parts for the tests of figures, all from the real engine."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from whatif import events, readers
from whatif.ladder import Ladder, after, before
from whatif.model import Stack
from whatif.outcome import Outcome
from whatif.predict import predict
from whatif.readers import SourceFile

SHOP = SourceFile(
    "compose.yaml",
    """\
services:
  web:
    image: shop:1  # "latest" would move
    ports: ["8080:80"]
    volumes: ["media:/app/media"]
    x-state:
      sessions: {at: process memory, use: session}
      uploads: {at: /app/uploads}
      pictures: {at: /app/media}
volumes:
  media: {}
""",
)


def stack_of(*files: SourceFile) -> Stack:
    return readers.read(files)


def outcome_of(stack: Stack, event: str) -> Outcome:
    return predict(stack, events.parse(event, stack))


def ladder_of(stack: Stack, event: str, happens: str = "") -> Ladder:
    return after(stack, outcome_of(stack, event), happens)


def ladder_before(stack: Stack) -> Ladder:
    return before(stack)


def drawn(part: str, **context: Any) -> str:
    """A part of templates/figures/ as one line of HTML."""
    return " ".join(render_to_string(f"figures/_{part}.html", context).split())
