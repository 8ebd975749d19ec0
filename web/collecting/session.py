"""The documents of a collection, brought in line with files one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.loading.folder import read_document, would_both_be_called
from index.generations.origins import Origin, Origins
from index.writer import IndexWriter
from web.collecting.cutting import Cutting
from web.collecting.events import Event, Recorder, What
from web.collecting.known_files import KnownFiles
from web.collecting.places import Candidate, is_within
from web.collecting.reading import Stamp, origin_of, read_whole, stamp
from web.collecting.refusals import Refusals


class Session:
    """Takes files into the collection of a writer, and out of it; tells a recorder what became.

    A file that has not been written since it was read is not opened. One whose bytes a document
    has already is noted as its copy, unless no file of that document is known. A file keeps the
    id under which it first came. What people said about a document goes before what its file says,
    also when the file is renamed. Nothing that is wrong with one file keeps the others out; what
    is refused for what it holds is not opened again while it is the same.
    """

    def __init__(
        self, writer: IndexWriter, cutting: Cutting, recorder: Recorder, largest_file: int
    ) -> None:
        self._largest_file = largest_file
        self._writer = writer
        self._cutting = cutting
        self._recorder = recorder
        self._files = KnownFiles(writer.origins.files)
        self._refusals = Refusals(writer.origins.refused)
        self._sha256 = writer.sources()
        self._gone: dict[str, str] = {}
        self._carried: dict[str, Mapping[str, str]] = {}
        self._renamed: dict[str, str] = {}
        self._of_bytes = {sha256: id_ for id_, sha256 in sorted(self._sha256.items(), reverse=True)}

    def recut(self) -> None:
        """Parse again, from their stored text, the documents that an older program cut."""
        for id_ in self._writer.stale_ids():
            chunks = self._cutting.add(self._writer.document(id_), self._writer)
            self._recorder.happened(Event(What.RECUT, id_, chunks=chunks))

    def take_all(self, candidates: Iterable[Candidate]) -> None:
        """Take files, in order; copies last, so that they are compared with what is there then."""
        files = list(candidates)
        files.sort(key=self._is_copy)
        self._recorder.begun(self._size(each) for each in files)
        for candidate in files:
            self.take(candidate)

    def take(self, candidate: Candidate) -> Event:
        """Take a file and return what became of it, which the recorder is told as well."""
        try:
            event = self._take(candidate)
        except DocumentError as error:
            event = Event(What.FAILED, path=str(candidate.file.path), reason=str(error))
            self._refusals.note_passing(candidate.file, str(error))
        event = replace(event, size=self._size(candidate))
        self._recorder.happened(event)
        return event

    def forget_refusals(self, paths: Iterable[str]) -> None:
        """Have files opened the next time that they are taken, though they were refused before."""
        for path in paths:
            self._refusals.forget(path)

    def document_with(self, sha256: str) -> str:
        """Return the id of the document that came from bytes of a hash, "" if none did."""
        return self._of_bytes.get(sha256, "")

    def is_taken(self, document_id: str) -> bool:
        """Tell whether a document has an id, or a file that is known gave it."""
        return document_id in self._writer or self._files.owner(document_id) is not None

    def document_of(self, path: Path) -> str:
        """Return the id of the document that a file became, or is a copy of; "" for none."""
        known = self._files.get(str(path))
        return known.document_id if known else ""

    def lose(self, path: str) -> None:
        """Forget a file, and its document with it unless it was a copy.

        A copy that stays becomes a document of its own when it is taken the next time.
        """
        origin = self._files.pop(path)
        if not origin.is_copy:
            self._gone[origin.sha256] = origin.document_id
            self._drop(origin.document_id, path)

    def remove(self, document_id: str) -> None:
        """Remove a document with all that is known of its files, and what was said about it."""
        for path in self._files.of_document(document_id):
            self._files.pop(path)
        self._drop(document_id)

    def close(self, origins: Origins) -> None:
        """Hand over to the writer where the documents came from; `origins` gives all but files."""
        said = {**self._carried, **origins.described}
        described = {id_: fields for id_, fields in said.items() if id_ in self._writer}
        known = origins.of_documents(self._writer.document_ids(), self._renamed)
        places = list(map(Path, origins.places))
        refused = {
            path: each
            for path, each in self._refusals.all.items()
            if any(is_within(path, place) for place in places)
        }
        self._writer.origins = replace(
            known, files=self._files.all, described=described, refused=refused
        )

    def _take(self, candidate: Candidate) -> Event:
        file, path = candidate.file, str(candidate.file.path)
        known = self._files.get(path)
        if known and self._is_as_read(known, candidate):
            self._refusals.forget(path)
            return Event(What.UNCHANGED, known.document_id, path)
        if reason := self._refusals.reason(file):
            return Event(What.FAILED, path=path, reason=reason)
        self._refusals.forget(path)
        data, seen = read_whole(file, self._largest_file)
        sha256 = hashlib.sha256(data).hexdigest()
        own = known.document_id if known and not known.is_copy else ""
        twin = self._of_bytes.get(sha256, "")
        if not own and self._files.owner(twin) is None:
            own = twin
        if twin and own != twin and self._sha256.get(own) != sha256:
            return self._note_copy(candidate, twin, seen, sha256)
        id_ = own or self._free_id(candidate)
        file = replace(file, document_id=id_)
        cut = self._cutting.known(file, data)
        try:
            document = cut.structured.document if cut else read_document(file, data)
        except DocumentError as error:
            self._refusals.note(file, seen, str(error))
            raise
        origin = origin_of(file, seen, document)
        said = said_of(document, self._writer.origins, self._gone)
        if said:
            self._carried[id_] = said
        if sha256 in self._gone:
            self._renamed[self._gone[sha256]] = id_
        document = described(document, said)
        what, chunks = What.UNCHANGED, 0
        if not self._writer.holds(document):
            what = What.CHANGED if id_ in self._writer else What.ADDED
            chunks = self._cutting.add(document, self._writer, cut)
            self._set_bytes(id_, sha256)
        former = self._files.owner(id_)
        if former is not None and former != path:
            self._files.pop(former)
        self._files.put(path, origin)
        return Event(what, id_, path, chunks=chunks)

    def _is_as_read(self, known: Origin, candidate: Candidate) -> bool:
        """Tell whether a file need not be read; a copy only while its document has its bytes."""
        file, id_ = candidate.file, known.document_id
        made_alike = (known.extractor, known.given) == (file.format.name, file.metadata)
        has_its_bytes = id_ in self._writer and self._sha256.get(id_) == known.sha256
        return has_its_bytes and made_alike and stamp(file.path).is_of(known)

    def _note_copy(self, candidate: Candidate, twin: str, seen: Stamp, sha256: str) -> Event:
        file, path = candidate.file, str(candidate.file.path)
        if self._files.get(path):
            self.lose(path)
        made = (file.format.name, file.metadata, file.metadata)
        copy = Origin(twin, seen.size, seen.modified, sha256, *made, is_copy=True)
        self._files.put(path, copy)
        return Event(What.COPY, twin, path)

    def _free_id(self, candidate: Candidate) -> str:
        """Return the id for a file that has none: no other file that is still there has it."""
        path = candidate.file.path
        for id_ in (candidate.file.document_id, candidate.other_id):
            owner = self._files.owner(id_)
            if owner is None or not Path(owner).exists():
                return id_
        other = Path(self._files.owner(candidate.file.document_id) or "")
        raise DocumentError(would_both_be_called(candidate.file.document_id, other, path))

    def _is_copy(self, candidate: Candidate) -> bool:
        known = self._files.get(str(candidate.file.path))
        return known is not None and known.is_copy

    def _size(self, candidate: Candidate) -> int:
        """Return how many bytes of a file there are to read: none of one that is too large."""
        try:
            size = stamp(candidate.file.path).size
        except DocumentError:
            return 0
        return size if size <= self._largest_file else 0

    def _set_bytes(self, id_: str, sha256: str) -> None:
        before = self._sha256.pop(id_, "")
        if self._of_bytes.get(before) == id_:
            del self._of_bytes[before]
        if sha256:
            self._sha256[id_] = sha256
            self._of_bytes.setdefault(sha256, id_)

    def _drop(self, document_id: str, path: str = "") -> None:
        if document_id in self._writer:
            self._writer.remove([document_id])
            self._recorder.happened(Event(What.REMOVED, document_id, path))
        self._set_bytes(document_id, "")


def said_of(document: Document, origins: Origins, gone: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fields that people set of a document, or of one with its bytes that is gone.

    `gone` are documents whose files are no longer there, by the SHA-256 of their bytes: a file that
    was renamed is a new document, and what was said of the old one is still true of it.
    """
    own = origins.described.get(document.id)
    return own or origins.described.get(gone.get(document.source_sha256, ""), {})


def described(document: Document, said: Mapping[str, str]) -> Document:
    """Return a document with what people said about it in place of what its file says."""
    return replace(document, metadata=replace(document.metadata, **said))
