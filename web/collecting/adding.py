"""Documents into a collection and out of it: what `add`, `update` and `remove` do.

Each is one session of one writer: all of it is there afterwards, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.document import Metadata
from corpus.errors import DataFolderError
from corpus.loading.folder import LARGEST_FILE
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat
from index.generations.data_folder import DataFolder
from index.generations.storage import ALL_IN_FILES, Storage
from index.generations.stored import stored_documents
from index.protocols import Embedder
from index.writer import IndexWriter
from web.collecting.cutting import Cutting
from web.collecting.editions import NOTHING_SAID, Said, tell_editions, with_said
from web.collecting.events import Event, Observer, Outcome, Recorder, What
from web.collecting.places import Survey, gone, is_within, survey_places
from web.collecting.session import Session, described
from web.collecting.uploads import (
    Arrivals,
    Upload,
    delete_unknown,
    uploaded,
    with_uploads,
)

_NO_PLACE = (
    "it does not tell where its documents came from; run `pincite build FOLDER` with their folder"
)


@dataclass(frozen=True, slots=True)
class Collector:
    """Keeps the collection of a data folder in line with files and with what people say.

    Every operation raises DataFolderError if another process is writing, the collection is damaged
    or the disk is full, and leaves the collection as it was then. What is wrong with a single file
    is an event of the outcome. Documents that an older program cut are parsed again on the way.
    """

    data: Path
    embedder: Embedder
    observer: Observer | None = None
    formats: Sequence[DocumentFormat] = STANDARD_FORMATS
    cutting: Cutting = field(default_factory=Cutting)
    largest_file: int = LARGEST_FILE
    storage: Storage = ALL_IN_FILES
    today: Callable[[], date] = lambda: datetime.now(UTC).date()

    def add(self, paths: Iterable[Path], said: Said = NOTHING_SAID) -> Outcome:
        """Add what is new or changed in files and folders; the rest of the collection stays.

        Files whose documents were removed come back, and what was refused is tried again. The
        places are remembered for `update`. What
        is `said` of editions is said of every document that the files are; it replaces others only
        where there is one file, or DataFolderError is raised.
        """
        places = tuple(dict.fromkeys(path.absolute() for path in paths))
        recorder = Recorder(self.observer)
        with self._session(recorder) as (writer, session):
            origins = writer.origins
            found = survey_places(places, (), self.formats)
            unseen = {str(each.path) for each in found.unseen}
            added = {str(place) for place in places} - unseen
            session.forget_refusals(str(each.file.path) for each in found.candidates)
            session.take_all(found.candidates)
            left_out = frozenset(
                path
                for path in origins.left_out
                if not any(is_within(path, place) for place in places)
            )
            if said.replaces and len(found.candidates) != 1:
                raise DataFolderError(
                    f"{len(found.candidates)} documents cannot replace another; add one file."
                )
            for id_ in sorted({session.document_of(each.file.path) for each in found.candidates}):
                if id_:
                    known = writer.document_ids()
                    origins = with_said(origins, said, id_, known, self.today())
            new = tuple(sorted({*origins.places, *added}))
            session.close(replace(origins, places=new, left_out=left_out))
            _tell_problems(found, recorder)
        return recorder.outcome

    def take(self, uploads: Sequence[Upload]) -> Outcome:
        """Take files that were sent: move them into the data folder and add their documents.

        The outcome has one event of each, in order. What is refused is not kept.
        """
        recorder = Recorder(self.observer)
        kept: list[Path] = []
        try:
            with self._session(recorder) as (writer, session):
                delete_unknown(writer.origins, self.data)
                arrivals = Arrivals(self.data, self.formats, session, recorder)
                for path in arrivals.take(uploads, self.largest_file):
                    kept.append(path)  # noqa: PERF402 - kept, too, where the next one raises
                session.close(with_uploads(writer.origins, kept))
        except BaseException:
            for path in kept:
                path.unlink(missing_ok=True)
            raise
        return recorder.outcome

    def update(self, *, anew: bool = False) -> Outcome:
        """Go over all places that were added: take what is new or changed, drop what is gone.

        A file that was refused for what it holds is told of and not opened until it is written.
        What a place that cannot be looked into gave stays. Documents without a place stay. With
        `anew` every file is read again and nothing of the collection is used, so that it may be
        damaged or of an older format; then all places must be there, or DataFolderError is raised.
        """
        recorder = Recorder(self.observer)
        with self._session(recorder, anew=anew) as (writer, session):
            origins = writer.origins
            found = survey_places(map(Path, origins.places), origins.files, self.formats)
            if anew and (found.unseen or not origins.places):
                reason = found.unseen[0].reason if found.unseen else _NO_PLACE
                raise DataFolderError(f"{self.data} cannot be made anew: {reason}.")
            candidates = [
                each for each in found.candidates if str(each.file.path) not in origins.left_out
            ]
            for path in gone(origins.files, found, origins):
                session.lose(path)
            again = [str(each.file.path) for each in candidates] if anew else []
            session.forget_refusals((*gone(origins.refused, found, origins), *again))
            session.take_all(candidates)
            session.close(origins)
            _tell_problems(found, recorder)
        return recorder.outcome

    def remove(self, document_ids: Sequence[str]) -> Outcome:
        """Remove documents, all or none; their files stay away until they are added again.

        Files that were sent are deleted with their documents.

        Raises DataFolderError if one is not in the collection.
        """
        recorder = Recorder(self.observer)
        with self._session(recorder, wanted=document_ids) as (writer, session):
            origins = writer.origins
            doomed = set(document_ids)
            paths = {path for path, each in origins.files.items() if each.document_id in doomed}
            for id_ in sorted(doomed):
                session.remove(id_)
            places = tuple(place for place in origins.places if place not in paths)
            left_out = origins.left_out | {
                path for path in paths if any(is_within(path, Path(place)) for place in places)
            }
            session.close(replace(origins, places=places, left_out=left_out))
            sent = uploaded(origins, self.data)
        for id_ in doomed & sent.keys():
            Path(sent[id_]).unlink(missing_ok=True)
        return recorder.outcome

    def describe(
        self, document_id: str, fields: Mapping[str, str], said: Said = NOTHING_SAID
    ) -> Metadata:
        """Set fields of what is known about a document and return all that is known then.

        It goes before what the file says, now and later; an empty field goes back to the file's.
        What is `said` of its editions is kept, too. Raises DataFolderError if a document is not in
        the collection.
        """
        recorder = Recorder(self.observer)
        with self._session(recorder, wanted=[document_id]) as (writer, session):
            origins = writer.origins
            origins = with_said(origins, said, document_id, writer.document_ids(), self.today())
            before = {**origins.described.get(document_id, {}), **fields}
            kept = {name: text for name, text in before.items() if text}
            origins = replace(origins, described={**origins.described, document_id: kept})
            document = writer.document(document_id)
            found = [
                each.found
                for each in origins.files.values()
                if each.document_id == document_id and not each.is_copy
            ]
            base = found[0] if found else document.metadata
            document = described(replace(document, metadata=base), kept)
            if not writer.holds(document):
                self.cutting.add(document, writer)
            session.close(origins)
        return document.metadata

    def repair(self) -> Outcome:
        """Make a new generation from the stored texts: chunks, vectors and words of every document.

        Nothing is read from the files, and no stored vector or word is used again. Where the
        documents came from is kept unless that is damaged. Raises DamagedError if a text may be.
        """
        recorder = Recorder(self.observer)
        with self._writer(anew=True) as writer:
            for document in stored_documents(DataFolder(self.data, self.storage)):
                chunks = self.cutting.add(document, writer)
                recorder.happened(Event(What.RECUT, document.id, chunks=chunks))
        return recorder.outcome

    @contextmanager
    def _session(
        self, recorder: Recorder, *, anew: bool = False, wanted: Sequence[str] = ()
    ) -> Iterator[tuple[IndexWriter, Session]]:
        """Begin a session; raises DataFolderError at once unless the `wanted` documents exist."""
        with self._writer(anew=anew) as writer:
            writer.require(wanted)
            session = Session(writer, self.cutting, recorder, self.largest_file)
            session.recut()
            before = writer.superseded_before()
            yield writer, session
            tell_editions(before, writer, recorder)

    def _writer(self, *, anew: bool) -> IndexWriter:
        return IndexWriter(
            self.data,
            self.embedder,
            chunker=self.cutting.chunker,
            anew=anew,
            storage=self.storage,
        )


def _tell_problems(found: Survey, recorder: Recorder) -> None:
    for each in (*found.unlisted, *found.unseen):
        recorder.happened(Event(What.FAILED, path=str(each.path), reason=each.reason))
