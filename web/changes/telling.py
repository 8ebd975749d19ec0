"""How far a change has come, told while it is made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index.models.other_embedder import OtherEmbedder
from index.protocols import Embedder, Vectors
from web.changes.change import Change, Fate, SentFile, Stage
from web.collecting.events import Event, What

_PASSAGES_AT_ONCE = 16
_FATES = {
    What.ADDED: Fate.ADDED,
    What.CHANGED: Fate.ADDED,
    What.UNCHANGED: Fate.UNCHANGED,
    What.COPY: Fate.COPY,
    What.FAILED: Fate.REFUSED,
}


class Telling:
    """Is told by the collector what happens, and tells on what it means for a change.

    The events of a change that adds come in the order of its files. `hidden` is a part of paths
    that is left out of what people read.
    """

    def __init__(self, change: Change, tell: Callable[[Change], None], hidden: str) -> None:
        self.change = change
        self._tell_on = tell
        self._hidden = hidden
        self._warnings: list[str] = []

    def tell(self, stage: Stage, *, reason: str = "", generation: str = "") -> None:
        """Tell a new stage."""
        self._set(replace(self.change, stage=stage, reason=reason, generation=generation))

    def begun(self, files: int, size: int) -> None:  # noqa: ARG002 - as an observer is told
        """Tell that files are being read."""
        self.tell(Stage.READING)

    def happened(self, event: Event) -> None:
        """Tell what became of a file, or that its document takes the place of another."""
        fate = _FATES.get(event.what)
        change = self.change
        if event.what is What.SUPERSEDED:
            self._set(replace(change, files=tuple(_newer(each, event) for each in change.files)))
            return
        if fate is None or change.settled == len(change.files):
            return
        warnings, self._warnings = tuple(self._warnings), []
        place = change.settled
        settled = replace(
            change.files[place],
            fate=fate,
            document=event.document,
            reason=self._shown(event.reason.removeprefix(f"{event.path}: ")),
            warnings=warnings,
        )
        files = _with(change.files, place, settled)
        is_last = place + 1 == len(files)
        stage = Stage.WRITING if is_last else Stage.READING
        self._set(replace(change, stage=stage, files=files, embedded=0, passages=0))

    def embedded(self, passages: int, of: int) -> None:
        """Tell how many passages of a document have their vectors."""
        self._set(replace(self.change, stage=Stage.EMBEDDING, embedded=passages, passages=of))

    def warned(self, text: str) -> None:
        """Keep what of the file at work could not be read."""
        self._warnings.append(self._shown(text))

    def _shown(self, text: str) -> str:
        return text.replace(self._hidden, "")

    def _set(self, change: Change) -> None:
        self.change = change
        self._tell_on(change)


class ToldEmbedder(OtherEmbedder):
    """An embedder that tells how far it has come; its vectors are those of the one behind."""

    def __init__(self, embedder: Embedder, told: Callable[[int, int], None]) -> None:
        super().__init__(embedder)
        self._told = told

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text."""
        rows = [self._embedder.embed_passages([])]
        for first in range(0, len(texts), _PASSAGES_AT_ONCE):
            self._told(first, len(texts))
            rows.append(self._embedder.embed_passages(texts[first : first + _PASSAGES_AT_ONCE]))
        return np.concatenate(rows)


class Warnings(logging.Handler):
    """Hands on what the readers of files warn of, without the path that comes before it."""

    def __init__(self, warned: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._warned = warned

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on a warning."""
        last = record.args[-1] if isinstance(record.args, tuple) and record.args else record.msg
        self._warned(str(last))


def _newer(file: SentFile, event: Event) -> SentFile:
    """Return a file with the note that its document supersedes that of the event, if it does."""
    if not file.document or file.document != event.by:
        return file
    told = f"it is a newer edition of {event.document}, which answers no more unless it is named"
    return replace(file, warnings=(*file.warnings, told))


def _with(files: Sequence[SentFile], place: int, file: SentFile) -> tuple[SentFile, ...]:
    return (*files[:place], file, *files[place + 1 :])
