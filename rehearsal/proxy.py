"""HAProxy as it stands before a class: pages to one kind of process, live rounds to another."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Sequence
from pathlib import Path

from rehearsal.programs import Program

PROGRAM = "/usr/sbin/haproxy"
SPARE = 400  # descriptors that are no connections of the class
# An idle stream says that it lives every 15 s; nothing here may end it before.
CONFIGURATION = """\
global
  maxconn {most}
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout http-request 10s
  retries 3
  option redispatch 1
  option forwardfor
  option http-no-delay
  default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
frontend everybody
  bind 127.0.0.1:{port}
  use_backend live if {{ path_beg /live/stream/ }}
  default_backend pages
backend pages
  balance roundrobin
  option httpchk GET /healthz
  http-check send hdr Host 127.0.0.1
{pages}
backend live
  balance leastconn
  option httpchk GET /live/stream/healthz
  http-check send hdr Host 127.0.0.1
{more}{live}
"""


def installed() -> str | None:
    """The program; None where there is none."""
    return shutil.which("haproxy") or (PROGRAM if Path(PROGRAM).exists() else None)


def before(
    pages: Sequence[Program], live: Sequence[Program], port: int, folder: Path, more: str = ""
) -> Program:
    """A proxy, not yet started; `more` are lines for the backend of live rounds."""
    told = CONFIGURATION.format(
        most=_most(),
        port=port,
        pages=_servers(pages),
        live=_servers(live),
        more="".join(f"  {line}\n" for line in more.splitlines()),
    )
    configuration = folder / "haproxy.cfg"
    configuration.write_text(told)
    command = [installed() or PROGRAM, "-db", "-f", str(configuration)]
    return Program("haproxy", command, os.environ, port, folder / "haproxy.log")


def _most() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(100, (min(soft, 40_000) - SPARE) // 2)  # two descriptors for each connection


def _servers(programs: Sequence[Program]) -> str:
    return "\n".join(f"  server {one.name} 127.0.0.1:{one.port}" for one in programs)
