"""Statements whose SQL is made once a process.

To build a queryset and to compile it takes Django five to ten times as long as the database takes
to answer it by an index. So a query that nearly every request asks is written once, with blanks:

    _GUEST = Prepared(lambda: User.objects.filter(uid=Blank("uid", UUIDField())))
    _GUEST.first(uid=uid)

What comes are the queryset's own objects, with what `annotate` adds, without what `defer` leaves
out. Joins may decide what is found; `select_related` is not read.

Each statement also hands Python's lock to another thread and waits to get it back, which costs more
than the statement. So what a request needs comes by one, with `JSONArrayAgg` for what is many.
"""

from prepared.arrays import JSONArrayAgg, JSONValues
from prepared.blanks import Blank
from prepared.inserts import Insert
from prepared.queries import Prepared

__all__ = ["Blank", "Insert", "JSONArrayAgg", "JSONValues", "Prepared"]
