"""When Python looks for garbage: seldom, where each look would hold up a thousand open streams.

Most objects are freed without it, as soon as nobody names them.
"""

from __future__ import annotations

import gc

SELDOM = (50_000, 20, 100)  # objects more than before, then so many looks of the smaller kind


def look_seldom() -> None:
    """Never look through what is loaded by now, and only now and then through what comes."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
