"""What a verdict says of one choice with a reason, from what is stored alone."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.believers import OF_USERS
from quizzes.certainty import calibrated
from quizzes.concept_verdicts import OptionTold
from quizzes.findings import Told, finding
from quizzes.models import Answer
from quizzes.refutations import Refutation, refutation_of
from quizzes.stored import Document, ladder_of
from quizzes.whys import KIND
from whatif.ladder import Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyVerdict:
    """All that the page of an answered question says."""

    number: int
    points: int
    max_points: int
    finding: str
    calibrated: str  # what being so sure teaches; "" where nothing
    belief: Refutation | None  # of the option that was chosen
    question: Document  # as it was shown
    options: tuple[OptionTold, ...]
    ladder: Ladder
    trace: list[Document]  # rule says source


def is_why(answer: Answer) -> bool:
    return bool(answer.shown.outcome.get("kind") == KIND)


def why_verdict(answer: Answer) -> WhyVerdict:
    """The verdict on a stored answer; reads `answer.shown`."""
    outcome = answer.shown.outcome
    return WhyVerdict(
        number=answer.number,
        points=answer.points,
        max_points=answer.max_points,
        finding=why_finding(answer),
        calibrated=calibrated(answer.certainty, whole=answer.whole),
        belief=refutation_of(answer),
        question=answer.shown.question,
        options=_options(answer),
        ladder=ladder_of(outcome["ladder"]),
        trace=outcome["trace"],
    )


def why_finding(answer: Answer) -> str:
    """The heading alone; reads `answer.shown`."""
    outcome, subject = answer.shown.outcome, answer.shown.outcome["subject"]
    said = next(one["pick"] for one in outcome["options"] if _chosen(one, answer))
    if subject == OF_USERS:
        return finding([], outcome["newcomer"], said, outcome["users"])
    fates = {piece["letter"]: piece["fate"] for piece in outcome["pieces"]}
    return finding([Told(subject, said, fates[subject])], outcome["newcomer"])


def _chosen(option: Document, answer: Answer) -> bool:
    return bool(option["value"] == answer.said.picks["A"])


def _options(answer: Answer) -> tuple[OptionTold, ...]:
    """Each option: the right one with all its reasons, the others with what refutes them."""
    outcome = answer.shown.outcome
    refuted = {one["slug"]: f"{one['not_so']} {one['instead']}" for one in outcome["beliefs"]}
    refuted[""] = " ".join(step["says"] for step in _reasons(outcome))
    return tuple(
        OptionTold(
            says=one["says"],
            why=refuted[one["belief"]],
            right=not one["belief"],
            said=_chosen(one, answer),
        )
        for one in outcome["options"]
    )


def _reasons(outcome: Document) -> list[Document]:
    """The steps that decide what was asked about."""
    found = {piece["letter"]: piece["reasons"] for piece in outcome["pieces"]}
    found[OF_USERS] = outcome["users_reasons"]
    return list(found[outcome["subject"]])
