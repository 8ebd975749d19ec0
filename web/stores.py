"""What is kept beside the collection: whether this program can use it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Protocol

from flask import current_app

from corpus.errors import DataFolderError
from web.configuration.settings import Settings
from web.conversations.history import history
from web.feedback.store import stored_feedback
from web.keys.store import stored_keys
from web.opening import NotReadyError

_log = logging.getLogger(__name__)


class Store(Protocol):
    """Keeps something in a database."""

    def check(self) -> None:
        """Raise DataFolderError if what was kept cannot be used."""

    def close(self) -> object:
        """Let go of the database."""


def check_before_serving(settings: Settings) -> None:
    """Raise DataFolderError if keys or verdicts cannot be used, NewerFormatError if too new."""
    stores: tuple[Store, ...] = (
        stored_keys(settings.data, settings.database),
        stored_feedback(settings.data, settings.database),
    )
    try:
        _check(stores)
    finally:
        for each in stores:
            each.close()


def check_stores() -> None:
    """Raise NotReadyError if a store of this application cannot be used; the log says why."""
    stores: tuple[Store | None, ...] = (
        current_app.extensions["keys"],
        history().store,
        current_app.extensions["feedback"],
    )
    try:
        _check(each for each in stores if each is not None)
    except DataFolderError as error:
        _log.error("%s", error)
        raise NotReadyError(
            "What is kept beside the collection cannot be used; the server's log says why."
        ) from error


def _check(stores: Iterable[Store]) -> None:
    for each in stores:
        each.check()
