"""The making of changes, in a process of its own: one after the other, each all or nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import LockedError, PinciteError
from corpus.loading import folder as reading
from index.generations.data_folder import DataFolder
from index.generations.manifest import Manifest
from index.generations.storage import ALL_IN_FILES, Storage
from index.protocols import Embedder
from web.changes.change import Change, Kind, Stage
from web.changes.queue import ChangeQueue
from web.changes.telling import Telling, ToldEmbedder, Warnings
from web.collecting.adding import Collector
from web.collecting.uploads import uploads_folder

_SECONDS_BETWEEN_TRIES = 1.0
_PATIENCE = 3600.0  # seconds that another program may write for
_UNFORESEEN = "Something went wrong here; the server's log says what. The collection is as it was."

_log = logging.getLogger(__name__)


def make_changes(
    data: Path,
    load_embedder: Callable[[], Embedder],
    largest_file: int,
    storage: Storage = ALL_IN_FILES,
) -> None:
    """Make the changes that are asked for until there are no more.

    Waits for its turn, and does nothing if another process waits for it, too. The model is loaded
    when there is something to do. A change that fails is told so and leaves the collection as it
    was; the others are made.
    """
    queue = ChangeQueue(data)
    with queue.turn() as is_held:
        if not is_held:
            return
        queue.forget_old()
        embedder: Embedder | None = None
        while waiting := queue.unfinished():
            with queue.making(waiting[0]):
                telling = Telling(waiting[0], queue.tell, f"{uploads_folder(data)}/")
                try:
                    telling.tell(Stage.READING)
                    embedder = embedder or load_embedder()
                    told = ToldEmbedder(embedder, telling.embedded)
                    collector = Collector(
                        data, told, telling, largest_file=largest_file, storage=storage
                    )
                    _make(queue, telling, collector)
                except PinciteError as error:
                    _log.error("A change could not be made: %s", error)
                    telling.tell(Stage.FAILED, reason=str(error).replace(f"{data}", "The folder"))
                except Exception:  # noqa: BLE001 - whatever it is, the next change can be made
                    _log.exception("A change could not be made.")
                    telling.tell(Stage.FAILED, reason=_UNFORESEEN)


def _make(queue: ChangeQueue, telling: Telling, collector: Collector) -> None:
    with _warnings_to(telling):
        _patiently(lambda: _carry_out(queue, telling.change, collector), telling)
    generation = Manifest.load(_current(collector)).generation
    telling.tell(Stage.DONE, generation=generation)


def _carry_out(queue: ChangeQueue, change: Change, collector: Collector) -> None:
    wanted = queue.wanted(change)
    if wanted.kind is Kind.ADD:
        collector.take(queue.uploads(change))
    elif wanted.kind is Kind.REMOVE:
        collector.remove([wanted.document])
    else:
        collector.describe(wanted.document, wanted.said or {})


def _patiently(make: Callable[[], None], telling: Telling) -> None:
    """Try until no other program writes. Raises LockedError if that takes too long."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return make()
        except LockedError:
            if time.monotonic() > until:
                raise
            telling.tell(Stage.WAITING)
            time.sleep(_SECONDS_BETWEEN_TRIES)


@contextmanager
def _warnings_to(telling: Telling) -> Iterator[None]:
    """Let what the readers of files warn of go to the one who sent them, and not to the log."""
    logger, handler = logging.getLogger(reading.__name__), Warnings(telling.warned)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = True
        logger.removeHandler(handler)


def _current(collector: Collector) -> Path:
    return DataFolder(collector.data, collector.storage).current() or collector.data
