"""Addresses of the dashboard of a class."""

from django.urls import path

from classrooms.dashboard import views

CLASS = "classes/<uuid:uid>/"

urlpatterns = [
    path(f"{CLASS}dashboard/", views.show_dashboard, name="dashboard"),
    path(f"{CLASS}report/", views.show_report, name="report"),
    path(f"{CLASS}questions/", views.show_questions, name="questions"),
    path(f"{CLASS}questions/<str:key>/", views.show_question, name="question"),
    path(f"{CLASS}learners/<int:pk>/", views.show_learner, name="learner"),
    path(f"{CLASS}answers/<int:pk>/", views.show_answer, name="answer"),
    path(f"{CLASS}csv/<str:name>.csv", views.export, name="csv"),
]
