"""The worked cases of the specification: the engine agrees with all thirty."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whatif.events import parse
from whatif.outcome import Outcome
from whatif.predict import predict
from whatif.readers import SourceFile, read

CASES = Path(__file__).parents[3] / "shared" / "engine" / "scenarios"
ALL = tuple(f"P{number:02}" for number in range(1, 31))

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the worked cases are not here")


def outcome_of(folder: Path) -> Outcome:
    import yaml

    scenario = yaml.safe_load((folder / "scenario.yaml").read_text())
    files = [
        SourceFile(path.name, path.read_text())
        for path in sorted(folder.iterdir())
        if path.suffix in {".yaml", ".yml", ".service"} and path.name != "scenario.yaml"
    ]
    stack = read(files)
    return predict(stack, parse(scenario["event"], stack))


@pytest.mark.parametrize("name", ALL)
def test_the_engine_agrees_with_the_case(name: str):
    expected = json.loads((CASES / name / "expected.json").read_text())
    outcome = outcome_of(CASES / name)
    found = outcome.as_json()
    rows = {(row["item"], row["instances"]): row["outcome"] for row in found["state"]}
    for row in expected["state"]:
        assert rows[row["item"], row.get("instances", "all")] == row["outcome"], outcome.trace
    assert found["users"] == expected["users"]
    assert found["downtime"] == expected["downtime"]
