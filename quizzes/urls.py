"""Addresses of quizzes. Each carries its whole path; the home page is `quizzes.home`."""

from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("quizzes/<slug:slug>/", views.quiz, name="quiz"),
    path("quizzes/<slug:slug>/beside/", views.beside, name="beside"),
    path("quizzes/<slug:slug>/attempts/", views.create_attempt, name="attempts"),
    path("quizzes/<slug:slug>/<uuid:attempt>/", views.result, name="result"),
    path("quizzes/<slug:slug>/<uuid:attempt>/<int:number>/", views.question, name="question"),
    path("progress/", views.progress, name="progress"),
]
