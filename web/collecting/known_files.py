"""The files that documents came from, found by path and by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from index.generations.origins import Origin


class KnownFiles:
    """Origins by path; of the files of one document all but one are copies."""

    def __init__(self, files: Mapping[str, Origin]) -> None:
        self._files = dict(files)
        self._paths: defaultdict[str, set[str]] = defaultdict(set)
        for path, origin in files.items():
            self._paths[origin.document_id].add(path)

    @property
    def all(self) -> dict[str, Origin]:
        """Return every origin by path."""
        return dict(self._files)

    def get(self, path: str) -> Origin | None:
        """Return the origin of a file, None if none is known."""
        return self._files.get(path)

    def put(self, path: str, origin: Origin) -> None:
        """Keep the origin of a file, in place of the one before."""
        if path in self._files:
            self.pop(path)
        self._files[path] = origin
        self._paths[origin.document_id].add(path)

    def pop(self, path: str) -> Origin:
        """Forget a file and return its origin. Raises KeyError if none is known."""
        origin = self._files.pop(path)
        self._paths[origin.document_id].discard(path)
        return origin

    def of_document(self, document_id: str) -> tuple[str, ...]:
        """Return the paths of a document's files, copies included, sorted."""
        return tuple(sorted(self._paths.get(document_id, ())))

    def owner(self, document_id: str) -> str | None:
        """Return the path of the file that a document was read from, None if none is known."""
        paths = self.of_document(document_id)
        return next((path for path in paths if not self._files[path].is_copy), None)
