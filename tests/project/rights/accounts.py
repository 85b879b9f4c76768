"""Accounts, and what a person has stored."""

from tests.project.rights.rows import Row

ROWS: tuple[Row, ...] = ()
