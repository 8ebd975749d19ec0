"""A damaged collection, made whole from the texts that it holds."""

from __future__ import annotations

from pathlib import Path

from index.generations.checking import damaged_parts
from index.generations.data_folder import DataFolder
from index.generations.origins import ORIGINS_FILE
from web.collecting.adding import Collector

_ORIGINS_LOST = (
    "Where its documents came from is lost, and what `pincite describe` said for later updates; "
    "add their folders again, with `pincite add`."
)
_POINTER_LOST = (
    "The newest state of the collection that is there was taken, which may be the one before the "
    "last change; run `pincite update`."
)


def repair_damaged(collector: Collector) -> tuple[Path, ...]:
    """Repair a collection if any of its parts is damaged, and return those that were.

    Raises DataFolderError, and leaves the collection as it was, if that cannot be done: texts are
    damaged, too, it is of another format or another process is writing to it.
    """
    damaged = damaged_parts(DataFolder(collector.data, collector.storage))
    if damaged:
        collector.repair()
    return damaged


def repaired_text(parts: tuple[Path, ...]) -> str:
    """Return for people what was repaired, and what could not be brought back."""
    if not parts:
        return "Nothing of the collection is damaged."
    lines = [f"made again: {part}" for part in parts]
    if any(part.name == ORIGINS_FILE for part in parts):
        lines.append(_ORIGINS_LOST)
    if any(part.name == "CURRENT" for part in parts):
        lines.append(_POINTER_LOST)
    return "\n".join(lines)
