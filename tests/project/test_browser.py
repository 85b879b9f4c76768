import pytest

pytestmark = pytest.mark.browser


def test_the_site_answers_a_real_browser(open_page):
    page = open_page("/healthz")
    assert page.inner_text("body") == "ok"
