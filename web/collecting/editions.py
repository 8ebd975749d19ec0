"""What people say about editions, and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.editions import Replacement, Superseded
from corpus.errors import DataFolderError
from index.generations.origins import Origins
from index.writer import IndexWriter
from web.collecting.events import Event, Recorder, What


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the editions of a document.

    It stands in the place of those that it `replaces`; () says nothing, and ("",) takes back what
    was said before. One that is `apart` is neither superseded nor supersedes, whatever is found.
    """

    replaces: Sequence[str] = ()
    apart: bool = False


NOTHING_SAID = Said()


def with_said(
    origins: Origins, said: Said, newer: str, known: Collection[str], today: date
) -> Origins:
    """Return the origins with what is said of the document `newer` today.

    Raises DataFolderError, in a sentence, if it would stand in the place of one that is not
    `known`, of itself, or of one that was said to stand in its place, by however many steps.
    """
    replaced = dict(origins.replaced)
    apart = set(origins.apart)
    if said.replaces:
        replaced = {older: each for older, each in replaced.items() if each.by != newer}
    for older in filter(None, said.replaces):
        if older not in known:
            raise DataFolderError(
                f"{older!r} is not in the collection; check the id against `pincite documents`."
            )
        if older in _newer_ones(newer, replaced):
            raise DataFolderError(
                f"{newer!r} cannot stand in the place of {older!r}, which stands in its own; "
                f"take that back by `pincite describe {older} --replaces ''`."
            )
        replaced[older] = Replacement(newer, today.isoformat())
    if said.apart:
        replaced.pop(newer, None)
        apart.add(newer)
    return replace(origins, replaced=replaced, apart=frozenset(apart))


def tell_editions(before: Iterable[Superseded], writer: IndexWriter, recorder: Recorder) -> None:
    """Tell what is superseded after a session that was not, and what is current again."""
    was = {each.document: each.by for each in before}
    now = {each.document: each.by for each in writer.superseded()}
    for document, by in now.items():
        if was.get(document) != by:
            recorder.happened(Event(What.SUPERSEDED, document, by=by))
    for document in sorted(was.keys() - now.keys()):
        if document in writer:
            recorder.happened(Event(What.CURRENT, document))


def _newer_ones(document: str, replaced: dict[str, Replacement]) -> Iterable[str]:
    """Yield a document, and what was said to stand in its place, step by step."""
    seen: set[str] = set()
    while document not in seen:
        seen.add(document)
        yield document
        if document in replaced:
            document = replaced[document].by
