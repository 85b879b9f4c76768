"""The forms by which somebody comes in and goes."""

from __future__ import annotations

from typing import Any

from django.test import Client

EMAIL, PASSWORD = "alice@example.org", "correct horse battery"
Reply = Any


def register(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Reply:
    fields = {"email": email, "password1": password, "password2": password, **more}
    return client.post("/accounts/register/", fields)


def log_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Reply:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def log_out(client: Client) -> Reply:
    return client.post("/accounts/logout/")


def who(client: Client) -> str:
    """What the page of a browser says of who is there."""
    page = client.get("/me/").content.decode()
    return page.split("<h1>")[1].split("</h1>")[0]


NOBODY, A_GUEST = "Nobody knows you here yet", "You are a guest of this browser"
