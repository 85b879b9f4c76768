"""Which Chromium the browser tests drive."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from verify.debian import apt_install, can_use_apt

NAMES = ("chromium", "google-chrome")
NETWORK_NAME = "room.stateguide.test"  # this machine, as others in its network would call it
FLAGS = [
    f"--host-resolver-rules=MAP {NETWORK_NAME} 127.0.0.1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW = "No Chromium was found: install the package chromium, or say CHROMIUM=/path/to/it"


class NoChromium(Exception):
    """One line that says how to get one."""


def installed(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the path of the Chromium that is there: $CHROMIUM first, then those on the path."""
    if named := environment.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise NoChromium(f"CHROMIUM={named} is no program that can be run")
    paths = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((path for path in paths if path), None)


def downloaded() -> str | None:
    """Return the path of the Chromium that Playwright has downloaded before, if it has."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  it takes a moment

    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def provide() -> str:
    """Return a Chromium, after getting one if need be: Playwright's own, or Debian's as root."""
    return installed() or downloaded() or _download() or _from_debian() or _give_up()


def _download() -> str | None:
    print("Downloading Playwright's Chromium, once.", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    return downloaded() if done.returncode == 0 else None


def _from_debian() -> str | None:
    if not can_use_apt():
        return None
    print("Playwright has no Chromium to download here; installing Debian's.", flush=True)
    apt_install("chromium")
    return installed()


def _give_up() -> str:
    raise NoChromium(HOW)
