"""The catalogue's tables, and the way of each type into its table and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

import sqlalchemy as sa

from corpus.document import Document, HeadingMark, Metadata, PageStart
from corpus.editions import Superseded
from corpus.span import Span
from corpus.structure import Block, Chunk, Section, StructuredDocument
from corpus.structure_json import structures_from_json, structures_to_json
from corpus.structures import Structures
from index.catalogue.summary import DocumentSummary, summary_of
from index.databases.any_text import AnyText

Values = dict[str, object]

_metadata = sa.MetaData()

documents: Final = sa.Table(
    "documents",
    _metadata,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("text", AnyText),
    sa.Column("title", AnyText),
    sa.Column("issuer", AnyText),
    sa.Column("date", AnyText),
    sa.Column("edition", AnyText),
    sa.Column("language", AnyText),
    sa.Column("source", AnyText),
    sa.Column("source_sha256", AnyText),
    sa.Column("text_sha256", AnyText),
    sa.Column("extractor", AnyText),
    sa.Column("marks", sa.JSON),
    sa.Column("content_sha256", AnyText),
    sa.Column("first_row", sa.Integer),
    sa.Column("row_count", sa.Integer),
    sa.Column("pages", sa.JSON),
    sa.Column("section_count", sa.Integer),
    sa.Column("page_count", sa.Integer),
    sa.Column("word_count", sa.Integer),
    sa.Column("indexed", AnyText),
    sa.Column("sketch", AnyText),
)
superseded: Final = sa.Table(
    "superseded",
    _metadata,
    sa.Column("document_id", AnyText, primary_key=True),
    sa.Column("newer_id", AnyText),
    sa.Column("since", AnyText),
)
sections: Final = sa.Table(
    "sections",
    _metadata,
    sa.Column("document_id", AnyText, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("parent", sa.Integer),
    sa.Column("level", sa.Integer),
    sa.Column("heading_start", sa.Integer),
    sa.Column("heading_end", sa.Integer),
    sa.Column("path", sa.JSON),
    sa.Column("span_start", sa.Integer),
    sa.Column("span_end", sa.Integer),
)
blocks: Final = sa.Table(
    "blocks",
    _metadata,
    sa.Column("document_id", AnyText, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", AnyText),
    sa.Column("section", sa.Integer),
    sa.Column("parts", sa.JSON),
    sa.Column("lead_in", sa.Integer),
    sa.Column("header", sa.Integer),
    sa.Column("level", sa.Integer),
)
chunks: Final = sa.Table(
    "chunks",
    _metadata,
    sa.Column("row_id", sa.Integer, primary_key=True),
    sa.Column("document_id", AnyText),
    sa.Column("section", sa.Integer),
    sa.Column("blocks", sa.JSON),
    sa.Column("span_start", sa.Integer),
    sa.Column("span_end", sa.Integer),
    sa.Column("text", AnyText),
    sa.Column("embed_text", AnyText),
    sa.Column("embed_sha256", AnyText),
)
METADATA: Final = tuple(documents.c[field.name] for field in fields(Metadata))
SUMMARIES: Final = sa.select(
    *(
        documents.c[name]
        for name in ("id", "text_sha256", "section_count", "page_count", "word_count", "indexed")
    ),
    *METADATA,
).order_by(documents.c.id)
structures: Final = sa.Table(
    "structures",
    _metadata,
    sa.Column("document_id", AnyText, primary_key=True),
    sa.Column("kind", AnyText, primary_key=True),
    sa.Column("content", AnyText),
)
words: Final = sa.Table(
    "words",
    _metadata,
    sa.Column("word", AnyText, primary_key=True),
    sa.Column("document_id", AnyText, primary_key=True),
    sa.Column("blocks", AnyText),
)
# Each word once: from one to the next by the primary key, past all its documents.
WORDS_BETWEEN: Final = (
    sa.text(
        """WITH RECURSIVE found(word) AS (
        SELECT min(word) FROM words WHERE word >= :first AND word <= :last
        UNION ALL
        SELECT (SELECT min(word) FROM words WHERE word > found.word AND word <= :last)
        FROM found WHERE word IS NOT NULL)
    SELECT word FROM found WHERE word IS NOT NULL"""
    )
    .bindparams(sa.bindparam("first", type_=AnyText), sa.bindparam("last", type_=AnyText))
    .columns(word=AnyText)
)
EVERY: Final = tuple(_metadata.sorted_tables)
PLACES_OF_WORD: Final = (
    sa.select(words.c.document_id, words.c.blocks)
    .where(words.c.word == sa.bindparam("word"))
    .order_by(words.c.document_id)
)
CHUNKS_BY_ROW: Final = sa.select(
    *(column for column in chunks.columns if column is not chunks.c.embed_sha256)
).where(chunks.c.row_id.in_(sa.bindparam("rows", expanding=True)))


def embed_sha256(embed_text: str) -> str:
    """Return the hash under which the vector of an embedded text is found again."""
    return hashlib.sha256(embed_text.encode("utf-8")).hexdigest()


def document_values(
    structured: StructuredDocument,
    indexed: str,
    sketch: str,
    content_sha256: str,
    first_row: int,
    row_count: int,
) -> Values:
    """Return a document as a row of `documents`, with its sketch and the place of its chunks.

    `indexed` is when it came into the collection, as its summary has it.
    """
    document, summary = structured.document, summary_of(structured, indexed)
    about = document.metadata
    return {
        "id": document.id,
        "text": document.text,
        "title": about.title,
        "issuer": about.issuer,
        "date": about.date,
        "edition": about.edition,
        "language": about.language,
        "source": about.source,
        "source_sha256": document.source_sha256,
        "text_sha256": document.text_sha256,
        "extractor": document.extractor,
        "marks": [[mark.span.start, mark.span.end, mark.level] for mark in document.marks],
        "pages": [[page.offset, page.number] for page in document.pages],
        "content_sha256": content_sha256,
        "first_row": first_row,
        "row_count": row_count,
        "section_count": summary.sections,
        "page_count": summary.pages,
        "word_count": summary.words,
        "indexed": summary.indexed,
        "sketch": sketch,
    }


def metadata_of(row: sa.Row[Any]) -> Metadata:
    """Return what is known about a document from the columns of `METADATA`."""
    return Metadata(
        title=row.title,
        issuer=row.issuer,
        date=row.date,
        edition=row.edition,
        language=row.language,
        source=row.source,
    )


def summary_in(row: sa.Row[Any]) -> DocumentSummary:
    """Return the summary of a document from a row of `SUMMARIES`."""
    return DocumentSummary(
        id=row.id,
        metadata=metadata_of(row),
        text_sha256=row.text_sha256,
        sections=row.section_count,
        pages=row.page_count,
        words=row.word_count,
        indexed=row.indexed,
    )


def document_of(row: sa.Row[Any]) -> Document:
    """Return the document of a row of `documents`."""
    return Document(
        id=row.id,
        text=row.text,
        metadata=metadata_of(row),
        source_sha256=row.source_sha256,
        text_sha256=row.text_sha256,
        extractor=row.extractor,
        marks=tuple(HeadingMark(Span(start, end), level) for start, end, level in row.marks),
        pages=tuple(PageStart(offset, number) for offset, number in row.pages),
    )


def superseded_values(each: Superseded) -> Values:
    """Return a superseded document as a row of `superseded`."""
    return {"document_id": each.document, "newer_id": each.by, "since": each.since}


def superseded_of(row: sa.Row[Any]) -> Superseded:
    """Return the superseded document of a row of `superseded`."""
    return Superseded(row.document_id, row.newer_id, row.since)


def section_values(document_id: str, section: Section) -> Values:
    """Return a section as a row of `sections`."""
    return {
        "document_id": document_id,
        "number": section.number,
        "parent": section.parent,
        "level": section.level,
        "heading_start": section.heading.start if section.heading else None,
        "heading_end": section.heading.end if section.heading else None,
        "path": list(section.path),
        "span_start": section.span.start,
        "span_end": section.span.end,
    }


def block_values(document_id: str, block: Block) -> Values:
    """Return a block as a row of `blocks`."""
    return {
        "document_id": document_id,
        "number": block.number,
        "kind": block.kind.value,
        "section": block.section,
        "parts": [[part.start, part.end] for part in block.parts],
        "lead_in": block.lead_in,
        "header": block.header,
        "level": block.level,
    }


def structure_values(document_id: str, found: Structures) -> Iterator[Values]:
    """Yield the structures of a document as rows of `structures`, one for each kind."""
    for kind, content in structures_to_json(found).items():
        yield {"document_id": document_id, "kind": kind, "content": content}


def structures_of(rows: Iterable[sa.Row[Any]]) -> Structures:
    """Return the structures of a document's rows. Raises ValueError if one is missing."""
    return structures_from_json({row.kind: row.content for row in rows})


def word_values(document_id: str, words: Mapping[str, tuple[int, ...]]) -> Iterator[Values]:
    """Yield the words of a document with the numbers of their blocks as rows of `words`."""
    for word, blocks in words.items():
        yield {"document_id": document_id, "word": word, "blocks": " ".join(map(str, blocks))}


def chunk_values(row: int, chunk: Chunk) -> Values:
    """Return a chunk as a row of `chunks`."""
    return {
        "row_id": row,
        "document_id": chunk.document_id,
        "section": chunk.section,
        "blocks": list(chunk.blocks),
        "span_start": chunk.start,
        "span_end": chunk.end,
        "text": chunk.text,
        "embed_text": chunk.embed_text,
        "embed_sha256": embed_sha256(chunk.embed_text),
    }


def chunk_of(row: sa.Row[*tuple[Any, ...]]) -> tuple[int, Chunk]:
    """Return the row number and the chunk of a row of `CHUNKS_BY_ROW`."""
    # Some 200 chunks a search: unpacking takes half as long as access by name.
    number, document_id, section, blocks, start, end, text, embed_text = row
    return number, Chunk(document_id, section, tuple(blocks), start, end, text, embed_text)
