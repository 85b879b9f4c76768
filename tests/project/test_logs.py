"""LOG_LEVEL decides which lines an operator sees, Django's own among them."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PROGRAM = """
import django; django.setup()
from django.test import Client
Client(headers={"Host": "localhost"}).get("/nowhere/")
Client(headers={"Host": "evil.example"}).get("/")
"""


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("INFO", ["Not Found: /nowhere/", "Invalid HTTP_HOST header: 'evil.example'"]),
        ("error", ["Invalid HTTP_HOST header: 'evil.example'"]),
        ("CRITICAL", []),
    ],
)
def test_the_level_holds_for_the_lines_of_django_too(tmp_path, level, said):
    told = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "stateguide.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=settings.BASE_DIR,
        env={**os.environ, **told, "LOG_LEVEL": level},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if not line.startswith((" ", "Trace"))]
    assert len(lines) == len(said)
    assert all(words in line for words, line in zip(said, lines, strict=True))
