"""Bring everything up to date, then serve: what `make run` does once .venv stands."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from stateguide.addresses import EVERYWHERE, CannotListen, host_names, lan_addresses, listen
from stateguide.collected import collect_if_changed

UVICORN = [
    "--http=live.stream.protocol:Protocol",
    "--loop=asyncio",
    "--lifespan=off",
    "--log-level=warning",
    "--no-access-log",
    "--no-server-header",
    "--no-proxy-headers",  # whom to believe the settings say
    "--timeout-graceful-shutdown=2",  # seconds; streams would stay for ever
]
SILENT = 20_000  # ms without a sign of having got what we sent: then a client is gone


def tune(listening: socket.socket) -> None:
    """Set what each connection takes over from the socket that it came to."""
    # The server takes an inherited socket for one of this machine alone, and would not do it.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT)


class Command(BaseCommand):
    help = "Migrate, check, collect static files, and serve on HOST and PORT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        try:
            bound = listen(host, port)
        except CannotListen as fault:
            sys.exit(str(fault))
        tune(bound)
        self._bring_up_to_date()
        lan = lan_addresses() if host in EVERYWHERE else []
        self._say_where(host, int(port), lan)
        os.environ["ALLOWED_HOSTS"] = ",".join([*host_names(host, lan), *self._more_hosts()])
        command = [sys.executable, "-m", "uvicorn", *UVICORN, f"--fd={bound.fileno()}"]
        connections.close_all()
        # The server takes over this process, so that it gets Ctrl-C and the operator's signals.
        os.execv(sys.executable, [*command, "stateguide.whole:application"])

    def _bring_up_to_date(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as fault:
            reason = str(fault).strip().splitlines()[0]
            sys.exit(f"The database cannot be used: {reason}")
        collect_if_changed()

    def _more_hosts(self) -> list[str]:
        return [name for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name]

    def _say_where(self, host: str, port: int, lan: list[str]) -> None:
        own = "127.0.0.1" if host in EVERYWHERE else host
        self.stdout.write(f"StateGuide is on http://{f'[{own}]' if ':' in own else own}:{port}")
        for address in lan:
            self.stdout.write(f"Others in this network: http://{address}:{port}")
        if host in EVERYWHERE and not lan:
            self.stdout.write("No network was found in which others could reach it.")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()
