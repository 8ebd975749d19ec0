from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.block_words import block_words
from corpus.document import HeadingMark, Metadata, PageStart
from corpus.errors import DataFolderError, NewerFormatError
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from corpus.structures import structures
from index.catalogue import tables
from index.catalogue.catalogue import Catalogue
from index.catalogue.migrations import SCHEMA_VERSION, migrate, schema_version
from index.catalogue.postgresql import PostgresqlCatalogues
from index.catalogue.sqlite import CATALOGUE_FILE, SQLITE
from index.catalogue.store import CatalogueStore
from index.catalogue.summary import DocumentSummary
from index.databases.postgresql import Postgresql
from qa.candidates import shown
from qa.citation import cite
from tests.index_helpers import files_no_larger_than, structured
from tests.postgresql_server import PostgresqlServer
from tests.web_helpers import markdown

TEXT = "# Überblick\r\n\nThe parties:\n(a) Åland;\n\f12\n(b) 日本 🇯🇵\nName | Year\nFish | 2003\n"
INDEXED = "2018-03-04T05:06:07Z"
AFTER_THE_SECOND_STEP = (
    *("pages", "section_count", "page_count", "word_count", "indexed", "sketch"),
)
Stored = tuple[StructuredDocument, tuple[Chunk, ...]]
Store = Callable[[Sequence[Stored]], Catalogue]


def odd_document() -> Stored:
    """Return a document that uses every field of the vocabulary."""
    plain, _ = structured("odd", ["x"])
    document = replace(
        plain.document,
        text=TEXT,
        metadata=Metadata("Titel “A”", "Rat", "2003", "3rd", "de", "https://example.org/?a=b"),
        marks=(HeadingMark(Span(2, 11), 1), HeadingMark(Span(14, 17), 3)),
        pages=(PageStart(0, 7), PageStart(39, 9)),
    )
    sections = (
        Section(0, None, 0, None, (), Span(0, len(TEXT))),
        Section(1, 0, 1, Span(2, 11), ("Überblick",), Span(0, 60)),
        Section(2, 1, 2, Span(14, 17), ("Überblick", "Die “Parteien”"), Span(14, 60)),
    )
    blocks = (
        Block(0, BlockKind.PARAGRAPH, 1, (Span(14, 26),)),
        Block(1, BlockKind.LIST_ITEM, 2, (Span(27, 37), Span(42, 50)), lead_in=0, level=1),
        Block(2, BlockKind.TABLE_HEADER, 2, (Span(51, 62),)),
        Block(3, BlockKind.TABLE_ROW, 2, (Span(63, 74),), header=2),
    )
    chunk = Chunk("odd", 2, (0, 1), 14, 37, TEXT[14:37], "Überblick\nThe parties: (a) Åland;")
    return StructuredDocument(document, sections, blocks), (chunk,)


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogues(request: pytest.FixtureRequest) -> CatalogueStore:
    if request.param == "sqlite":
        return SQLITE
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return PostgresqlCatalogues(Postgresql(server.empty(), "PINCITE_CATALOGUE"))


@pytest.fixture
def stored(catalogues: CatalogueStore, tmp_path: Path) -> Iterator[Store]:
    """Yield a way to store documents and open them, once for a test."""
    with ExitStack() as opened:

        def store(documents: Sequence[Stored]) -> Catalogue:
            catalogue = catalogue_of(catalogues, tmp_path, documents)
            opened.callback(catalogue.close)
            return catalogue

        yield store


def catalogue_of(
    catalogues: CatalogueStore, folder: Path, documents: Sequence[Stored]
) -> Catalogue:
    row = 0
    for name, content in catalogues.names("000001-0123456789ab").items():
        (folder / name).write_bytes(content)
    with catalogues.create(folder) as writer:
        for document, chunks in documents:
            found, words = structures(document), block_words(document)
            digest = f"hash of {document.document.id}"
            writer.add(document, found, words, chunks, row, "", digest, INDEXED)
            row += len(chunks)
    return catalogues.open(folder)


def three() -> list[Stored]:
    return [structured(id_, [f"{id_} one.", f"{id_} two."]) for id_ in ("a", "b", "c")]


def test_a_document_comes_back_as_it_was_stored(stored: Store) -> None:
    document, chunks = odd_document()
    catalogue = stored([(document, chunks)])
    assert catalogue.document("odd") == document
    assert catalogue.chunks_of("odd") == chunks


