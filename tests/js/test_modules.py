"""The pure parts of our scripts, by Node's own test runner where there is one."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_modules() -> None:
    done = subprocess.run(
        ["node", "--test", *map(str, TESTS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
