"""The bridge from an ASGI server to WSGI: what comes over it, and what does not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from stateguide.bridge import BODY, THREADS, Bridge, Message, environment
from tests.loops import run


def scope(path: str = "/", query: str = "", **more: Any) -> Message:
    return {
        "type": "http",
        "method": "POST",
        "http_version": "1.1",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 5000),
        "headers": [(b"host", b"localhost:8000")],
        **more,
    }


def answered(application: Any, told: Message, *bodies: Message) -> list[Message]:
    """What is sent for a request."""
    coming, sent = iter(bodies), list[Message]()

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        sent.append(message)

    run(Bridge(application)(told, receive, send))
    return sent


def part(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("201 Created", [("X-Path", environ["PATH_INFO"]), ("Set-Cookie", " a=b")])
    return [environ["wsgi.input"].read()]


def test_a_request_is_what_it_was_and_so_is_the_answer() -> None:
    told = scope("/a%20b/%C3%A9", headers=[(b"content-length", b"6")])
    start, body = answered(echo, told, part(b"abc", more=True), part(b"def"))
    assert start["status"] == 201
    assert start["headers"] == [(b"x-path", "/a b/é".encode()), (b"set-cookie", b"a=b")]
    assert (body["body"], body["more_body"]) == (b"abcdef", False)


def test_django_reads_from_it_what_a_wsgi_server_tells() -> None:
    headers = [
        (b"host", b"localhost:8000"),
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"192.0.2.1"),
        (b"x_forwarded_for", b"203.0.113.9"),
        (b"x-forwarded-for", b"192.0.2.2"),
    ]
    request = WSGIRequest(environment(scope("//evil/x", "q=%C3%A9&q=2", headers=headers), b""))
    assert request.path == "//evil/x"
    assert request.GET.getlist("q") == ["é", "2"]
    assert request.COOKIES == {"a": "1", "b": "2"}
    assert request.content_type == "text/plain"
    assert request.META["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"
    assert request.META["REMOTE_ADDR"] == "192.0.2.7"
    assert (request.method, request.scheme) == ("POST", "http")


def test_what_comes_in_parts_is_sent_in_parts_by_one_thread_and_closed() -> None:
    threads, closed = set[int](), list[bool]()

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            for number in range(4):
                threads.add(threading.get_ident())
                yield b"%d" % number

        def close(self) -> None:
            closed.append(True)

    def application(environ: object, start_response: Any) -> Parts:
        start_response("200 OK", [])
        return Parts()

    start, *bodies = answered(application, scope())
    assert start["type"] == "http.response.start"
    assert b"".join(one["body"] for one in bodies) == b"0123"
    assert [one["more_body"] for one in bodies] == [True] * 4 + [False]
    assert (len(threads), closed) == (1, [True])


def test_the_threads_stay_and_what_they_keep_with_them() -> None:
    own, kept = threading.local(), list[object]()

    def application(environ: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        own.connection = getattr(own, "connection", None) or object()
        kept.append(own.connection)
        return [b""]

    bridge = Bridge(application)

    async def send(message: Message) -> None:
        pass

    async def several() -> None:
        for _ in range(5 * THREADS):
            await bridge(scope(), asyncio.Queue().get, send)

    run(several())
    assert len(kept) == 5 * THREADS
    assert len(set(kept)) <= THREADS


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (scope("/" + "x" * 4094), 414),
        (scope(query="x" * 4094), 414),
        (scope(headers=[(b"cookie", b"x" * 8190)]), 431),
    ],
)
def test_what_is_too_long_does_not_reach_the_app(told: Message, status: int) -> None:
    start, _ = answered(lambda *_: pytest.fail("it was asked"), told)
    assert (start["status"], (b"connection", b"close") in start["headers"]) == (status, True)


def test_a_body_that_is_cut_off_reaches_nobody() -> None:
    told = scope(headers=[(b"content-length", b"9")])
    cut = {"type": "http.disconnect"}
    assert (
        answered(lambda *_: pytest.fail("it was asked"), told, part(b"abc", more=True), cut) == []
    )


def test_a_body_that_is_far_too_long_is_not_read() -> None:
    told = scope(headers=[(b"content-length", b"%d" % (BODY + 1))])
    start, body = answered(echo, told)
    assert (start["status"], body["body"]) == (201, b"")
