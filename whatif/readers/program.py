"""What a file says of a service before its state is known: the ground that the blocks stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from whatif.model import Location, Mark, Place
from whatif.readers.images import Image
from whatif.readers.mounts import Mounts, locate, normal, upwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """One container, or the process of a unit, with what is mounted in it."""

    image: str = ""  # as the file writes it
    known: Image | None = None
    mark: Mark  # the line of the image
    mounts: Mounts = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    command: str = ""


class Variable(NamedTuple):
    """A variable of the environment: the line that sets it, and what it is taken from."""

    mark: Mark
    source: str = ""  # the ConfigMap, Secret or file; "" where the line has the value itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A service whose items are still to be made. Never without a container."""

    name: str
    containers: Sequence[Container]
    elsewhere: Place  # of a path under no mount
    block: str  # what its carrier calls the state block
    replicas: int = 1
    variables: Mapping[str, Variable] = field(default_factory=dict)  # environment
    unseen: Variable | None = None  # a file of variables, where there is one and it is not here
    first: Mapping[str, int] = field(default_factory=dict)  # target -> first container with it

    @property
    def main(self) -> Container:
        return self.containers[0]

    def locate(self, path: str, mark: Mark) -> Location:
        """Where a path is: of several containers, in the first with a mount at or above it."""
        return locate(path, self._holder(normal(path)).mounts, self.elsewhere, mark)

    def variable(self, name: str, mark: Mark) -> Variable:
        """The variable of that name; where none is known, one that `mark` has."""
        return self.variables.get(name) or self.unseen or Variable(mark)

    def _holder(self, path: str) -> Container:
        numbers = [self.first[above] for above in upwards(path) if above in self.first]
        return self.containers[min(numbers, default=0)]


def first_mounts(containers: Sequence[Container]) -> dict[str, int]:
    """For each mount target the number of the first container that has it."""
    found: dict[str, int] = {}
    for number, container in enumerate(containers):
        for target in container.mounts:
            found.setdefault(target, number)
    return found
