"""The fonts that stand in until ours arrive: without one of them pages move when they come."""

import shutil
import subprocess

from verify.debian import apt_install, can_use_apt

STAND_INS = ("Liberation Serif", "Georgia")
PACKAGE = "fonts-liberation"


def provide() -> None:
    """Install Debian's stand-ins where there is none and we may; say it in one line."""
    if not missing():
        return
    if can_use_apt():
        print(f"No font stands in for ours; installing Debian's {PACKAGE}.", flush=True)
        apt_install(PACKAGE)
    else:
        print(f"Pages may move in tests: install the package {PACKAGE}", flush=True)


def missing() -> bool:
    """Whether this machine has no stand-in; one without fontconfig is taken to have one."""
    fc_list = shutil.which("fc-list")
    return fc_list is not None and not any(_knows(fc_list, family) for family in STAND_INS)


def _knows(fc_list: str, family: str) -> bool:
    listed = subprocess.run([fc_list, family], capture_output=True, check=False)
    return bool(listed.stdout.strip())
