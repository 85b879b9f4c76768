"""Installing a Debian package where we are root on such a system."""

import os
import shutil
import subprocess


def can_use_apt() -> bool:
    """Whether this is root on a Debian-like system."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> bool:
    """Install a package without asking anything; say whether it worked."""
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=400"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [[*apt, "update"], [*apt, "install", "--no-install-recommends", package]]
    return all(_runs(command, quiet) for command in commands)


def _runs(command: list[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0
