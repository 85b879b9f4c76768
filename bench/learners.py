"""Learners who answer questions as a browser without JavaScript does."""

from __future__ import annotations

from bench.connections import Connection, Reply, request
from verify.forms import Form


class Learner:
    """A visitor who becomes a guest with the first answer, at one quiz."""

    def __init__(self, quiz: str) -> None:
        self.url = f"/quizzes/{quiz}/"  # of the question that is open
        self.cookies: dict[str, str] = {}
        self.submission = ""  # of the form that was filled last

    def filled(self, connection: Connection) -> bytes | None:
        """Open the question's page, choose, and give the request; None where the quiz is over."""
        page = connection.send(request(self.url, cookies=self.cookies, coding="identity"))
        if page.status == 404:
            return None
        self.cookies |= page.cookies()
        form = Form(page.body.decode())
        self.submission = form.hidden["submission"]
        return request(form.action, {**form.hidden, **form.first_choices}, self.cookies)

    def took(self, reply: Reply) -> None:
        """Go on from the answer that was acknowledged to the next question."""
        self.cookies |= reply.cookies()
        verdict = reply.header("Location")
        head, number = verdict.removesuffix("/").rsplit("/", 1)
        self.url = f"{head}/{int(number) + 1}/"

    def answer(self, connection: Connection) -> None:
        """Answer the open question."""
        if (sent := self.filled(connection)) is None:
            raise RuntimeError(f"no question is open at {self.url}")
        self.took(connection.send(sent))
