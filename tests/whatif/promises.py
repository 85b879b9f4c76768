"""What stores promise, for the tests that compare it."""

from __future__ import annotations

from tests.whatif.files import compose, item
from whatif.durability import Ack, Durability, SavePoint

DISK, MEMORY = Durability(), Durability(ack=Ack.PROCESS_MEMORY)
SAVES = Durability(
    ack=Ack.PROCESS_MEMORY,
    flush_on_stop=0.0,
    save_points=(SavePoint(3600, 1), SavePoint(300, 100), SavePoint(60, 10000)),
)
NONE = Durability(ack=Ack.NONE)
MAJORITY = Durability(ack=Ack.MAJORITY)


def cache(flush: float, *, tears: bool = False, ack: Ack = Ack.PAGE_CACHE) -> Durability:
    return Durability(ack=ack, flush=flush, tears=tears)


def memory(flush: float | None, *, tears: bool = False) -> Durability:
    return Durability(ack=Ack.PROCESS_MEMORY, flush=flush, flush_on_stop=0.0, tears=tears)


def saved(*points: tuple[float, int]) -> Durability:
    made = tuple(SavePoint(after, changes) for after, changes in points)
    return Durability(ack=Ack.PROCESS_MEMORY, flush_on_stop=0.0, save_points=made)


def of_command(image: str, command: str) -> Durability:
    return item(
        compose(f"services: {{x: {{image: '{image}', command: {command}}}}}"), "data"
    ).durability
