"""Questions: what it costs to build one and to render its page, all in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from bench.rounds import Figure
from bench.scale import Scale
from bench.servers import environment
from bench.slugs import lesson_slugs

TARGET = 15.0  # ms of CPU
SEEDS = 5  # a quiz begins with another question for each


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The first questions of every quiz; the median of all of them in each round."""
    import os  # noqa: PLC0415

    import django  # noqa: PLC0415  the app is set up in this process for this measure only

    os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="stateguide.settings"))
    django.setup()
    _all()  # reads the content, compiles the templates
    costs = [cost for _ in range(scale.rounds) for cost in _all()]
    yield Figure(name="question: built, rendered", ratios=costs, most=TARGET, unit=" ms")


def _all() -> list[float]:
    return [_cost(slug, seed) for slug in lesson_slugs() for seed in range(SEEDS)]


def _cost(slug: str, seed: int) -> float:
    """CPU ms of one question's page."""
    from django.template.loader import render_to_string  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from quizzes.asking import opened_by  # noqa: PLC0415
    from quizzes.pools import quiz  # noqa: PLC0415
    from quizzes.tickets import Ticket  # noqa: PLC0415

    request = RequestFactory().get("/")
    start = time.process_time()
    asking = opened_by(quiz(slug), Ticket("", slug, 1, seed))
    render_to_string("quizzes/question.html", {"asking": asking, "opening": asking}, request)
    return (time.process_time() - start) * 1000
