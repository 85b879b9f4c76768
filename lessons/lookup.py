"""Pages to look things up: all rules, all words, and a search over both and the lessons."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lessons import catalogue, finding, glossary, rulebook
from stateguide.pages import shared
from whatif.rules import RULES

LONGEST_QUERY = 200  # letters; the field of the page takes no more


@require_safe
def show_rules(request: HttpRequest) -> HttpResponseBase:
    """Every rule of the engine, with its source and with the lessons that refer to it."""

    def make() -> str:
        chapters = rulebook.chapters(RULES, catalogue.lessons())
        count = sum(len(chapter.entries) for chapter in chapters)
        return render_to_string("lessons/rules.html", {"chapters": chapters, "count": count})

    return shared(request, ("rules", settings.CONTENT_DIR), make)


@require_safe
def show_glossary(request: HttpRequest) -> HttpResponseBase:
    """Every word of the course in the order of the alphabet, with the section that teaches it."""

    def make() -> str:
        lessons = {lesson.slug: lesson for lesson in catalogue.lessons()}
        words = sorted(glossary.words(), key=lambda word: word.word.lower())
        taught = [(word, glossary.taught(word, lessons)) for word in words]
        return render_to_string("lessons/glossary.html", {"words": taught})

    return shared(request, ("glossary", settings.CONTENT_DIR), make)


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """The places that speak of something."""
    query = finding.cleaned(request.GET.get("q", ""))
    too_long = len(query) > LONGEST_QUERY
    query = query[:LONGEST_QUERY]
    index = finding.index(settings.CONTENT_DIR)
    context = {
        "query": query,
        "too_long": too_long,
        "longest": LONGEST_QUERY,
        "found": index.find(query) if query and not too_long else None,
    }
    return render(request, "lessons/search.html", context, status=400 if too_long else 200)