def test_every_document_comes_back_in_every_thread(stored: Store) -> None:
    documents = [structured(f"d{n:03}", [f"Sentence {n}."])[0] for n in range(300)]
    catalogue = stored([(document, ()) for document in documents])
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda d: catalogue.document(d.document.id) == d, documents * 2)
        assert all(found)


@pytest.mark.parametrize(
    "text",
    ["# Fähren\n\nDie Fähre legt um acht Uhr ab.\n\n## Fahrplan\n\nNone.", "One. Two.", "# End"],
    ids=["headings", "no heading", "nothing behind"],
)
def test_a_title_is_cited_from_the_opening_of_a_document_as_from_the_whole(
    stored: Store, text: str
) -> None:
    document = markdown(text)
    found = stored([(document, ())]).opening("doc")
    headings = [each.heading for each in document.sections if each.heading]
    title = tuple(headings[:1]) or document.blocks[0].parts
    assert cite(found, title) == cite(document, title)
    assert shown(found, title) == shown(document, title)


def test_the_opening_of_a_document_leaves_most_of_its_structure_unread(stored: Store) -> None:
    document, chunks = odd_document()
    found = stored([(document, chunks)]).opening("odd")
    assert found == replace(document, sections=document.sections[:2], blocks=document.blocks[:1])


def test_an_unknown_document_is_a_key_error(stored: Store) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        stored(three()).document("nowhere")


def test_structures_come_back_as_they_were_stored(stored: Store) -> None:
    document, chunks = structured("fleet", ["The Ice Patrol Board (IPB) has two boats."])
    catalogue = stored([(document, chunks), *three()])
    assert catalogue.structures("fleet") == structures(document)
    assert catalogue.structures("fleet").terms


def test_terms_events_and_metadata_come_back_without_the_rest(stored: Store) -> None:
    document, chunks = structured("fleet", ["The Ice Patrol Board (IPB) has two boats."])
    catalogue = stored([(document, chunks), *three()])
    assert catalogue.terms("fleet") == structures(document).terms
    assert catalogue.events("fleet") == structures(document).events
    assert catalogue.metadata("fleet") == document.document.metadata
    for read in (catalogue.terms, catalogue.events, catalogue.metadata):
        with pytest.raises(KeyError):
            read("nowhere")


def test_a_document_is_summed_up_without_its_text(stored: Store) -> None:
    document, chunks = structured("fleet", ["Two boats, one crew."])
    paged = replace(document.document, pages=(PageStart(0, 1), PageStart(6, 2)))
    document = replace(document, document=paged)
    catalogue = stored([(document, chunks), *three()])
    assert catalogue.summary("fleet") == DocumentSummary(
        "fleet", paged.metadata, paged.text_sha256, len(document.sections), 2, 5, INDEXED
    )
    assert list(catalogue.summaries) == ["a", "b", "c", "fleet"]
    with pytest.raises(KeyError):
        catalogue.summary("nowhere")


def test_the_structures_of_an_unknown_document_are_a_key_error(stored: Store) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        stored(three()).structures("nowhere")


def test_words_are_found_by_their_beginning_in_every_document(stored: Store) -> None:
    boats = structured("boats", ["Boat one.", "Two boats.", "A BOAT."])
    catalogue = stored([boats, structured("crew", ["The boatman.", "A bat."])])
    assert dict(catalogue.across.occurrences("boat")) == {
        "boat": {"boats": (1, 3)},
        "boatman": {"crew": (1,)},
        "boats": {"boats": (2,)},
    }


@pytest.mark.parametrize("prefix", ["", "x", "BOAT", "b%", "𝄞"])
def test_no_word_begins_with_what_none_begins_with(prefix: str, stored: Store) -> None:
    assert not stored([structured("boats", ["Boat one."])]).across.occurrences(prefix)


def test_words_beyond_the_basic_plane_are_found(stored: Store) -> None:
    catalogue = stored([structured("gothic", ["𐌰𐌱𐌲 stands here."])])
    assert dict(catalogue.across.occurrences("𐌰")) == {"𐌰𐌱𐌲": {"gothic": (1,)}}


def test_a_catalogue_without_structures_is_migrated() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        migrate(connection)
        connection.exec_driver_sql("DROP TABLE structures")
        connection.exec_driver_sql("DROP TABLE words")
        for column in AFTER_THE_SECOND_STEP:
            connection.exec_driver_sql(f"ALTER TABLE documents DROP COLUMN {column}")
        connection.exec_driver_sql("DROP TABLE superseded")
        connection.exec_driver_sql("DELETE FROM schema_version WHERE version > 1")
        migrate(connection)
        assert schema_version(connection) == SCHEMA_VERSION
        assert sa.inspect(connection).has_table("structures")


