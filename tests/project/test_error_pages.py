"""Each error has a page with a way on; an error page itself never fails."""

import logging

import pytest
from django.test import RequestFactory

from stateguide import errors
from stateguide.errors import TITLES, page


@pytest.mark.parametrize("status", TITLES)
def test_each_error_has_a_page_with_a_way_on(status, client):
    response = page(RequestFactory().get("/nowhere/"), status)
    assert response.status_code == status
    assert f"<h1>{TITLES[status]}</h1>" in response.text
    for way in ("/", "/lessons/", "/progress/"):
        assert f'href="{way}"' in response.text


def test_a_broken_page_is_a_plain_line(monkeypatch, caplog):
    def broken(*_args):
        raise RuntimeError("the template is broken")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = page(RequestFactory().get("/nowhere/"), 500)
    assert response.status_code == 500
    assert response.headers["Content-Type"].startswith("text/plain")
    assert TITLES[500] in response.text
    assert "the template is broken" in caplog.text


def test_a_fault_of_ours_shows_no_trace_of_it(client, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    client.raise_request_exception = False
    monkeypatch.setattr("stateguide.health.HttpResponse", None)
    response = client.get("/healthz")
    assert response.status_code == 500
    assert "NoneType" not in response.text
