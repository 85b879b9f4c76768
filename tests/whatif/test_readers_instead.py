"""The same files read as if an image or the project's name were another."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.whatif.files import location
from whatif.model import Place, Stack
from whatif.readers import SourceFile, read

COMPOSE = """\
name: shop
services:
  db: {image: "postgres:17"}
  web: {image: "shop:1", x-state: {}}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: db}
spec:
  template:
    spec:
      containers:
      - {image: "postgres:17"}
      - {image: "nginx:1"}
"""


def upgraded(text: str, image: str) -> Stack:
    return read([SourceFile("stack.yaml", dedent(text))], images={"db": image})


@pytest.mark.parametrize("text", [COMPOSE, DEPLOYMENT])
def test_a_new_tag_keeps_its_data_where_it_says(text: str) -> None:
    stack = upgraded(text, "postgres:18")
    assert stack.services[0].image == "postgres:18"
    assert location(stack, "data").path == "/var/lib/postgresql/18/docker"


@pytest.mark.parametrize("image", ["our/database:2", "nginx:1", "node:22"])
def test_an_image_that_tells_nothing_leaves_the_data_where_they_are(image: str) -> None:
    stack = upgraded(COMPOSE, image)
    assert stack.services[0].image == image
    assert location(stack, "data").path == "/var/lib/postgresql/data"
    assert location(stack, "data").place is Place.ANONYMOUS_VOLUME


def test_other_services_keep_their_images() -> None:
    assert [service.image for service in upgraded(COMPOSE, "postgres:18").services] == [
        "postgres:18",
        "shop:1",
    ]


def test_in_a_pod_the_first_container_is_meant() -> None:
    stack = upgraded(DEPLOYMENT, "postgres:18")  # a second database would be a finding
    assert stack.not_modelled == ()


@pytest.mark.parametrize(("project", "expected"), [("", "shop"), ("store", "store")])
def test_the_project_may_have_another_name(project: str, expected: str) -> None:
    assert read([SourceFile("compose.yaml", COMPOSE)], project=project).project == expected
