"""The codings in which a page is sent, and which of them a browser takes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli

CODINGS: Mapping[str, Callable[[bytes], bytes]] = {  # the best first
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=11),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*$")


@lru_cache(maxsize=256)
def best(accepted: str) -> str:
    """The best coding that an Accept-Encoding header allows, "" for none.

    >>> best("gzip, deflate, br;q=0.5"), best("br;q=0, gzip;q=1.0"), best("identity")
    ('br', 'gzip', '')
    """
    offers = {
        offer.partition(";")[0].strip().lower()
        for offer in accepted.split(",")
        if not _REFUSED.search(offer)
    }
    return next((coding for coding in CODINGS if coding in offers), "")
