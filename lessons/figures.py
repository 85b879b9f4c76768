"""A lesson's blocks as HTML: ladders, files, notes, invitations, drawn from what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lessons.blocks import Asked, Block, Comparison, Drawn, Example, Invitation, Note, Quoted
from lessons.catalogue import Lesson
from lessons.excerpts import excerpt
from lessons.markdown import line, prose
from lessons.replicas import Replicas
from lessons.versus import Versus
from whatif.ladder import Ladder, after, before, pieces
from whatif.predict import predict


def html_of(block: Block, lesson: Lesson) -> SafeString:
    """One block, drawn. The same block gives the same bytes."""
    match block:
        case Drawn():
            return _part("figures/_ladder.html", _ladder_context(block))
        case Quoted():
            return _part("figures/_file.html", _file_context(block))
        case Note():
            return _part("lessons/_note.html", {"text": prose(block.text)})
        case Invitation():
            return _part("lessons/_try.html", {"invitation": block, "lesson": lesson})
        case Comparison():
            ladders = [_ladder_context(drawn) for drawn in block.ladders]
            return _part("lessons/_compare.html", {"ladders": ladders})
        case Example():
            return _part("lessons/_worked.html", _example_context(block))
        case Versus():
            return _part("lessons/_versus.html", {"lines": block.lines})
        case Replicas():
            return _part("lessons/_replicas.html", {"figure": block})
        case Asked():
            return _part("lessons/_ask.html", {"question": block.question})
    assert_never(block)


def _part(template: str, context: Mapping[str, Any]) -> SafeString:
    return render_to_string(template, dict(context))


def _ladder_context(block: Drawn) -> dict[str, Any]:
    return {"ladder": _ladder(block), "caption": line(block.caption)}


def _example_context(block: Example) -> dict[str, Any]:
    outcome = predict(block.drawn.scenario.stack, block.drawn.event)
    return {**_ladder_context(block.drawn), "skill": block.skill, "steps": outcome.trace}


def _ladder(block: Drawn) -> Ladder:
    stack = block.scenario.stack
    outcome = predict(stack, block.event)
    return after(stack, outcome, block.happens) if block.run else before(stack, outcome)


def _file_context(block: Quoted) -> dict[str, Any]:
    known = pieces(block.scenario.outcome, known=False)
    lines = excerpt(block.file, known, first=block.first, last=block.last, decides=block.decides)
    return {"excerpt": lines, "why": line(block.why) if block.why else ""}
