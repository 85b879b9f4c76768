"""Garbage is looked for seldom in a process that holds streams."""

from __future__ import annotations

import gc

from stateguide import garbage


def test_what_is_loaded_is_left_out_and_what_comes_is_looked_at_seldom() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        garbage.look_seldom()
        assert gc.get_threshold() == garbage.SELDOM
        assert gc.get_freeze_count() > frozen
        assert gc.isenabled()  # what names itself in a ring is freed all the same
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
