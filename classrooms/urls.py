"""Addresses of classes. Each carries its whole path."""

from django.urls import include, path

from classrooms import views

app_name = "classrooms"
urlpatterns = [
    path("classes/", views.show_index, name="index"),
    path("classes/<uuid:uid>/", views.show_class, name="class"),
    path("classes/<uuid:uid>/mine/", views.show_mine, name="mine"),
    path("", include("classrooms.dashboard.urls")),
    path("", include("classrooms.sets.urls")),
]
