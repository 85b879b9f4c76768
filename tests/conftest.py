"""What every test needs: the static files, collected once for all processes."""

import pytest


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # the workers of xdist come later
        from stateguide.collected import collect_if_changed

        collect_if_changed()
