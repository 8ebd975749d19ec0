"""Files that people sent, taken into a collection and kept in its data folder.

<data>/uploads/<name>    the file as it was received; its document's id is the name without ending
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Metadata
from corpus.errors import DocumentError
from corpus.loading.folder import SourceFile, qualified_id
from corpus.loading.formats import DocumentFormat
from index.generations.origins import Origins
from web.collecting.events import Event, Recorder, What
from web.collecting.places import Candidate
from web.collecting.session import Session

UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: where its bytes wait, and its name, which is one that can be kept."""

    waiting: Path
    name: str


def uploads_folder(data: Path) -> Path:
    """Return where the files that people sent are kept, as an absolute path."""
    return data.absolute() / UPLOADS


def uploaded(origins: Origins, data: Path) -> dict[str, str]:
    """Return by document id the path of the file that was sent, of all that were."""
    return {
        each.document_id: path
        for path, each in origins.files.items()
        if not each.is_copy and is_sent(path, data)
    }


def is_sent(path: str, data: Path) -> bool:
    """Tell whether a file is one that was sent."""
    return Path(path).parent == uploads_folder(data)


def sent_files(
    origins: Origins, data: Path, formats: Sequence[DocumentFormat], others: Iterable[SourceFile]
) -> Iterator[SourceFile]:
    """Yield the files that were sent and are kept, beside other files, whose ids go before."""
    taken = {file.document_id for file in others}
    for id_, name in sorted(uploaded(origins, data).items()):
        path = Path(name)
        found = [each for each in formats if path.suffix.lower() in each.suffixes]
        if found and path.exists():
            own = qualified_id(Path(UPLOADS, path.name)) if id_ in taken else id_
            yield SourceFile(path, own, found[0], Metadata())


def delete_unknown(origins: Origins, data: Path) -> None:
    """Delete kept files that no document came from, as a writer that died may have left them."""
    folder = uploads_folder(data)
    for path in folder.iterdir() if folder.is_dir() else ():
        if str(path) not in origins.files:
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Puts files that were sent into the uploads of a data folder and takes them in a session.

    Bytes that a document has already are not taken again. A name whose document id is taken gets
    a number ("report-2.pdf"), so that nothing is replaced.
    """

    data: Path
    formats: Sequence[DocumentFormat]
    session: Session
    recorder: Recorder

    def take(self, uploads: Sequence[Upload], largest: int) -> Iterator[Path]:
        """Take files in order, telling one event of each; yield the path of each that is kept.

        Whoever ends without a new generation deletes what was kept.
        """
        self.recorder.begun(each.waiting.stat().st_size for each in uploads)
        for upload in uploads:
            try:
                twin = self.session.document_with(_sha256(upload, largest))
                candidate = None if twin else self._candidate(upload)
            except DocumentError as error:
                self._tell(What.FAILED, upload, reason=str(error))
                continue
            if candidate is None:
                is_named_so = twin == Path(upload.name).stem
                self._tell(What.UNCHANGED if is_named_so else What.COPY, upload, twin)
                continue
            path = candidate.file.path
            path.parent.mkdir(exist_ok=True)
            upload.waiting.rename(path)
            yield path
            if self.session.take(candidate).what is What.FAILED:
                path.unlink()

    def _candidate(self, upload: Upload) -> Candidate:
        """Return the file at its place to be, under an id that is free."""
        name = Path(upload.name)
        found = [each for each in self.formats if name.suffix.lower() in each.suffixes]
        if not found:
            endings = ", ".join(suffix for each in self.formats for suffix in each.suffixes)
            raise DocumentError(
                f"{upload.name} is of no known format; files that end in {endings} are read"
            )
        folder = uploads_folder(self.data)
        stem, number = name.stem, 1
        while self.session.is_taken(stem) or (folder / f"{stem}{name.suffix}").exists():
            number += 1
            stem = f"{name.stem}-{number}"
        file = SourceFile(folder / f"{stem}{name.suffix}", stem, found[0], Metadata())
        return Candidate(file, stem)

    def _tell(self, what: What, upload: Upload, document: str = "", reason: str = "") -> None:
        size = upload.waiting.stat().st_size
        self.recorder.happened(Event(what, document, upload.name, reason, size))


def with_uploads(origins: Origins, kept: Iterable[Path]) -> Origins:
    """Return origins in which files that were sent are places of their own."""
    paths = {str(path) for path in kept if path.exists()}
    return replace(
        origins,
        places=tuple(sorted({*origins.places, *paths})),
        left_out=origins.left_out - paths,
    )


def _sha256(upload: Upload, largest: int) -> str:
    if not upload.waiting.stat().st_size:
        raise DocumentError(f"{upload.name} is empty")
    if upload.waiting.stat().st_size > largest:
        raise DocumentError(
            f"{upload.name} has more than {largest / 1_000_000:g} MB; cut it into parts"
        )
    with upload.waiting.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
