"""Files that could not become documents, and why: they are not opened again while unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corpus.errors import DocumentError
from corpus.loading.folder import SourceFile
from index.generations.origins import NOT_TO_BE_RELIED_ON, Refusal
from web.collecting.reading import Stamp, stamp


class Refusals:
    """Refusals by path.

    One for what a file holds stands until the file is written, or read in another way. Any other
    (it may not be read, is being written, is too large, its id is taken) is told of, and the file
    looked at again every time.
    """

    def __init__(self, known: Mapping[str, Refusal]) -> None:
        self._known = dict(known)

    @property
    def all(self) -> dict[str, Refusal]:
        """Return every refusal by path."""
        return dict(self._known)

    def reason(self, file: SourceFile) -> str:
        """Return why a file need not be opened: what it holds was refused; "" if it need be.

        Raises DocumentError if there is no such file.
        """
        known = self._known.get(str(file.path))
        if known is None or known.extractor != file.format.name:
            return ""
        return known.reason if stamp(file.path).is_of(known) else ""

    def note(self, file: SourceFile, seen: Stamp, reason: str) -> None:
        """Keep that what a file held was refused."""
        self._known[str(file.path)] = Refusal(seen.size, seen.modified, file.format.name, reason)

    def note_passing(self, file: SourceFile, reason: str) -> None:
        """Keep that a file was refused, unless it is kept why or the file is gone."""
        try:
            size = stamp(file.path).size
        except DocumentError:
            return
        if str(file.path) not in self._known:
            self.note(file, Stamp(size, NOT_TO_BE_RELIED_ON), reason)

    def forget(self, path: str) -> None:
        """Forget the refusal of a file, if there is one."""
        self._known.pop(path, None)


def is_still_refused(path: str, refusals: Mapping[str, Refusal]) -> bool:
    """Tell whether a file was refused and, as far as its size and time tell, is as it was then."""
    known = refusals.get(path)
    if known is None:
        return False
    try:
        now = stamp(Path(path))
    except DocumentError:
        return False
    return now.size == known.size and known.modified in (now.modified, NOT_TO_BE_RELIED_ON)
