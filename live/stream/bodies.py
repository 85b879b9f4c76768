"""The body of a vote, read strictly: a form or JSON, whole and small."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from email.message import Message as Header
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from live.ballots import BadVote
from live.stream.replies import Refused
from live.stream.requests import Receive, Request
from live.submissions import NUMBER, Said, Submission, numbered, of_form, of_json, said_by_form
from quizzes.fields import CSRF

MOST = 16 * 1024  # bytes
FIELDS = 100
_NUMBER = re.compile(rf"(?:^|&){NUMBER}=([^&]*)")
_TOKEN = re.compile(rf"(?:^|&){CSRF}=[^&]*")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def submission(request: Request, body: bytes) -> Submission:
    """The vote that a request brings. Raises Refused."""
    kind = _kind(request.header(b"content-type").decode("latin-1"))
    if not body:
        raise Refused(400, "The body is empty. Nothing was stored.")
    try:
        text = body.decode()
        return of_json(_parsed(text)) if kind == JSON else _of_form(text)
    except UnicodeDecodeError:
        raise Refused(400, "The body is not UTF-8. Nothing was stored.") from None
    except BadVote as bad:
        raise Refused(422, str(bad)) from None


@lru_cache(maxsize=64)
def _kind(told: str) -> str:
    header = Header()
    header["content-type"] = told.replace("\r", " ").replace("\n", " ")
    charset = str(header.get_param("charset") or "utf-8").lower()
    if header.get_content_type() not in {FORM, JSON} or charset not in {"utf-8", "utf8"}:
        raise Refused(415, f"A vote comes as {FORM} or {JSON}, in UTF-8. Nothing was stored.")
    return header.get_content_type()


async def whole(receive: Receive) -> bytes:
    """The body of a request, as far as a vote may be long. Raises Refused."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "The body ended in the middle. Nothing was stored.")
        body += message.get("body", b"")
        if len(body) > MOST:
            closing = ((b"connection", b"close"),)  # the rest is not read
            raise Refused(413, f"A vote has at most {MOST} bytes. Nothing was stored.", closing)
        if not message.get("more_body"):
            return bytes(body)


def _of_form(text: str) -> Submission:
    """Most say what others said: but for what is one phone's own, that is read once."""
    parts = _NUMBER.split(_TOKEN.sub("", text) if CSRF in text else text)
    if len(parts) != 3 or _has_escapes(text):
        return of_form(_fields(text))
    before, number, after = parts
    return numbered(number, _said(before + after))


@lru_cache(maxsize=256)
def _said(text: str) -> Said:
    return said_by_form(_fields(text))


def _has_escapes(text: str) -> bool:
    """Without one a form is its own text, and read in a third of the time."""
    return "%" in text or "+" in text


def _fields(text: str) -> list[tuple[str, str]]:
    if not _has_escapes(text) and text.count("&") < FIELDS:
        pairs = [_pair(part) for part in text.split("&") if part]
    else:
        pairs = _unescaped(text)
    return [(name, value) for name, value in pairs if name != CSRF]


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, value


def _unescaped(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError:
        raise Refused(400, "The form is not UTF-8. Nothing was stored.") from None
    except ValueError:
        raise Refused(400, f"A vote has at most {FIELDS} fields. Nothing was stored.") from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError:
        raise Refused(400, "The JSON is nested too deep. Nothing was stored.") from None
    except ValueError as bad:  # also for a number of more digits than Python reads
        raise Refused(400, f"This is not valid JSON: {bad}. Nothing was stored.") from None


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"key given twice: {name[:40]}")
        found[name] = value
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")
