"""Keeping the votes of a round as answers, so that a learner's record and review have them.

The votes of ballot 1 are a learner's attempt 1 at the quiz of the round, those of ballot 2 their
attempt 2. They are graded as any answer is, and only once the question was revealed. To keep the
same again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

from django.db import transaction

from live.locks import locked
from live.models import Round, Vote
from live.questions import built_at, quiz_of, seed_of, slug_of
from live.results import results_at, votes_on
from quizzes.answers import SHOWN_SEED
from quizzes.believers import diagnosed
from quizzes.grading import grade
from quizzes.models import Answer, Attempt, Shown
from quizzes.questions import Built
from quizzes.responses import Response

BATCH = 500  # rows an INSERT, as many as every database takes


def keep(round_: Round, positions: Iterable[int]) -> None:
    """Keep the votes on these questions, in this order; each ballot is a transaction."""
    for position in positions:
        if built := built_at(round_, position):
            for ballot in (1, 2):
                _keep(round_, position, ballot, built)


@transaction.atomic
def _keep(round_: Round, position: int, ballot: int, built: Built) -> None:
    # Two at once would give two answers one number.
    locked(round_.pk)
    found = votes_on(round_, position).filter(ballot=ballot).select_related("player")
    votes = list(found.order_by("pk"))
    attempts = _attempts(round_, ballot, votes)
    submissions = {vote.pk: _submission(round_, vote) for vote in votes}
    kept = _kept(submissions.values())
    counted = results_at(round_, position, built).ballots[ballot - 1]
    answers = [
        _answer(attempts[vote.player.user_id], built, vote, submissions[vote.pk])
        for vote in votes
        if submissions[vote.pk] not in kept and vote.player_id in counted
    ]
    if answers:
        shown = _shown(built)
        for answer in answers:
            answer.shown = shown
        Answer.objects.bulk_create(answers, batch_size=BATCH)


def _submission(round_: Round, vote: Vote) -> UUID:
    """The number of the answer that keeps a vote: always the same."""
    return uuid5(round_.uid, f"{vote.player.uid}.{vote.position}.{vote.ballot}")


def _kept(submissions: Iterable[UUID]) -> set[UUID]:
    """Those that are answers already."""
    asked, found = list(submissions), set[UUID]()
    for start in range(0, len(asked), BATCH):
        some = Answer.objects.filter(submission__in=asked[start : start + BATCH])
        found |= set(some.values_list("submission", flat=True))
    return found


def _attempts(round_: Round, ballot: int, votes: Iterable[Vote]) -> Mapping[int, Attempt]:
    """The attempt of each who voted, by their key, counted."""
    given = {"quiz": slug_of(round_), "ordinal": ballot}
    new = [
        Attempt(
            learner_id=vote.player.user_id,
            seed=seed_of(round_),
            size=quiz_of(round_).ask,
            started_at=vote.voted_at,
            **given,
        )
        for vote in votes
    ]
    Attempt.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    found = Attempt.objects.filter(**given).counted()
    return {attempt.learner_id: attempt for attempt in found}


def _shown(built: Built) -> Shown:
    told = {"question": built.question.as_json(), "outcome": dict(built.outcome)}
    shown, _ = Shown.objects.get_or_create(digest=built.digest, seed=SHOWN_SEED, defaults=told)
    return shown


def _answer(attempt: Attempt, built: Built, vote: Vote, submission: UUID) -> Answer:
    response = Response.of_json(vote.response)
    marks = grade(built.key, response.picks, response.users)
    return Answer(
        submission=submission,
        attempt=attempt,
        number=attempt.answered + 1,
        question=built.question.key,
        response=vote.response,
        belief=diagnosed(built.key, response.picks, response.users, built.held),
        points=marks.points,
        max_points=marks.max_points,
        answered_at=vote.voted_at,
    )
