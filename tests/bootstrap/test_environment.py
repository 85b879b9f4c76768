import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import environment
from bootstrap.environment import CannotSetUp, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def done(tmp_path, monkeypatch):
    """A repository with two requirements files, and the steps that were done in it."""
    steps = []

    def make_venv():
        steps.append("venv")
        environment.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        environment.PYTHON.touch()

    for name in environment.NEEDS:
        (tmp_path / name).write_text(f"{name} 1")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "requirements.json")
    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(environment, "pip_install", steps.append)
    return steps


def test_the_first_run_makes_it_and_the_second_does_nothing(done):
    assert main(["requirements.txt"]) == 0
    assert main(["requirements.txt"]) == 0
    assert done == ["venv", "requirements.txt"]


def test_what_development_installed_is_enough_to_run(done):
    main(["requirements-dev.txt"])
    main(["requirements.txt"])
    assert done == ["venv", "requirements-dev.txt"]


def test_running_is_not_enough_for_development(done):
    main(["requirements.txt"])
    main(["requirements-dev.txt"])
    assert done == ["venv", "requirements.txt", "requirements-dev.txt"]


def test_a_pull_with_new_requirements_installs_them(done, tmp_path):
    main(["requirements.txt"])
    (tmp_path / "requirements.txt").write_text("requirements.txt 2")
    main(["requirements.txt"])
    assert done == ["venv", "requirements.txt", "requirements.txt"]


def test_another_python_makes_it_anew(done, monkeypatch):
    main(["requirements-dev.txt"])
    monkeypatch.setattr(environment, "VERSION", "3.99")
    main(["requirements.txt"])
    main(["requirements-dev.txt"])
    first, again = ["venv", "requirements-dev.txt"], ["venv", "requirements.txt"]
    assert done == [*first, *again, "requirements-dev.txt"]


def test_an_interrupted_install_is_done_again(done, monkeypatch):
    def interrupted(_name):
        raise CannotSetUp("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "pip_install", interrupted)
        assert main(["requirements.txt"]) == 1
    assert main(["requirements.txt"]) == 0
    assert done[-1] == "requirements.txt"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_one_line_that_says_what_to_install(module, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, module, None)  # `import` raises ImportError
    monkeypatch.setattr(environment, "read_stamp", dict)
    monkeypatch.setattr(environment, "PYTHON", Path("/nowhere/python"))
    assert main(["requirements.txt"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "apt install python3-venv" in error


def test_an_old_python_is_one_line():
    program = (
        "import runpy, sys; sys.version_info = (3, 10, 0); sys.version = '3.10.0 (main)';"
        "runpy.run_module('bootstrap', run_name='__main__')"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Python 3.11 or newer is needed; this is 3.10.0\n"


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_any_python_can_read_what_asks_for_the_version(name):
    tree = ast.parse((ROOT / "bootstrap" / name).read_text(), feature_version=(3, 4))
    names = {type(node).__name__ for node in ast.walk(tree)}
    assert not names & {"JoinedStr", "AnnAssign", "NamedExpr", "Match", "AsyncFunctionDef"}
