"""Addresses of live rounds. Each carries its whole path."""

from django.urls import path

from live import code_views, host_views, round_views, views

CODE = "live/<str:code>/"

app_name = "live"
urlpatterns = [
    path("classes/<uuid:uid>/rounds/", round_views.show_rounds, name="rounds"),
    path("live/", code_views.type_code, name="type_code"),
    path(CODE, views.show_phone, name="phone"),
    path(f"{CODE}vote/", views.vote, name="vote"),
    path(f"{CODE}screen/", views.show_screen, name="screen"),
    path(f"{CODE}host/", host_views.show_host, name="host"),
    path(f"{CODE}host/act/", host_views.act, name="act"),
    path(f"{CODE}report/", round_views.show_report, name="report"),
    path(f"{CODE}votes.csv", round_views.give_votes, name="votes"),
]
