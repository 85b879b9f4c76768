"""`manage.py demo`: a class of simulated learners, on a database that holds nobody else."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from classrooms.demo.classes import OWNER, RealPeople, make


class Command(BaseCommand):
    help = "Make a class of simulated learners with known beliefs; an earlier one goes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--learners", type=int, default=200, help="how many (200)")
        parser.add_argument("--seed", type=int, default=1, help="another class (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["learners"] <= 1000:
            raise CommandError("--learners is from 1 to 1000")
        try:
            demo = make(options["learners"], options["seed"])
        except RealPeople as error:
            raise CommandError(str(error)) from None
        address = f"/classes/{demo.classroom.uid}/dashboard/"
        self.stdout.write(f"The class is at {address}")
        self.stdout.write(f"Log in as {OWNER} with the password {demo.password}")
