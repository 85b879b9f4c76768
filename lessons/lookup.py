"""Pages to look things up: all rules, all words, and a search over both and the lessons."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lessons import catalogue, rulebook
from stateguide.pages import shared
from whatif.rules import RULES


@require_safe
def show_rules(request: HttpRequest) -> HttpResponseBase:
    """Every rule of the engine, with its source and with the lessons that refer to it."""

    def make() -> str:
        chapters = rulebook.chapters(RULES, catalogue.lessons())
        count = sum(len(chapter.entries) for chapter in chapters)
        return render_to_string("lessons/rules.html", {"chapters": chapters, "count": count})

    return shared(request, ("rules", settings.CONTENT_DIR), make)
