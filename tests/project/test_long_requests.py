"""An address or a header that is too long is refused by the server, before the app reads it."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from verify.serving import serving


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield urlsplit(address).netloc


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/me/", {"Accept-Language": "en," * 2000}, 200),
        ("/me/", {"Accept-Language": "en," * 3500}, 431),
        ("/me/", {"Cookie": "guest=" + "x" * 7000}, 200),
        ("/me/", {"Cookie": "sessionid=" + "x" * 100_000}, 431),
        ("/me/?next=" + "x" * 20_000, {}, 414),
        ("/accounts/login/?next=" + "x" * 3000, {}, 200),
    ],
)
def test_what_is_too_long_is_refused(
    site: str, path: str, headers: dict[str, str], status: int
) -> None:
    server = HTTPConnection(site, timeout=20)
    server.request("GET", path, headers=headers)
    assert server.getresponse().status == status
    server.close()
