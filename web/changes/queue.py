"""The changes that were asked for, in the data folder, for every process to see.

<data>/changes/<id>/          a change; ids are in the order of asking, and not to be guessed
<data>/changes/<id>/wanted    what is asked
<data>/changes/<id>/told      how far it has come
<data>/changes/<id>/0, 1, …   the files that were sent
<data>/changes/<id>/lock      held by the process that makes it
<data>/changes/lock           held by the process whose turn it is
<data>/changes/next           held by the process that waits for its turn
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from corpus.errors import DataFolderError
from qa.serialise import json_bytes
from web.changes.change import Change, Kind, SentFile, Stage, Wanted, change_from_json
from web.collecting.uploads import Upload

CHANGES = "changes"
_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{32}", re.ASCII)
_KEPT_FOR = 24 * 3600.0  # seconds after a change has ended
_NEW = ".new"
BROKEN_OFF = (
    "The process that made the change ended before it was done. The collection is as it was; "
    "ask again."
)


class ChangeQueue:
    """Keeps the changes of a data folder; safe from many processes.

    Everything raises DataFolderError where the disk refuses.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / CHANGES

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        """Give an empty folder for files that arrive, deleted at the end unless they were put."""
        folder = self._folder / f"{time.time_ns():016x}-{secrets.token_hex(16)}{_NEW}"
        with _refusals_told(folder):
            folder.mkdir(parents=True, mode=0o700)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def put(self, wanted: Wanted, arrived: Path, names: Sequence[str] = ()) -> Change:
        """Put a change at the end of the queue; the files `0`, `1`, … have arrived in a folder."""
        files = tuple(
            SentFile(name, (arrived / str(number)).stat().st_size)
            for number, name in enumerate(names)
        )
        id_ = arrived.name.removesuffix(_NEW)
        change = Change(id_, wanted.kind, Stage.QUEUED, wanted.document, files, 0, 0, "", "")
        with _refusals_told(arrived):
            said = dict(wanted.said or {})
            (arrived / "wanted").write_bytes(json.dumps(said).encode("ascii"))
            (arrived / "told").write_bytes(json_bytes(change))
            arrived.rename(self._folder / id_)
        return change

    def change(self, id_: str) -> Change | None:
        """Return a change, None if there is none; one whose process has died has failed."""
        found = self._told(id_)
        if found is None or found.has_ended or found.stage is Stage.QUEUED:
            return found
        with _lock(self._folder / id_ / "lock", waits=False) as is_free:
            if not is_free:
                return found
            found = self._told(id_) or found  # it may have ended just before
            if not found.has_ended:
                found = replace(found, stage=Stage.FAILED, reason=BROKEN_OFF)
                self.tell(found)
        return found

    def unfinished(self) -> tuple[Change, ...]:
        """Return the changes that have not ended, in the order of asking."""
        found = (self.change(id_) for id_ in self._ids())
        return tuple(each for each in found if each is not None and not each.has_ended)

    def wanted(self, change: Change) -> Wanted:
        """Return what is asked by a change."""
        with _refusals_told(self._folder):
            said = json.loads((self._folder / change.id / "wanted").read_bytes())
        return Wanted(change.kind, change.document, said if change.kind is Kind.DESCRIBE else None)

    def uploads(self, change: Change) -> tuple[Upload, ...]:
        """Return the files that were sent with a change."""
        folder = self._folder / change.id
        return tuple(Upload(folder / str(n), file.name) for n, file in enumerate(change.files))

    def tell(self, change: Change) -> None:
        """Say how far a change has come; of one that has ended the files are deleted."""
        folder = self._folder / change.id
        with _refusals_told(folder):
            fresh = folder / "told.new"
            fresh.write_bytes(json_bytes(change))
            fresh.replace(folder / "told")
            for number in range(len(change.files)) if change.has_ended else ():
                (folder / str(number)).unlink(missing_ok=True)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Wait for the turn of this process and hold it; the system ends it with the process.

        Another one that waits already will see whatever was put before now: then there is no turn,
        and what is given is False.
        """
        with _refusals_told(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with ExitStack() as waiting, ExitStack() as holding:
            if not waiting.enter_context(_lock(self._folder / "next", waits=False)):
                yield False
                return
            holding.enter_context(_lock(self._folder / "lock", waits=True))
            waiting.close()
            yield True

    @contextmanager
    def making(self, change: Change) -> Iterator[None]:
        """Hold a change while it is made."""
        with _lock(self._folder / change.id / "lock", waits=True):
            yield

    def forget_old(self) -> None:
        """Delete the changes that ended a day ago, and what has been arriving for as long."""
        before = time.time() - _KEPT_FOR
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            told = self._told(folder.name)
            is_over = told.has_ended if told else folder.name.endswith(_NEW)
            newest = folder / "told" if told else folder
            with suppress(FileNotFoundError):  # another process deletes it as well
                if is_over and newest.stat().st_mtime < before:
                    shutil.rmtree(folder, ignore_errors=True)

    def _ids(self) -> list[str]:
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted(folder.name for folder in folders if _ID.fullmatch(folder.name))

    def _told(self, id_: str) -> Change | None:
        if not _ID.fullmatch(id_):
            return None
        try:
            return change_from_json(json.loads((self._folder / id_ / "told").read_bytes()))
        except (OSError, ValueError, TypeError, KeyError):
            return None


@contextmanager
def _lock(path: Path, *, waits: bool) -> Iterator[bool]:
    """Hold the lock of a file; tell whether it is held, which it may not be unless one `waits`."""
    with _refusals_told(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataFolderError(
            f"{path} cannot be used ({error.strerror or error}); make room and try again."
        ) from error
