"""Addresses of classes. Each carries its whole path."""

from django.urls import include, path

from classrooms import join_views, member_views, settings_views, views, work_views

CLASS = "classes/<uuid:uid>/"

app_name = "classrooms"
urlpatterns = [
    path("classes/", views.show_index, name="index"),
    path("classes/open/", views.open_one, name="open"),
    path("classes/join/", join_views.type_code, name="type_code"),
    path("join/<str:code>/", join_views.show_join, name="join"),
    path(CLASS, views.show_class, name="class"),
    path(f"{CLASS}mine/", views.show_mine, name="mine"),
    path(f"{CLASS}leave/", views.leave, name="leave"),
    path(f"{CLASS}members/", member_views.show_members, name="members"),
    path(f"{CLASS}members/gone/", member_views.show_gone, name="gone"),
    path(f"{CLASS}members/<int:pk>/", member_views.show_member, name="member"),
    path(f"{CLASS}members/<int:pk>/removal/", member_views.remove, name="removal"),
    path(f"{CLASS}members/<int:pk>/return/", member_views.take_back, name="return"),
    path(f"{CLASS}work/", work_views.show_work, name="work"),
    path(f"{CLASS}work/give/", work_views.give, name="give"),
    path(f"{CLASS}work/<uuid:assignment>/", work_views.show_assignment, name="assignment"),
    path(f"{CLASS}work/<uuid:assignment>/withdrawal/", work_views.withdraw, name="withdrawal"),
    path(f"{CLASS}join-card/", settings_views.show_join_card, name="join_card"),
    path(f"{CLASS}settings/", settings_views.show_settings, name="settings"),
    path(f"{CLASS}settings/code/", settings_views.renew_code, name="code"),
    path(f"{CLASS}settings/owner/", settings_views.hand_over, name="owner"),
    path(f"{CLASS}settings/archive/", settings_views.archive, name="archive"),
    path(f"{CLASS}settings/reopening/", settings_views.reopen, name="reopening"),
    path(f"{CLASS}settings/deletion/", settings_views.delete, name="deletion"),
    path("", include("classrooms.dashboard.urls")),
    path("", include("classrooms.sets.urls")),
]
