"""An answer is stored once, whatever is sent how often, from where, and whatever breaks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from prepared import Insert
from quizzes import answers
from quizzes.models import Answer, Attempt, Shown
from quizzes.questions import Built
from tests.quizzes.sending import after, answer, filled, finish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
URL = "/quizzes/what-is-state/"
POST = "/quizzes/what-is-state/attempts/"
AT_ONCE = 5


def at_once(send: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """Send from several threads, each with a connection of its own."""

    def alone(number: int) -> Any:
        try:
            return send(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(alone, range(times)))


def rows() -> tuple[int, int, int, int]:
    tables = (User, Attempt, Shown, Answer)
    return tuple(table.objects.count() for table in tables)  # type: ignore[return-value]


def test_a_first_answer_sent_five_times_at_once_is_one_guest_one_attempt_one_answer() -> None:
    sent = filled(Client().get(URL))
    replies = at_once(lambda _: Client().post(POST, sent))
    assert [reply.status_code for reply in replies] == [303] * AT_ONCE
    assert len({reply["Location"] for reply in replies}) == 1
    assert rows() == (1, 1, 1, 1)


def test_a_later_answer_sent_five_times_at_once_is_stored_once(client: Client) -> None:
    url = after(answer(client, URL)["Location"])
    sent, cookie = filled(client.get(url)), client.cookies["guest"].value

    def send(_: int) -> Any:
        return Client(headers={"cookie": f"guest={cookie}"}).post(url, sent)

    assert {(r.status_code, r["Location"]) for r in at_once(send)} == {(303, url)}
    assert Answer.objects.filter(number=2).count() == 1


def test_of_five_different_answers_at_once_one_is_stored_and_four_are_refused(
    client: Client,
) -> None:
    url = after(answer(client, URL)["Location"])
    sent, cookie = filled(client.get(url)), client.cookies["guest"].value

    def send(number: int) -> Any:
        tab = {**sent, "submission": str(uuid.uuid4())}
        return Client(headers={"cookie": f"guest={cookie}"}).post(url, tab)

    assert sorted(reply.status_code for reply in at_once(send)) == [303, 409, 409, 409, 409]
    assert Answer.objects.filter(number=2).count() == 1


def test_one_number_used_at_once_for_two_questions_is_stored_once(client: Client) -> None:
    visitors = [Client(), Client()]
    sent = [filled(visitor.get(URL)) for visitor in visitors]
    sent[1]["submission"] = sent[0]["submission"]
    replies = at_once(lambda number: visitors[number].post(POST, sent[number]), 2)
    assert sorted(reply.status_code for reply in replies) == [303, 409]
    assert Answer.objects.count() == 1


def test_many_learners_at_once_share_what_was_shown() -> None:
    replies = at_once(lambda _: answer(Client(), URL))
    assert [reply.status_code for reply in replies] == [303] * AT_ONCE
    assert rows() == (AT_ONCE, AT_ONCE, 1, AT_ONCE)


def test_what_was_shown_may_be_stored_by_somebody_else_in_between(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = answers._insert_shown

    def later(built: Built) -> None:
        monkeypatch.setattr(answers, "_insert_shown", really)
        answer(Client(), URL)
        really(built)

    monkeypatch.setattr(answers, "_insert_shown", later)
    assert answer(client, URL).status_code == 303
    assert rows() == (2, 2, 1, 2)


def test_a_crash_before_the_answer_acknowledges_nothing_and_a_retry_works(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = filled(client.get(URL))

    def crash(*_: Any) -> None:
        raise RuntimeError("the process died here")

    with monkeypatch.context() as broken:
        broken.setattr(answers, "_insert", crash)
        client.raise_request_exception = False
        reply = client.post(POST, sent)
        assert reply.status_code == 500
        assert "guest" not in reply.cookies
    assert rows() == (1, 1, 0, 0), "the attempt was begun, the answer was not stored"
    assert client.post(POST, sent).status_code == 303
    assert rows() == (1, 1, 1, 1)


def test_a_crash_before_the_answer_leaves_only_what_was_shown_which_the_next_try_takes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = filled(client.get(URL))
    really, shown = Insert.run, []

    def crash(self: Insert[Any], row: Any, **values: Any) -> None:
        if isinstance(row, Answer):
            shown.append(Shown.objects.count())
            if shown[-1]:
                raise OperationalError("the database went away")
        really(self, row, **values)

    with monkeypatch.context() as broken:
        broken.setattr(Insert, "run", crash)
        assert client.post(POST, sent).status_code == 503
    assert shown == [0, 1]
    assert rows() == (1, 1, 1, 0)
    assert client.post(POST, sent).status_code == 303


def test_points_above_the_maximum_are_refused_and_nothing_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Generous:
        points, max_points = 3, 2

    monkeypatch.setattr(answers, "grade", lambda *_: Generous)
    with pytest.raises(IntegrityError, match="points_capped"):
        answer(client, URL)
    assert not Answer.objects.exists()


def statements(client: Client, url: str, sent: dict[str, str]) -> list[str]:
    """The statements of one post, transactions included."""
    with CaptureQueriesContext(connection) as captured:
        assert client.post(url, sent).status_code == 303
    return [query["sql"].split(None, 1)[0].upper() for query in captured.captured_queries]


def test_no_statement_keeps_the_lock_while_we_think_of_the_next(client: Client) -> None:
    url = after(answer(client, URL)["Location"])
    found = statements(client, url, filled(client.get(url)))
    refused, *stored = found[found.index("INSERT") :]
    assert stored == ["INSERT", "INSERT"], "what was shown, and the answer"


def test_an_answer_to_what_others_were_shown_is_one_statement_after_one_query(
    client: Client,
) -> None:
    finish(Client(), URL)
    url = after(answer(client, URL)["Location"])
    assert statements(client, url, filled(client.get(url))) == ["SELECT", "INSERT"]


def test_a_first_answer_is_two_transactions(client: Client) -> None:
    answer(Client(), URL)
    found = statements(client, POST, filled(client.get(URL)))
    guest_and_attempt = ["BEGIN", "INSERT", "SELECT", "INSERT", "SELECT", "COMMIT"]
    assert found == [*guest_and_attempt, "INSERT"]
