"""The files of the places that were added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Metadata
from corpus.errors import DocumentError
from corpus.loading.folder import SourceFile, Unlisted, qualified_id, survey, unfit
from corpus.loading.formats import DocumentFormat
from corpus.loading.manifest import MANIFEST, read_manifest
from index.generations.origins import Origins


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can become a document; `other_id` is its id where the first is taken."""

    file: SourceFile
    other_id: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of some places, by id, those that cannot be, and places that cannot be looked into.

    What the collection has from an unseen place is left as it is.
    """

    candidates: tuple[Candidate, ...]
    unlisted: tuple[Unlisted, ...]
    unseen: tuple[Unlisted, ...]


def survey_places(
    places: Iterable[Path], known: Iterable[str], formats: Sequence[DocumentFormat]
) -> Survey:
    """Return what stands in files and folders; a file that is in several is there once.

    `known` are paths of files that the collection has: a place that had some and has none any more
    is rather a disk that is missing than an office that has thrown everything away, and so unseen.
    A place that is not there, but lies in another one that is, has been thrown away.
    """
    had = tuple(known)
    candidates: dict[Path, Candidate] = {}
    unlisted: list[Unlisted] = []
    unseen: list[Unlisted] = []
    seen: list[Path] = []
    for place in places:
        try:
            files, not_listed = _files(place, formats)
        except DocumentError as error:
            unseen.append(Unlisted(place, str(error)))
            continue
        if not files and any(is_within(path, place) for path in had):
            reason = (
                f"{place} holds no document any more; its documents stay (see `pincite remove`)"
            )
            unseen.append(Unlisted(place, reason))
        if files:
            seen.append(place)
        unlisted += not_listed
        for file in files:
            below = file.path.relative_to(place.parent if place == file.path.parent else place)
            if place == file.path:
                below = Path(place.parent.name, place.name)
            candidates.setdefault(file.path, Candidate(file, qualified_id(below)))
    found = sorted(candidates.values(), key=lambda each: (each.file.document_id, each.file.path))
    unseen = [each for each in unseen if not _is_thrown_away(each.path, seen)]
    return Survey(tuple(found), tuple(unlisted), tuple(unseen))


def is_within(path: str, place: Path) -> bool:
    """Tell whether a file is a place or below it."""
    return Path(path).is_relative_to(place)


def _is_thrown_away(place: Path, seen: Sequence[Path]) -> bool:
    is_there = place.is_symlink() or place.exists()
    return not is_there and any(is_within(str(place), other) for other in seen)


def gone(paths: Collection[str], found: Survey, origins: Origins) -> Iterator[str]:
    """Yield those of some files, by path, that are no longer in their places; not what is unseen.

    Files that are in none of the places of `origins` are not looked for.
    """
    there = {str(each.file.path) for each in found.candidates}
    # An unlisted path may be a subfolder that cannot be read.
    unseen = [each.path for each in (*found.unseen, *found.unlisted)]
    places = list(map(Path, origins.places))
    for path in sorted(set(paths) - there):
        is_unseen = any(is_within(path, place) for place in unseen)
        if not is_unseen and any(is_within(path, place) for place in places):
            yield path


def _files(
    place: Path, formats: Sequence[DocumentFormat]
) -> tuple[tuple[SourceFile, ...], tuple[Unlisted, ...]]:
    if place.is_dir():
        return survey(place, formats)
    if reason := unfit(place, Path(place.parent.name, place.name)):
        raise DocumentError(reason)
    read = [each for each in formats if place.suffix.lower() in each.suffixes]
    if not read:
        endings = ", ".join(suffix for each in formats for suffix in each.suffixes)
        raise DocumentError(f"{place} is of no known format; files that end in {endings} are read")
    metadata = read_manifest(place.parent / MANIFEST).get(place.name, Metadata())
    return (SourceFile(place, place.stem, read[0], metadata),), ()
