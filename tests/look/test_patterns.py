"""`/patterns/`: every component once."""

from django.test import Client, RequestFactory

from lessons import patterns
from lessons.templatetags.figures import word
from whatif.outcome import Fate


def test_every_fate_and_every_part_is_on_the_page(rf: RequestFactory) -> None:
    html = patterns.show(rf.get("/patterns/")).content.decode()
    for fate in Fate:
        assert f'class="outcome is-{fate}"' in html
        assert word(fate) in html
    for part in (
        "is-struck",
        "peg",
        "others",
        "is-window",
        "sawline",
        "balancer",
        "decides",
        "belief",
        "explained",
    ):
        assert part in html


def test_the_page_is_there_only_while_debugging(client: Client) -> None:
    assert client.get("/patterns/").status_code == 404
