"""`/patterns/`: every component once, drawn by the engine from two small stacks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.beliefs import beliefs
from lessons.catalogue import lesson
from lessons.excerpts import excerpt
from whatif import events, readers
from whatif.ladder import Ladder, Piece, Row, after, before, pieces
from whatif.outcome import Fate
from whatif.picture import picture
from whatif.predict import predict
from whatif.readers import SourceFile
from whatif.rules import by_number

SHOP = SourceFile(
    "compose.yaml",
    """\
services:
  web:
    image: shop:1
    ports: ["8080:80"]
    deploy: {replicas: 3}
    volumes:
      - media:/app/media  # pictures live here
      - ./backups:/backups
    x-routing: {policy: sticky cookie}
    x-state:
      sessions: {at: process memory, use: session}
      exports: {at: /app/exports}
      pictures: {at: /app/media}
      backups: {at: /backups}
      mails: {at: "external:mail service"}
volumes: {media: {}}
""",
)
PHOTOS = SourceFile(
    "photos.yaml",
    """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: photos
  annotations:
    stateguide.dev/facts: "{nodes: [node-1]}"
    stateguide.dev/state: |
      uploads in flight: {at: process memory}
      thumbnails: {at: /cache, role: derived}
      imports: {at: /import}
      originals: {at: /originals}
spec:
  selector: {matchLabels: {app: photos}}
  template:
    metadata: {labels: {app: photos}}
    spec:
      containers:
        - name: photos
          image: photos:4
          volumeMounts:
            - {name: cache, mountPath: /cache}
            - {name: import, mountPath: /import}
            - {name: originals, mountPath: /originals}
      volumes:
        - name: cache
          emptyDir: {}
        - name: import
          hostPath: {path: /srv/import}
        - name: originals
          persistentVolumeClaim: {claimName: originals}
""",
)
_TOKENS = ("paper", "sheet", "line", "edge", "ink", "soft", "kept", "gone", "doubt", "away")
_HAPPENS = {
    "restart web": "docker compose restart web",
    "recreate web": "docker compose up -d, after a change",
    "down-volumes": "docker compose down -v",
    "crash web/0": "The kernel kills one of three web processes",
    "drain node-1": "kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data",
}
_BELIEF = "restart-is-recreate"


class Said(NamedTuple):
    """A row of a tally."""

    piece: Piece
    said: str


class Cut(NamedTuple):
    """A place for the saw."""

    value: str
    rung: str
    falls: tuple[str, ...]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show every component, as the engine fills it."""
    return render(request, "patterns.html", {"tokens": _TOKENS, "fates": Fate, **_drawings()})


def _drawings() -> dict[str, Any]:
    shop, photos = readers.read([SHOP]), readers.read([PHOTOS])
    drained = predict(photos, events.parse("drain node-1", photos))
    ladders = [
        after(stack, predict(stack, events.parse(event, stack)), _HAPPENS[event])
        for stack, event in (
            (shop, "restart web"),
            (shop, "recreate web"),
            (shop, "down-volumes"),
            (shop, "crash web/0"),
            (photos, "drain node-1"),
        )
    ]
    found = pieces(drained)
    return {
        "before": before(shop),
        "ladders": ladders,
        "minis": [(ladder, piece) for ladder in ladders for piece in _first_two(ladder)],
        "examples": [(fate, _example(fate)) for fate in Fate],
        "pictures": [picture(shop, pieces(_quiet(shop))), picture(photos, found)],
        "excerpts": [excerpt(SHOP, pieces(_quiet(shop)), first=5, decides=7)],
        "asked": [(piece, f"p{piece.letter}") for piece in found[:3]],
        "three": (Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE),
        "five": tuple(Fate)[:5],
        "cuts": (
            Cut("none", "", ()),
            Cut("process", "Process", ("A",)),
            Cut("container", "Container", ("A", "B")),
        ),
        "tally": [Said(piece, "lost") for piece in found],
        "sure": {"choices": (("guess", "A guess"), ("think", "I think so"), ("sure", "I am sure"))},
        "belief": _belief(),
        "others": _others(),
        "drained": ladders[-1],
        "trace": drained.trace,
    }


def _belief() -> dict[str, Any]:
    """A refuted belief, as a verdict shows it."""
    words = beliefs()[_BELIEF]
    rule = by_number(words.rules[0])
    departs = {"says": rule.sentence, "rule": rule.number} if rule else None
    return {**asdict(words), "lesson_title": lesson(words.lesson).title, "departs": departs}


def _others() -> list[dict[str, Any]]:
    """The answers that are not so for a piece that survives."""
    title = beliefs()[_BELIEF].title
    return [
        {"value": Fate.LOST, "means": "no copy would be left", "believed": [title], "said": True},
        {"value": Fate.STALE, "means": "an older copy would answer", "believed": []},
    ]


def _quiet(stack: Any) -> Any:
    return predict(stack, events.parse("none", stack))


def _first_two(ladder: Ladder) -> tuple[Piece, ...]:
    rows = (*ladder.fallen, *ladder.stands)
    return tuple(piece for row in rows for piece in row.pieces)[:2]


def _example(fate: Fate) -> Ladder:
    """One piece with this fate on one rung."""
    window = "the last second" if fate is Fate.PARTLY_LOST else ""
    piece = Piece(
        letter="D", service="db", item="orders", place="where it lives", fate=fate, window=window
    )
    return Ladder(stands=(Row(name="Rung", pieces=(piece,)),))
