"""What a phone loads of ours stays small."""

from __future__ import annotations

import re

import brotli
from django.conf import settings
from django.test import Client

from tests.live.conftest import CODE, MakeRound
from tests.live.leading import join

MOST = 6000  # bytes of scripts of our own, compressed
_SCRIPT = re.compile(r'src="/static/(js/[a-z/-]+)(?:\.[0-9a-f]{12})?\.js"')
_IMPORT = re.compile(r'from "\.\./(lib/[a-z-]+)\.js"')


def _script(name: str) -> str:
    return (settings.BASE_DIR / "static" / f"{name}.js").read_text()


def test_the_scripts_of_a_phone_are_small(make_round: MakeRound) -> None:
    ada: Client = join(make_round(), "Ada")[0]
    scripts = {*_SCRIPT.findall(ada.get(f"/live/{CODE}/").content.decode())}
    scripts |= {f"js/{name}" for one in scripts for name in _IMPORT.findall(_script(one))}
    assert len(scripts) == 7
    assert sum(len(brotli.compress(_script(one).encode())) for one in scripts) < MOST
