"""The files that people sent, found by the documents that came from them."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

from flask import current_app

from corpus.document import Document
from corpus.errors import DataFolderError
from index.generations.data_folder import DataFolder
from index.generations.origins import load_origins
from web.collecting.uploads import uploaded

PDF = ".pdf"


class SentFiles:
    """Finds the files of the generation in use, whose origins are read once."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._known: tuple[str, dict[str, str]] = ("", {})

    def path(self, document: Document) -> Path | None:
        """Return the file that a document came from, None if it was not sent or is another now."""
        try:
            name = self._data.current_name() or ""
            generation, paths = self._known
            if generation != name:
                folder = self._data.current()
                paths = uploaded(load_origins(folder), self._data.path) if folder else {}
                self._known = folder.name if folder else "", paths
        except DataFolderError:
            return None
        path = Path(paths.get(document.id, ""))
        return path if document.id in paths and path.is_file() else None


def sent_file(document: Document) -> Path | None:
    """Return the file that was sent for a document, None if there is none."""
    found = current_app.extensions["sent_files"]
    return found.path(document) if isinstance(found, SentFiles) else None


def page_fragment(document: Document, offset: int, path: Path) -> str:
    """Return what opens a PDF file at the page of an offset ("#page=3"), "" for other files."""
    place = bisect_right(document.pages, offset, key=lambda page: page.offset)
    return f"#page={place}" if place and path.suffix == PDF else ""
