"""Addresses of question sets. Each carries its whole path."""

from django.urls import URLPattern, path

from classrooms.sets import previews, views

_CLASS = "classes/<uuid:uid>/sets/"
urlpatterns: list[URLPattern] = [
    path(_CLASS, views.show_sets, name="sets"),
    path(f"{_CLASS}preview/<str:key>/", previews.show, name="set_preview"),
    path(f"{_CLASS}<uuid:found>/", views.show_set, name="set"),
    path(f"{_CLASS}<uuid:found>/archive/", views.archive, name="set_archive"),
    path(f"{_CLASS}<uuid:found>/reopening/", views.take_back, name="set_reopening"),
    path(f"{_CLASS}<uuid:found>/copies/", views.copy, name="set_copies"),
]
