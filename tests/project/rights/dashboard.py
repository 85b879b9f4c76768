"""What the staff of a class watches."""

from tests.project.rights.rows import Row

ROWS: tuple[Row, ...] = ()
