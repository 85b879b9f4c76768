"""How log lines look."""

import logging


class OneLineFormatter(logging.Formatter):
    """Say what happened in one line, without the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`; the record itself is left as it is for other handlers."""
        bare = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        return super().format(bare)
