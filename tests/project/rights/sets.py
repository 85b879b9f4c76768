"""The question sets of a class."""

from tests.project.rights.rows import Row

ROWS: tuple[Row, ...] = ()
