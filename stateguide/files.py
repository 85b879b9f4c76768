"""Files that appear whole or not at all, and never replace another."""

import os
from pathlib import Path


def publish(draft: Path, final: Path) -> None:
    """Give `draft` the name `final`; raise FileExistsError where that name is taken.

    `draft` may be left behind. Of several processes that publish one name, one succeeds.
    """
    try:
        os.link(draft, final)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links (a memory stick, some shared folders).
        if final.exists():
            raise FileExistsError(final) from None
        draft.replace(final)