def test_documents_of_a_catalogue_without_pages_have_none() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        migrate(connection)
        about = tables.document_values(odd_document()[0], INDEXED, "", "", 0, 0)
        connection.execute(tables.documents.insert().values(about))
        for column in AFTER_THE_SECOND_STEP:
            connection.exec_driver_sql(f"ALTER TABLE documents DROP COLUMN {column}")
        connection.exec_driver_sql("DROP TABLE superseded")
        connection.exec_driver_sql("DELETE FROM schema_version WHERE version > 2")
        migrate(connection)
        row = connection.execute(sa.select(tables.documents)).one()
        assert tables.document_of(row).pages == ()


def test_chunks_are_found_by_row(stored: Store) -> None:
    chunks = stored(three()).chunks([5, 0])
    assert {row: chunk.text for row, chunk in chunks.items()} == {0: "a one.", 5: "c two."}


def test_the_rows_of_documents_ascend_and_unknown_ids_have_none(stored: Store) -> None:
    assert stored(three()).rows_of(["c", "x", "a", "c"]).tolist() == [0, 1, 4, 5]


def test_a_chunk_is_found_by_what_was_embedded(stored: Store) -> None:
    found = stored(three()).rows_embedded_as(["Scope: b two.", "unknown"])
    assert found == {"Scope: b two.": 3}


def test_the_table_of_contents_is_sorted_and_counts_sections_and_rows(stored: Store) -> None:
    catalogue = stored(three())
    assert list(catalogue.entries) == ["a", "b", "c"]
    assert (catalogue.section_count, catalogue.row_count) == (6, 6)


def test_a_catalogue_survives_the_deletion_of_its_file(tmp_path: Path) -> None:
    catalogue = catalogue_of(SQLITE, tmp_path, three())
    (tmp_path / CATALOGUE_FILE).unlink()
    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(catalogue.chunks_of, "abcabcabc"))


def test_a_path_may_hold_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "100% of a?b#c"
    folder.mkdir()
    assert catalogue_of(SQLITE, folder, three()).row_count == 6


def test_an_empty_database_is_at_version_0() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        assert schema_version(connection) == 0


def test_migrating_twice_is_migrating_once() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        migrate(connection)
        migrate(connection)
        assert schema_version(connection) == SCHEMA_VERSION


@pytest.mark.parametrize(
    "table",
    [
        *(tables.documents, tables.sections, tables.blocks, tables.chunks),
        *(tables.structures, tables.words, tables.superseded),
    ],
)
def test_the_steps_lead_to_the_tables(table: sa.Table) -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        migrate(connection)
        columns = sa.inspect(connection).get_columns(table.name)
    assert [column["name"] for column in columns] == list(table.columns.keys())


def test_a_newer_catalogue_is_not_migrated() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        migrate(connection)
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (99)")
        with pytest.raises(NewerFormatError):
            migrate(connection)


@pytest.mark.parametrize(
    ("version", "error"), [(0, DataFolderError), (1, DataFolderError), (99, NewerFormatError)]
)
def test_a_catalogue_of_another_version_is_refused(
    tmp_path: Path, version: int, error: type[DataFolderError]
) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / CATALOGUE_FILE}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER)")
        connection.execute(sa.text("INSERT INTO schema_version VALUES (:v)"), {"v": version})
    with pytest.raises(error, match=f"version {version}"):
        SQLITE.open(tmp_path)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE_FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(DataFolderError, match="doctor --repair"):
        SQLITE.open(tmp_path)


@pytest.mark.parametrize("size", [0, 8000, 100_000])
def test_a_catalogue_that_finds_no_room_is_told(tmp_path: Path, size: int) -> None:
    with (
        files_no_larger_than(size),
        pytest.raises(DataFolderError, match=r"cannot be written \(.+\); is the disk full"),
    ):
        catalogue_of(
            SQLITE, tmp_path, [structured("long", [f"Sentence {n}." for n in range(2000)])]
        )


def test_a_word_that_does_not_begin_so_has_no_places(stored: Store) -> None:
    catalogue = stored([structured("boats", ["A boat.", "A bat."])])  # open while it is referred to
    found = catalogue.across.occurrences("bo")
    assert (list(found), len(found)) == (["boat"], 1)
    with pytest.raises(KeyError):
        found["bat"]
