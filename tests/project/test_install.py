"""`pip install .` in a clean environment: the engine, its YAML parser, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_SOURCE = (
    ".git",
    ".venv",
    "var",
    "staticfiles",
    "build",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
)
COMPOSE = """\
services:
  web:
    image: example/web
x-state:
  web:
    items:
      sessions: {at: memory, use: session}
"""


def run(*command, check=True, **options):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    if check and done.returncode:
        pytest.fail(done.stdout + done.stderr)
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A virtual environment with nothing but the installed engine; its folder of programs."""
    place = tmp_path_factory.mktemp("install")
    run(sys.executable, "-m", "venv", place / "venv")
    programs = place / "venv" / "bin"
    # pip builds with setuptools from the registry: without one nothing can be said.
    fetch = [
        programs / "pip",
        "download",
        "-q",
        "--no-deps",
        "-d",
        place / "wheels",
        "setuptools>=77",
    ]
    if run(*fetch, check=False).returncode and not os.environ.get("CI"):
        pytest.skip("no package registry answers, so nothing can be installed")
    shutil.copytree(ROOT, place / "source", ignore=shutil.ignore_patterns(*NOT_SOURCE))
    run(programs / "pip", "install", "-q", place / "source")
    return programs


def test_it_brings_the_yaml_parser_only(installed):
    listed = json.loads(run(installed / "pip", "list", "--format", "json").stdout)
    names = {package["name"].lower() for package in listed}
    assert names - {"pip", "setuptools"} == {"whatif-state", "pyyaml"}


def test_it_brings_no_other_package_of_ours(installed):
    program = "import importlib.util as u, sys; print([n for n in sys.argv[1:] if u.find_spec(n)])"
    ours = [
        "whatif",
        "accounts",
        "lessons",
        "quizzes",
        "stateguide",
        "verify",
        "bootstrap",
        "tests",
    ]
    found = run(installed / "python", "-c", program, *ours, cwd=installed).stdout
    assert found == "['whatif']\n"


def test_its_command_answers(installed, tmp_path):
    (tmp_path / "compose.yaml").write_text(COMPOSE)
    said = run(installed / "whatif", "events", "compose.yaml", cwd=tmp_path).stdout
    assert "restart web" in said


def test_the_images_it_knows_come_along(installed):
    program = "import whatif; print(whatif.__path__[0])"
    package = run(installed / "python", "-c", program, cwd=installed).stdout.strip()
    assert (Path(package) / "images.yaml").is_file()
