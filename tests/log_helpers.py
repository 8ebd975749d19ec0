"""What the service logs, as it would write it."""

import logging

from web.telemetry.json_log import JsonFormatter


class Lines(logging.Handler):
    """Keeps what is logged as the service would write it."""

    def __init__(self, *, log_questions: bool = False) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter(log_questions=log_questions))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
