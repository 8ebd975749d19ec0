"""When the files of a place have changed and are no longer being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from corpus.errors import DocumentError
from corpus.loading.formats import DocumentFormat
from web.collecting.places import survey_places
from web.collecting.reading import Stamp, stamp

Look = Mapping[str, Stamp]


class Watch:
    """Tells when files have changed and then kept still from one look to the next.

    So a file that is still being written is waited for, and many changes make one update.
    """

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look
        self._taken = self._before = self._last = look()

    def is_due(self) -> bool:
        """Look, and tell whether what changed since the last time this was true is settled."""
        now = self._look()
        is_due = now == self._last and now != self._taken
        self._last = now
        if is_due:
            self._before, self._taken = self._taken, now
        return is_due

    def again(self) -> None:
        """Be due once more for what `is_due` told last."""
        self._taken = self._before


def look_at(places: Sequence[Path], formats: Sequence[DocumentFormat]) -> Look:
    """Return the stamps of the files in some places by path."""
    found: dict[str, Stamp] = {}
    for each in survey_places(places, (), formats).candidates:
        try:
            found[str(each.file.path)] = stamp(each.file.path)
        except DocumentError:
            continue
    return found
