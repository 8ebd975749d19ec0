"""What a collection holds, where it came from, and what has changed on the disk since."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DataFolderError, DocumentError
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat
from index.generations.data_folder import DataFolder
from index.generations.manifest import Manifest
from index.generations.origins import NOT_TO_BE_RELIED_ON, Origins, load_origins
from qa.showing.printing import wrapped
from web.collecting.places import gone, survey_places
from web.collecting.reading import stamp
from web.collecting.refusals import is_still_refused


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that `update` would look at, by path: new, written since, gone; and what it could not.

    `written` may turn out to be the same.
    """

    new: tuple[str, ...]
    written: tuple[str, ...]
    gone: tuple[str, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not become a document, and why; it has not been written since."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a collection holds; `size` is in bytes, of the files of its generation in use."""

    generation: str
    documents: int
    sections: int
    chunks: int
    size: int
    places: tuple[str, ...]
    copies: tuple[str, ...]
    left_out: tuple[str, ...]
    described: tuple[str, ...]
    refused: tuple[Refused, ...]
    changes: Changes


def status(data: DataFolder, formats: Sequence[DocumentFormat] = STANDARD_FORMATS) -> Status:
    """Return what is known of the collection of a data folder without opening a document.

    Raises DataFolderError if there is none or it is damaged.
    """
    generation = data.current()
    if generation is None:
        raise DataFolderError(
            f"There is no collection in {data.path}; run `pincite add` to make one."
        )
    manifest, origins = Manifest.load(generation), load_origins(generation)
    return Status(
        generation=manifest.generation,
        documents=manifest.documents,
        sections=manifest.sections,
        chunks=manifest.chunks,
        size=sum(path.stat().st_size for path in generation.rglob("*") if path.is_file()),
        places=origins.places,
        copies=tuple(sorted(path for path, each in origins.files.items() if each.is_copy)),
        left_out=tuple(sorted(origins.left_out)),
        described=tuple(sorted(origins.described)),
        refused=tuple(
            Refused(path, each.reason)
            for path, each in sorted(origins.refused.items())
            if is_still_refused(path, origins.refused)
        ),
        changes=changes(origins, formats),
    )


def changes(origins: Origins, formats: Sequence[DocumentFormat]) -> Changes:
    """Return what has changed in the places since they were last gone over.

    Nothing has of a file that is refused as it is.
    """
    found = survey_places(map(Path, origins.places), origins.files, formats)
    paths = [
        str(each.file.path)
        for each in found.candidates
        if not is_still_refused(str(each.file.path), origins.refused)
    ]
    new = [path for path in paths if path not in origins.files and path not in origins.left_out]
    return Changes(
        new=tuple(new),
        written=tuple(path for path in paths if _is_written(path, origins)),
        gone=tuple(gone(origins.files, found, origins)),
        unseen=tuple(each.reason for each in (*found.unlisted, *found.unseen)),
    )


def status_text(found: Status) -> str:
    """Return the status for people."""
    lines = [
        f"generation {found.generation}, {found.size / 1_000_000:,.1f} MB",
        f"{found.documents:,} documents, {found.sections:,} sections, {found.chunks:,} chunks",
    ]
    of_files = {
        "added from": found.places,
        "copies, not added": found.copies,
        "removed, left out": found.left_out,
        "described by hand": found.described,
        "refused": [each.reason for each in found.refused],
        "new": found.changes.new,
        "written since": found.changes.written,
        "gone": found.changes.gone,
        "not to be read": found.changes.unseen,
    }
    for name, each in of_files.items():
        for path in each:
            lines += wrapped(f"{name}: {path}", "", "    ")
    if found.changes.new or found.changes.written or found.changes.gone:
        lines.append("Run `pincite update` to take the changes in.")
    return "\n".join(lines)


def _is_written(path: str, origins: Origins) -> bool:
    """Tell whether a file may be another than it was; it is read where its time cannot tell."""
    known = origins.files.get(path)
    if known is None:
        return False
    try:
        now = stamp(Path(path))
        if known.modified != NOT_TO_BE_RELIED_ON or now.size != known.size:
            return not now.is_of(known)
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != known.sha256
    except (DocumentError, OSError):
        return True
