"""Log records as lines of JSON."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime

FIELDS = "fields"  # the attribute of a record that holds fields of its own
_QUERY = re.compile(r"\?\S+")
# gunicorn quotes what it cannot read, which may be any part of an address.
_UNREADABLE = re.compile(r"(?<=Invalid request from )(\S*): .*", re.DOTALL)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of ASCII, so that nothing within it can begin another line.

    Unless `log_questions`, what a question may stand in is left out: queries of addresses in
    messages, what is wrong with requests that cannot be read, and the messages of exceptions, whose
    type and lines are kept.
    """

    def __init__(self, *, log_questions: bool = False) -> None:
        super().__init__()
        self._log_questions = log_questions

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        message = record.getMessage()
        if not self._log_questions:
            message = _UNREADABLE.sub(r"\1", _QUERY.sub("?…", message))
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, error, lines = record.exc_info
            told["exception"] = kind.__name__
            told["traceback"] = "".join(traceback.format_tb(lines))
            if self._log_questions:
                told["exception_message"] = str(error)
        return json.dumps(told)


def log_configuration(*, request_log: bool, log_questions: bool) -> dict[str, object]:
    """Return the configuration of `logging.config` for a service that logs to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter, "log_questions": log_questions}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "json",
            }
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "web.telemetry.requests": {"level": "INFO" if request_log else "WARNING"},
            "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": True},
        },
    }
