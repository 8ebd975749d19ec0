"""Documents read from the catalogue, with all of their structure or as far as their titles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from corpus.document import Document
from corpus.span import Span
from corpus.structure import Block, BlockKind, Section, StructuredDocument
from index.catalogue import tables

_EVERY = 2**31 - 1  # no number is larger
_KINDS = {kind.value: kind for kind in BlockKind}


def _numbered(table: sa.Table, of_json: str, *names: str) -> sa.Select[*tuple[Any, ...]]:
    """Return what reads a document's rows to a number: some columns, and one of JSON as text."""
    wanted = sa.select(*(table.c[name] for name in names), sa.cast(table.c[of_json], sa.Text))
    wanted = wanted.where(table.c.document_id == sa.bindparam("id"))
    return wanted.where(table.c.number <= sa.bindparam("last")).order_by(table.c.number)


_d, _s = tables.documents.c, tables.sections.c
_DOCUMENT: Final = sa.select(tables.documents).where(_d.id == sa.bindparam("id"))
_SECTIONS: Final = _numbered(
    tables.sections,
    "path",
    *("number", "parent", "level", "heading_start", "heading_end", "span_start", "span_end"),
)
_BLOCKS: Final = _numbered(
    tables.blocks, "parts", *("number", "kind", "section", "lead_in", "header", "level")
)
_FIRST_HEADING: Final = sa.select(sa.func.min(_s.number)).where(
    _s.document_id == sa.bindparam("id"), _s.heading_start.is_not(None)
)


def text_of(connection: sa.Connection, document_id: str) -> Document:
    """Return a document that is stored, without its structure."""
    return tables.document_of(connection.execute(_DOCUMENT, {"id": document_id}).one())


def whole(connection: sa.Connection, document_id: str) -> StructuredDocument:
    """Return a document that is stored."""
    return StructuredDocument(
        text_of(connection, document_id),
        _sections(connection, document_id, _EVERY),
        _blocks(connection, document_id, _EVERY),
    )


def opening(connection: sa.Connection, document_id: str) -> StructuredDocument:
    """Return a document that is stored with its sections to the first heading, and its first block.

    Without a heading it has all sections.
    """
    first = connection.execute(_FIRST_HEADING, {"id": document_id}).scalar_one()
    return StructuredDocument(
        text_of(connection, document_id),
        _sections(connection, document_id, _EVERY if first is None else first),
        _blocks(connection, document_id, 0),
    )


def _sections(connection: sa.Connection, document_id: str, last: int) -> tuple[Section, ...]:
    rows = connection.execute(_SECTIONS, {"id": document_id, "last": last}).all()
    return tuple(
        Section(
            number,
            parent,
            level,
            None if heading[0] is None else Span(*heading),
            tuple(path),
            Span(start, end),
        )
        for (number, parent, level, *heading, start, end, _), path in zip(
            rows, _decoded(rows), strict=True
        )
    )


def _blocks(connection: sa.Connection, document_id: str, last: int) -> tuple[Block, ...]:
    rows = connection.execute(_BLOCKS, {"id": document_id, "last": last}).all()
    return tuple(
        Block(number, _KINDS[kind], section, tuple([Span(*part) for part in parts]), *rest)
        for (number, kind, section, *rest, _), parts in zip(rows, _decoded(rows), strict=True)
    )


def _decoded(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Any]:
    """Return the last columns of rows, which are JSON; together they take a third of the time."""
    found: list[Any] = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    return found
