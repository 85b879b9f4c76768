"""Processes that we start, and may kill and start again. Each leads a group of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from verify.serving import ROOT

PATIENCE = 60.0  # seconds for a start
ANSWER = 20.0  # seconds for an answer, the first of which waits for all to be loaded
READY = "/readyz"
GRACE = 15.0  # seconds to end by itself


class Program:
    """One process, which answers on a port; what it says goes into `log`."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        port: int,
        log: Path,
    ) -> None:
        self.name, self.port, self.log = name, port, log
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process, f"{self.name} was not started"
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def start(self) -> None:
        """Start it, and do not wait."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                list(self._command),
                cwd=ROOT,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.has_ended or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it says anything but that it cannot."""
        wire = HTTPConnection("127.0.0.1", self.port, timeout=ANSWER)
        try:
            wire.request("GET", READY)
            return wire.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            wire.close()

    def kill(self) -> None:
        """As a crash does: at once, with all its workers."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait()

    def ask_to_end(self) -> None:
        """As an operator does."""
        if not self.has_ended:
            os.kill(self.pid, signal.SIGTERM)

    def stop(self) -> None:
        """End it: politely, then not."""
        self.ask_to_end()
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
        self.kill()

    def _signal(self, number: int) -> None:
        if self._process:  # the group outlives its leader where a worker has not noticed yet
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
