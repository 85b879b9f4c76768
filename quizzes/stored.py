"""What is stored of a question and its outcome, read back as the engine's own data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from whatif.ladder import Ladder, Piece, Row
from whatif.outcome import Fate, Instances

Document = Mapping[str, Any]


def digest_of(document: Document) -> str:
    """Names a document: the same for the same content, whatever the order of its keys."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def piece_of(stored: Document) -> Piece:
    return Piece(
        letter=stored["letter"],
        service=stored["service"],
        item=stored["item"],
        place=stored["place"],
        fate=Fate(stored["fate"]) if stored["fate"] else None,
        note=stored["note"],
        window=stored["window"],
        way_back=stored["way_back"],
        instances=Instances(stored["instances"]),
        file=stored["file"],
        line=stored["line"],
    )


def ladder_of(stored: Document) -> Ladder:
    return Ladder(
        stands=_rows(stored["stands"]),
        fallen=_rows(stored["fallen"]),
        cut=stored["cut"],
        event=stored["event"],
        others=_pieces(stored["others"]),
    )


def _rows(stored: list[Document]) -> tuple[Row, ...]:
    return tuple(
        Row(
            name=row["name"],
            pieces=_pieces(row["pieces"]),
            pegs=_pieces(row["pegs"]),
            struck=row["struck"],
        )
        for row in stored
    )


def _pieces(stored: list[Document]) -> tuple[Piece, ...]:
    return tuple(map(piece_of, stored))
