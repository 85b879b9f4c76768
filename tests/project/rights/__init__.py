"""Who may open which address: one table, a module for each part of the site."""

from tests.project.rights import accounts, classes, dashboard, live, reading, sets
from tests.project.rights.rows import Row

ROWS: tuple[Row, ...] = (
    *reading.ROWS,
    *accounts.ROWS,
    *classes.ROWS,
    *dashboard.ROWS,
    *sets.ROWS,
    *live.ROWS,
)
