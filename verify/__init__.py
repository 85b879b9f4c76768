"""`make check` and `make test`."""
