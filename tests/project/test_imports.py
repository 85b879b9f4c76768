"""Imports point one way, and the engine stands alone. (`make check` asks import-linter too.)"""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"accounts", "classrooms", "lessons", "live", "prepared", "quizzes", "stateguide", "whatif"}
MAY_IMPORT = {
    "whatif": set(),
    "prepared": set(),
    "accounts": {"prepared", "stateguide.pages"},
    "lessons": {"whatif", "prepared", "accounts", "stateguide.pages"},
    "quizzes": {"whatif", "prepared", "accounts", "lessons", "stateguide.pages"},
    "classrooms": {"whatif", "prepared", "accounts", "lessons", "quizzes", "stateguide.pages"},
    "live": {
        "whatif",
        "prepared",
        "accounts",
        "lessons",
        "quizzes",
        "classrooms",
        "stateguide.pages",
    },
}


def imported(package):
    """Each module with each name that it imports from elsewhere, as `from x import y` -> x.y."""
    for module in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((module, f"{node.module}.{alias.name}") for alias in node.names)


def test_the_engine_imports_only_itself_the_standard_library_and_its_yaml_parser():
    found = list(imported("whatif"))
    assert found, "nothing was read, so nothing was proved"
    for module, name in found:
        assert name.split(".")[0] in {"whatif", "yaml", *sys.stdlib_module_names}, (module, name)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package):
    found = list(imported(package))
    assert found, "nothing was read, so nothing was proved"
    for module, name in found:
        if name.split(".")[0] in OURS - {package}:
            allowed = any(f"{name}.".startswith(f"{other}.") for other in MAY_IMPORT[package])
            assert allowed, (module, name)
