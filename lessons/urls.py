"""The addresses of the lessons."""

from __future__ import annotations

from django.urls import path

from lessons import lookup, views

app_name = "lessons"
urlpatterns = [
    path("lessons/", views.show_index, name="index"),
    path("lessons/<slug:slug>/", views.show_lesson, name="lesson"),
    path("lessons/<slug:slug>/mine/", views.show_mine, name="mine"),
    path("lessons/<slug:slug>/readings/", views.create_readings, name="readings"),
    path("lessons/<slug:slug>/print/", views.show_print, name="print"),
    path("rules/", lookup.show_rules, name="rules"),
    path("glossary/", lookup.show_glossary, name="glossary"),
    path("search/", lookup.show_search, name="search"),
]
