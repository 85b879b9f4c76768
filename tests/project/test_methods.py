"""A request of the wrong method gets a page with a way on, and the header that names the right."""

from __future__ import annotations

import pytest
from django.test import Client

FORMS = "/lessons/what-is-state/readings/"


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", FORMS, "POST"), ("POST", "/healthz", "GET, HEAD"), ("DELETE", FORMS, "POST")],
)
def test_the_wrong_method_is_explained(
    client: Client, method: str, path: str, allowed: str
) -> None:
    response = client.generic(method, path)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert "This address is not used that way" in response.text
    assert 'href="/lessons/"' in response.text


def test_a_head_request_gets_no_body(client: Client) -> None:
    assert client.head(FORMS).status_code == 405
