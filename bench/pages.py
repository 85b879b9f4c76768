"""Reading: how much of bare Django's rate a lesson reaches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.connections import Connection, request
from bench.learners import Learner
from bench.load import CONNECTIONS, steady
from bench.rounds import Figure, Round, Sample, compared, in_turn
from bench.scale import Scale
from bench.servers import APP, BARE, Server, environment, prepare, serving

LESSON = "what-is-state"
ANOTHER = "stateless-systems"  # whose questions the learner has not begun
BODY_TARGET, VIEW_TARGET = 0.70, 0.25


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The shared body alone, and what a known learner's browser asks for."""
    told = environment(folder)
    prepare(told)
    with serving(APP, told, f"/lessons/{LESSON}/") as app, serving(BARE, told) as bare:
        cookies = _learner(app)
        yield _figure("page_vs_bare", app, bare, [request(f"/lessons/{LESSON}/")], scale)
        for name, slug in (("view_vs_bare", ANOTHER), ("view_vs_bare (begun)", LESSON)):
            paths = (f"/lessons/{slug}/", f"/quizzes/{slug}/beside/")
            view = [request(path, cookies=cookies) for path in paths]
            yield _figure(name, app, bare, view, scale)


def _learner(app: Server) -> dict[str, str]:
    """The cookies of a guest who has answered one question of one lesson."""
    learner = Learner(LESSON)
    connection = Connection(app.port)
    learner.answer(connection)
    connection.close()
    return learner.cookies


def _figure(name: str, app: Server, bare: Server, requests: list[bytes], scale: Scale) -> Figure:
    hello = [request("/")]
    for server, warming in ((app, requests), (bare, hello)):
        steady(server, warming, scale.seconds, CONNECTIONS * 5)
    pairs = in_turn(
        lambda: Sample.of([steady(app, requests, scale.seconds, scale.most)]),
        lambda: Sample.of([steady(bare, hello, scale.seconds, scale.most)]),
        scale.rounds,
    )
    rounds = [Round(*pair) for pair in pairs]
    target = BODY_TARGET if name.startswith("page") else VIEW_TARGET
    return compared(name, rounds, least=target)
