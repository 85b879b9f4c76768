"""The page on which somebody types a code, of a class or of a live round."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from classrooms.forms import CodeForm
from classrooms.pages import refuse
from classrooms.tries import WrongCode

TOO_MANY = "Too many codes were wrong. Wait {minutes} min, then try again."


def sent(code: str) -> CodeForm:
    """The form with a code that came in an address, as if it had been typed."""
    return CodeForm(QueryDict(urlencode({"code": code[:40].replace("\0", "")})))


class CodePage(NamedTuple):
    """The page of one kind of code."""

    template: str
    unknown: str  # what is said of a code that opens nothing

    def show(self, request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
        """The field to type a code."""
        return render(request, self.template, {"form": form}, status=status)

    def refuse(self, request: HttpRequest, form: CodeForm, wrong: WrongCode) -> HttpResponse:
        """The same with what is wrong: 404, or 429 and when to come again."""
        if wrong.wait is None:
            refuse(form, "code", self.unknown)
            return self.show(request, form, 404)
        refuse(form, "code", TOO_MANY.format(minutes=-(-wrong.wait // 60)))
        response = self.show(request, form, 429)
        response.headers["Retry-After"] = str(wrong.wait)
        return response
