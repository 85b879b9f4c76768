"""What was picked at one question, option by option, with the beliefs that lead there.

Options are told apart by their words: where they stood was drawn anew for each learner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from classrooms.dashboard.beliefs import title_of
from classrooms.dashboard.tries import CHUNK
from lessons.templatetags.figures import word
from quizzes.believers import OF_USERS
from quizzes.models import Answer, Shown
from quizzes.words import USERS

Document = Mapping[str, Any]


class Choice(NamedTuple):
    """An option of a question that was shown."""

    slot: str  # what it answers, in words
    says: str
    right: bool
    beliefs: tuple[str, ...]  # slugs of those who say so


@dataclass(slots=True)
class Option:
    """An option, and how many first tries picked it."""

    says: str
    right: bool = False
    beliefs: set[str] = field(default_factory=set)
    picks: int = 0

    @property
    def titles(self) -> list[str]:
        """Of the beliefs."""
        return [title_of(slug) for slug in sorted(self.beliefs)]


Slots = dict[str, dict[str, Option]]  # what is asked -> words -> option


def picked(key: str, users: Sequence[int]) -> Slots:
    """The first tries of these learners at one question, by what was asked.

    A query for each `CHUNK` of them, and one more. Keys and not a query for the learners: the
    planner of PostgreSQL may go through all answers for each of them, where it knows no numbers.
    """
    chunks = (users[start : start + CHUNK] for start in range(0, len(users), CHUNK))
    rows = [row for some in chunks for row in _first(key, some)]
    shown = Shown.objects.in_bulk({pk for pk, _ in rows})
    offered = {pk: _offered(one.question, one.outcome) for pk, one in shown.items()}
    found: Slots = {}
    for pk, response in rows:
        _add(found, offered[pk], response)
    return found


def _first(key: str, users: Sequence[int]) -> Iterator[tuple[int, Document]]:
    """What each learner was shown first, and what they said."""
    answers = Answer.objects.filter(question=key, attempt__learner__in=users)
    seen: set[int] = set()
    columns = ("attempt__learner", "shown", "response")
    for learner, shown, response in answers.order_by("pk").values_list(*columns):
        if learner not in seen:
            seen.add(learner)
            yield shown, response


Offered = Mapping[str, Mapping[str, Choice]]  # name in the response -> value -> choice


def _add(found: Slots, offered: Offered, response: Document) -> None:
    said = {**response["picks"], OF_USERS: response.get("users", "")}
    for name, choices in offered.items():
        for value, choice in choices.items():
            options = found.setdefault(choice.slot, {})
            option = options.setdefault(choice.says, Option(choice.says))
            option.right = choice.right
            option.beliefs.update(choice.beliefs)
            option.picks += said.get(name) == value


def _offered(question: Document, outcome: Document) -> Offered:
    """All that one could choose from."""
    if "slots" in question:
        return dict(_chosen(question, outcome))
    return dict(_predicted(question, outcome))


def _predicted(question: Document, outcome: Document) -> Iterator[tuple[str, dict[str, Choice]]]:
    """The fates of each piece, and what could be said of the users."""
    true = {one["letter"]: one["fate"] for one in outcome["pieces"]}
    for one in question["pieces"]:
        letter = one["letter"]
        slot = " ".join(filter(None, [f"{letter}: {one['item']}", one["whose"]]))
        words = {fate: word(fate) for fate in one["offered"]}
        yield letter, _choices(slot, letter, words, true[letter], outcome)
    if question["asks_users"]:
        yield OF_USERS, _choices("The users", OF_USERS, USERS, outcome["users"], outcome)


def _choices(
    slot: str, name: str, words: Mapping[str, str], true: str, outcome: Document
) -> dict[str, Choice]:
    return {
        value: Choice(slot, says, value == true, _saying(outcome, name, value))
        for value, says in words.items()
    }


def _saying(outcome: Document, name: str, value: str) -> tuple[str, ...]:
    held: Iterable[Document] = outcome.get("beliefs", [])
    return tuple(one["slug"] for one in held if one["picks"].get(name) == value)


def _chosen(question: Document, outcome: Document) -> Iterator[tuple[str, dict[str, Choice]]]:
    """The options of a choice with a reason or of a concept, or the bins of each thing to sort."""
    believed = {one["value"]: one.get("belief", "") for one in outcome["options"]}
    for slot in question["slots"]:
        says = slot["says"] or question.get("asks") or question["title"]
        true = outcome["key"][slot["letter"]]
        yield (
            slot["letter"],
            {
                value: Choice(says, words, value == true, _one(believed.get(value, "")))
                for value, words in question["choices"]
            },
        )


def _one(belief: str) -> tuple[str, ...]:
    return (belief,) if belief else ()
