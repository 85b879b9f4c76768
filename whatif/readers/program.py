"""What a file says of a service before its state is known: the ground that the blocks stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from whatif.model import Location, Mark, Place
from whatif.readers.images import Image
from whatif.readers.mounts import Mount, covering, locate


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """One container, or the process of a unit, with what is mounted in it."""

    image: str = ""  # as the file writes it
    known: Image | None = None
    mark: Mark  # the line of the image
    mounts: tuple[Mount, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A service whose items are still to be made. Never without a container."""

    name: str
    containers: tuple[Container, ...]
    elsewhere: Place  # of a path under no mount
    block: str  # what its carrier calls the state block
    replicas: int = 1
    variables: Mapping[str, Mark] = field(default_factory=dict)  # environment: name -> its line

    @property
    def main(self) -> Container:
        return self.containers[0]

    def locate(self, path: str, mark: Mark) -> Location:
        """Where a path is: of several containers, in the first with a mount at or above it."""
        holder = next((c for c in self.containers if covering(path, c.mounts)), self.main)
        return locate(path, holder.mounts, self.elsewhere, mark)
