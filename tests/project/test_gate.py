"""No request of one test reaches into the next."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from tests.gate import Gate


class Slow:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.begun.set()
        assert self.go_on.wait(10)
        start("200 OK", [])
        return [b"here"]


def _asked(gate: Gate, said: list[str]) -> None:
    said.append(b"".join(gate({}, lambda status, headers: said.append(status))).decode())


def test_a_test_ends_when_its_last_request_is_answered() -> None:
    slow, said = Slow(), list[str]()
    gate = Gate(slow)
    asking = threading.Thread(target=_asked, args=(gate, said))

    def one_test() -> None:
        with gate.opened():
            asking.start()
            assert slow.begun.wait(10)

    test = threading.Thread(target=one_test)
    test.start()
    assert slow.begun.wait(10)
    test.join(0.2)
    assert test.is_alive()
    slow.go_on.set()
    test.join(10)
    asking.join(10)
    assert not test.is_alive()
    assert said == ["200 OK", "here"]


def test_between_two_tests_all_are_turned_away() -> None:
    slow, said = Slow(), list[str]()
    _asked(Gate(slow), said)
    assert said == ["503 Service Unavailable", ""]
    assert not slow.begun.is_set()
