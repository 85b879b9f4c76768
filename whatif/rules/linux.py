"""What an event ends on a Linux host with systemd."""

from __future__ import annotations

from whatif.model import Platform
from whatif.outcome import Anchor
from whatif.rules import sources
from whatif.rules.endings import Ended, boots, each, ending, on_nodes
from whatif.strike import Strike


@ending("R14", "When a unit stops, its runtime and private directories go.", sources.SYSTEMD_EXEC)
def unit_run_ends(strike: Strike) -> Ended | None:
    unit = strike.stack.platform is Platform.SYSTEMD and strike.hit
    return each(strike.hit, Anchor.UNIT) if unit else None


@ending(
    "R11",
    "A boot empties what only memory holds, a tmpfs too; a clean one writes the rest to disk.",
    sources.FILE_HIERARCHY,
)
def hostboots(strike: Strike) -> Ended | None:
    return on_nodes(strike, Anchor.BOOT) if boots(strike, Platform.SYSTEMD) else None
