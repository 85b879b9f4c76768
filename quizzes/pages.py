"""The pages of quizzes, each also as the part that htmx asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lessons.catalogue import lessons
from lessons.excerpts import Excerpt, excerpt
from lessons.skills import Skill, skills
from quizzes.asking import Asking
from quizzes.attempts import Standing, explained, url_of
from quizzes.concept_verdicts import ConceptVerdict, concept_finding, concept_verdict, is_concept
from quizzes.findings import summary
from quizzes.models import Answer
from quizzes.pools import CONCEPT, HOME, Quiz, UnknownQuiz, quiz, title_of
from quizzes.terms import FREE, Terms
from quizzes.verdicts import Verdict, finding_of, verdict
from quizzes.why_verdicts import WhyVerdict, is_why, why_finding, why_verdict
from stateguide.pages import part_or_page
from whatif.readers import SourceFile

_JUST_NOW = timedelta(seconds=30)  # a verdict moves once, when its answer was just stored


def open_page(request: HttpRequest, quiz: Quiz, standing: Standing, terms: Terms) -> HttpResponse:
    """Which question of an attempt is open."""
    attempt = standing.attempt
    told = terms.told(attempt.ordinal, timezone.now(), attempt)
    context = {"standing": standing, "quiz": quiz, "told": told}
    return render(request, "quizzes/open.html", context)


def question_page(request: HttpRequest, asking: Asking, status: int = 200) -> HttpResponse:
    """An open question with its form."""
    part = "quizzes/_home_form.html" if asking.quiz.by_cut else "quizzes/_question.html"
    context = {"asking": asking, "opening": asking, "focus": True}
    return part_or_page(request, part, "quizzes/question.html", context, status)


def verdict_page(
    request: HttpRequest, answer: Answer, status: int = 200, notice: str = ""
) -> HttpResponse:
    """An answered question; reads `answer.attempt` and `answer.shown`."""
    context = {
        **verdict_context(answer),
        "notice": notice,
        "next": _after(answer),
        "skills": [] if answer.whole else _skills(answer.shown.question["skills"]),
        "running": timezone.now() - answer.answered_at < _JUST_NOW,
    }
    return part_or_page(request, context["part"], "quizzes/verdict.html", context, status)


def verdict_context(answer: Answer) -> dict[str, Any]:
    """What the template `part` needs to tell a verdict to anybody who may see it."""
    found, part = _told(answer)
    return {
        "verdict": found,
        "title": title_of(answer.attempt.quiz),
        "size": answer.attempt.size,
        "excerpts": _excerpts(found) if isinstance(found, Verdict) else [],
        "part": part,
    }


def _told(answer: Answer) -> tuple[Verdict | ConceptVerdict | WhyVerdict, str]:
    """The verdict on a question of each kind, and its template."""
    if is_concept(answer):
        return concept_verdict(answer), "quizzes/_concept_verdict.html"
    if is_why(answer):
        return why_verdict(answer), "quizzes/_why_verdict.html"
    home = answer.attempt.quiz == HOME
    return verdict(answer), "quizzes/_home_verdict.html" if home else "quizzes/_verdict.html"


def result_page(request: HttpRequest, standing: Standing, terms: Terms = FREE) -> HttpResponse:
    """What came of an attempt, and what may be tried after it."""
    attempt = standing.attempt
    answers = explained(standing.attempt)
    wrong = [answer for answer in answers if not answer.whole]
    again = _skill_slugs(wrong)
    known = [slug for slug in _skill_slugs(answers) if slug not in again]
    context = {
        "standing": standing,
        "title": title_of(standing.attempt.quiz),
        "sum": summary(standing.points, standing.max_points, len(wrong), standing.size),
        "refusal": None if standing.finished else terms.refusal_to_go_on(attempt, timezone.now()),
        "again": not terms.refusal_to_begin(attempt.ordinal + 1),
        "others": _asks_others(attempt.quiz),
        "findings": [(answer, _finding(answer)) for answer in answers],
        "known": _skills(known),
        "skills": _skills(again),
    }
    return part_or_page(request, "quizzes/_result.html", "quizzes/result.html", context)


def _skill_slugs(answers: Iterable[Answer]) -> list[str]:
    """The skills of these questions, each once, in the order in which they were met."""
    slugs = (slug for answer in answers for slug in answer.shown.question["skills"])
    return list(dict.fromkeys(slugs))


def _finding(answer: Answer) -> str:
    """The heading of a verdict alone."""
    if is_concept(answer):
        return concept_finding(answer)
    return why_finding(answer) if is_why(answer) else finding_of(answer)


def _asks_others(slug: str) -> bool:
    """Whether another attempt may ask what this one did not."""
    try:
        found = quiz(slug)
    except UnknownQuiz:
        return False
    return found.ask < len(found.pool)


def _after(answer: Answer) -> dict[str, str]:
    """Where to go on after a verdict."""
    attempt = answer.attempt
    if answer.number < attempt.size:
        return {"url": url_of(attempt, answer.number + 1), "says": "Next question"}
    if attempt.size > 1:
        url = reverse("quizzes:result", args=[attempt.quiz, attempt.pk])
        return {"url": url, "says": "See all answers"}
    if attempt.quiz.startswith(CONCEPT):
        taught = reverse("lessons:lesson", args=[answer.shown.question["lesson"]])
        return {"url": taught, "says": f"Back to the lesson: {title_of(attempt.quiz)}"}
    first = reverse("lessons:lesson", args=[lessons()[0].slug])
    return {"url": first, "says": "Start reading"}


def _skills(slugs: Iterable[str]) -> list[Skill]:
    known = skills()
    return [known[slug] for slug in slugs if slug in known]


def _excerpts(found: Verdict) -> list[Excerpt]:
    """The files with the letters in their gutter, and the line that the finding turns on."""
    pieces, turning = [line.piece for line in found.lines], found.turning
    files = [SourceFile(*file) for file in found.question["files"]]
    return [
        excerpt(file, pieces, decides=turning.line if file.name == turning.file else None)
        for file in files
    ]
