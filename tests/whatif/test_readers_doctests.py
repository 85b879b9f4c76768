"""The examples in the docstrings of the readers hold."""

from __future__ import annotations

import doctest

import pytest

from whatif.readers import (
    claims,
    compose,
    durations,
    images,
    interpolation,
    mounts,
    settings,
    stores,
)

MODULES = [claims, compose, durations, images, interpolation, mounts, settings, stores]


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
