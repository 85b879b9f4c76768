"""What a block says against itself, or against the rest of the file."""

from __future__ import annotations

from whatif.readers.blocks import Facts
from whatif.readers.faults import Report
from whatif.readers.images import Image, store_names
from whatif.readers.nodes import Mapping

WITH_RESTART = "docker run refuses --rm with a restart policy: leave one of them out"
NO_DOCKER = "remove_on_exit is docker run --rm, which nothing here is: leave it out"
ONE_FOR_ALL = ("client", "external", "env:")


def check_item(entry: Mapping, report: Report) -> None:
    """Fault keys of an item that cannot both be meant."""
    at = entry.text("at")
    if "held_by" in entry and at.startswith(ONE_FOR_ALL):
        what = f"held_by is for what instances hold; {at} is none of theirs: leave held_by out"
        report.fault(entry.key("held_by"), what)
    if "lag" in entry and entry.text("held_by") != "all" and "replica_of" not in entry:
        what = "lag is that of a copy: write held_by: all, or replica_of: SERVICE"
        report.fault(entry.key("lag"), what)
    if "input_ack" in entry and "input" not in entry:
        what = "input_ack is about the message of an input: write input: SERVICE/ITEM"
        report.fault(entry.key("input_ack"), what)


def checked_store(entry: Mapping, image: Image | None, report: Report) -> str:
    """The program that keeps an item: what the item says; `image` is the one that else does."""
    own = image.store if image else ""
    stated = entry.text("store", own)
    if stated and stated not in store_names():
        known = ", ".join(sorted(store_names()))
        report.fault(entry.key("store"), f"there is no store {stated}; stores are: {known}")
        return ""
    if own and stated != own:
        what = f"the image keeps this in {own}, not in {stated}: leave store out, or say another at"
        report.fault(entry.key("store"), what)
    return stated


def check_removal(block: Mapping | None, facts: Facts, refusal: str, report: Report) -> None:
    """Fault `remove_on_exit` where there is a reason for a refusal."""
    if block is not None and facts.remove_on_exit and refusal:
        report.fault(block.key("remove_on_exit"), refusal)
