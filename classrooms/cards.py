"""The card that brings others into a class: an address, and the same as a QR code."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple

import segno


class Card(NamedTuple):
    """What the card shows beside the code."""

    url: str
    qr: str  # the same as an SVG in a data URI
    only_here: bool  # no other device can use this address


def card(url: str, host: str) -> Card:
    """The card of an address on this host; `host` may carry a port."""
    drawn = segno.make(url, error="m", micro=False).svg_data_uri(light="#fff")
    return Card(url, drawn, _is_own(host))


def _is_own(host: str) -> bool:
    """Whether only this machine knows itself by that name.

    >>> _is_own("localhost:8000"), _is_own("[::1]"), _is_own("192.168.1.5:8000")
    (True, True, False)
    """
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    if name.lower().rstrip(".").endswith("localhost"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
