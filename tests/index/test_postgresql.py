"""A collection whose texts and state are in PostgreSQL, for machines that share no folder."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from corpus.editions import Superseded
from corpus.errors import (
    DataFolderError,
    LockedError,
    NewerFormatError,
    SettingsError,
    UnreachableError,
)
from index.catalogue import tables
from index.databases.postgresql import Postgresql
from index.generations.checking import damaged_parts
from index.generations.data_folder import DataFolder
from index.generations.origins import load_origins
from index.generations.storage import Storage
from index.generations.storages import storage_at
from index.rows.stores import IN_FILES
from index.writer import IndexWriter
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import (
    ALL,
    CHUNKER,
    OTHER,
    TRADE,
    CountingEmbedder,
    build,
    generation_of,
    opened,
    search_whole_state,
    structured,
)
from tests.index_processes import start_writer
from tests.postgresql_server import PASSWORD, PostgresqlServer, asked

SETTING = "PINCITE_CATALOGUE"
CRASHES = tries(3, 100)
SWITCHES = tries(3, 40)
PATIENCE = 20  # seconds
WHOLE_COMMIT = 0.5  # seconds, roughly two commits: a kill may come at any moment of one
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname ~ '^pincite_[0-9]+_[0-9a-f]+$' ORDER BY 1"


@pytest.fixture
def storage(catalogue: str) -> Storage:
    return storage_at(IN_FILES, catalogue)


def write(
    folder: Path, storage: Storage, *, recover: bool = False, anew: bool = False
) -> IndexWriter:
    return IndexWriter(
        folder, HashedWords(), chunker=CHUNKER, recover=recover, anew=anew, storage=storage
    )


def test_a_machine_with_an_empty_folder_answers_as_any_other(
    tmp_path: Path, storage: Storage
) -> None:
    build(tmp_path / "one", TRADE, storage=storage)
    with opened(tmp_path / "one", storage) as one, opened(tmp_path / "two", storage) as two:
        assert one.search("fish", 9, ALL) == two.search("fish", 9, ALL)
        build(tmp_path / "three", OTHER, storage=storage)
        assert two.refresh()
        assert search_whole_state(two) == ("coast", "health")


def test_what_is_said_about_documents_reaches_other_machines(
    tmp_path: Path, storage: Storage
) -> None:
    build(tmp_path / "one", TRADE, storage=storage)
    generation_of(tmp_path / "two", storage)
    with write(tmp_path / "one", storage) as writer:
        writer.origins = replace(writer.origins, apart=frozenset({"trade"}))
    assert load_origins(generation_of(tmp_path / "two", storage)).apart == {"trade"}


def test_texts_of_any_characters_come_back_in_the_order_of_code_points(
    tmp_path: Path, storage: Storage
) -> None:
    odd = "Zoë\0 und \x1a\x1a0 𝔸 ﷺ\u2028 10\N{NO-BREAK SPACE}km ähnlich Ärger zebra Äpfel _x"
    texts = {id_: [odd, f"{id_} stands here."] for id_ in ("b", "B", "ä", "_", "a", "Z", "\x1a0")}
    build(tmp_path / "at", texts, storage=storage)
    build(tmp_path / "files", texts)
    with opened(tmp_path / "at", storage) as index, opened(tmp_path / "files") as files:
        assert index.document_ids() == files.document_ids() == tuple(sorted(texts))
        assert index.generation == files.generation
        assert index.search("zebra", 20, ALL) == files.search("zebra", 20, ALL)
        for prefix in ("z", "ä", "1", "a"):
            found = index.occurrences(prefix)
            assert list(found.items()) == list(files.occurrences(prefix).items())
        for id_ in texts:
            assert index.document(id_) == files.document(id_)
            assert index.structures(id_) == files.structures(id_)


def test_a_second_writer_is_refused_wherever_its_folder_is(
    tmp_path: Path, storage: Storage
) -> None:
    with (
        write(tmp_path / "one", storage),
        pytest.raises(LockedError, match="Another process is writing to PostgreSQL"),
    ):
        write(tmp_path / "two", storage).__enter__()
    with write(tmp_path / "two", storage) as writer:
        assert writer.document_ids() == ()


def test_a_state_that_somebody_reads_is_dropped_when_nobody_does(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    build(tmp_path, TRADE, storage=storage)
    with opened(tmp_path, storage) as reader:
        for texts in (OTHER, TRADE, OTHER):
            build(tmp_path, texts, storage=storage)
        assert search_whole_state(reader) == ("coast", "trade")
        assert len(asked(catalogue, SCHEMAS)) == 3
    until = time.monotonic() + PATIENCE  # the server takes a moment to see that they are gone
    while len(asked(catalogue, SCHEMAS)) > 2:
        assert time.monotonic() < until
        with write(tmp_path, storage):
            pass


def test_a_writer_whose_lock_is_lost_leaves_the_state_before(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    build(tmp_path, TRADE, storage=storage)
    ending = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database "
        "WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND datname = current_database()"
    )
    with (
        pytest.raises(UnreachableError, match="cannot be reached"),
        write(tmp_path, storage) as writer,
    ):
        writer.remove(["trade"])
        asked(catalogue, ending)
    with opened(tmp_path, storage) as index:
        assert search_whole_state(index) == ("coast", "trade")
    build(tmp_path, TRADE, storage=storage)
    assert len(asked(catalogue, SCHEMAS)) == 1


def test_a_server_that_goes_away_while_texts_are_written_leaves_the_state_before(
    tmp_path: Path, storage: Storage, postgresql: PostgresqlServer
) -> None:
    build(tmp_path, TRADE, storage=storage)
    with (
        pytest.raises(UnreachableError, match="cannot be reached"),
        DataFolder(tmp_path, storage).locked() as locked,
        locked.new_generation("f" * 64, 64) as half,
        storage.catalogues.create(half) as texts,
    ):
        postgresql.stop()
        postgresql.start()
        texts.add_superseded([Superseded("coast", "trade", "2003-06-29")])
    with opened(tmp_path, storage) as index:
        assert search_whole_state(index) == ("coast", "trade")
    build(tmp_path, OTHER, storage=storage)


@pytest.mark.scale
def test_a_reader_beside_a_writer_sees_whole_states(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    writer = start_writer(tmp_path / "one", catalogue)
    try:
        with opened(tmp_path / "two", storage) as index:
            switches = 0
            while switches < SWITCHES:
                switches += index.refresh()
                search_whole_state(index)
    finally:
        writer.kill()
        writer.join()


@pytest.mark.scale
def test_a_killed_writer_leaves_the_old_or_the_new_and_nothing_for_good(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    moments = np.random.default_rng(20030629)
    build(tmp_path / "one", TRADE, storage=storage)
    with opened(tmp_path / "two", storage) as reader:
        for _ in range(CRASHES):
            writer = start_writer(tmp_path / "one", catalogue)
            time.sleep(moments.uniform(0, WHOLE_COMMIT))
            writer.kill()
            writer.join()
            reader.refresh()
            search_whole_state(reader)
    until = time.monotonic() + PATIENCE
    while True:  # the server takes a moment to see that it is gone
        try:
            build(tmp_path / "three", {}, storage=storage)
            break
        except LockedError:
            assert time.monotonic() < until
    build(tmp_path / "three", TRADE, storage=storage)
    assert len(asked(catalogue, SCHEMAS)) == 2
    assert len(asked(catalogue, "SELECT name FROM pincite_collection.generations")) == 2


def test_while_the_server_is_away_nothing_is_taken_for_damaged_or_empty(
    tmp_path: Path, storage: Storage, postgresql: PostgresqlServer
) -> None:
    build(tmp_path, TRADE, storage=storage)
    with opened(tmp_path, storage) as index:
        postgresql.stop()
        try:
            away = (
                lambda: index.search("fish", 1, ALL),
                index.refresh,
                lambda: opened(tmp_path, storage),
                lambda: damaged_parts(DataFolder(tmp_path, storage)),
                lambda: write(tmp_path, storage, recover=True).__enter__(),
                lambda: write(tmp_path, storage, anew=True).__enter__(),
            )
            for each in away:
                with pytest.raises(UnreachableError, match="see to PINCITE_CATALOGUE") as told:
                    each()
                assert PASSWORD not in str(told.value)
        finally:
            postgresql.start()
        assert search_whole_state(index) == ("coast", "trade")
        assert not index.refresh()


@pytest.mark.parametrize(
    "change",
    [
        tables.documents.update().values(text="Altered."),
        tables.structures.delete(),
        tables.words.delete().where(tables.words.c.word == "fish"),
        tables.sections.update().values(span_end=1),
    ],
    ids=["text", "structures", "words", "sections"],
)
def test_what_was_changed_in_the_tables_is_found(
    tmp_path: Path, storage: Storage, catalogue: str, change: sa.Executable
) -> None:
    copy = generation_of(build(tmp_path, TRADE, storage=storage), storage)
    assert damaged_parts(DataFolder(tmp_path, storage)) == ()
    (schema,) = asked(catalogue, SCHEMAS)
    engine = Postgresql(catalogue, SETTING).engine
    with engine.execution_options(schema_translate_map={None: str(schema)}).begin() as connection:
        connection.execute(change)
    assert damaged_parts(DataFolder(tmp_path, storage)) == (copy / "catalogue.json",)


def test_a_schema_that_is_gone_is_told_at_opening(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    copy = generation_of(build(tmp_path, TRADE, storage=storage), storage)
    (schema,) = asked(catalogue, SCHEMAS)
    asked(catalogue, f"DROP SCHEMA {schema} CASCADE")
    with pytest.raises(DataFolderError, match=r"has lost the schema .* doctor --repair"):
        opened(tmp_path, storage)
    assert damaged_parts(DataFolder(tmp_path, storage)) == (copy / "catalogue.json",)


def test_a_collection_in_files_is_moved_as_it_is_and_stays_there(
    tmp_path: Path, storage: Storage
) -> None:
    with write(tmp_path, storage_at(IN_FILES)) as writer:
        for id_, texts in TRADE.items():
            writer.add(*structured(id_, texts))
        writer.origins = replace(writer.origins, apart=frozenset({"trade"}))
    model = CountingEmbedder()
    with IndexWriter(tmp_path, model, chunker=CHUNKER, storage=storage):
        pass
    assert model.embedded == []
    assert load_origins(generation_of(tmp_path, storage)).apart == {"trade"}
    with opened(tmp_path, storage) as moved, opened(tmp_path) as before:
        assert moved.search("fish", 9, ALL) == before.search("fish", 9, ALL)
        assert moved.summaries() == before.summaries()


def test_what_a_newer_program_made_is_refused(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    build(tmp_path, TRADE, storage=storage)
    asked(catalogue, "UPDATE pincite_collection.schema_version SET version = 99")
    with pytest.raises(NewerFormatError, match="install a newer Pincite"):
        opened(tmp_path, storage_at(IN_FILES, catalogue))


def test_options_of_the_address_do_not_lead_to_other_tables(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    build(tmp_path, TRADE, storage=storage)
    given = f"{catalogue}?options=-c%20search_path%3Dpublic%20-c%20work_mem%3D5MB"
    with opened(tmp_path, storage_at(IN_FILES, given)) as index:
        assert search_whole_state(index) == ("coast", "trade")
    assert asked(given, "SHOW work_mem") == ["5MB"]
    Postgresql(given, SETTING).engine.dispose()


def test_all_that_is_kept_at_an_address_shares_its_connections(catalogue: str) -> None:
    assert Postgresql(catalogue, SETTING).engine is Postgresql(catalogue, "PINCITE_DATABASE").engine


def test_a_wrong_address_is_told_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(SettingsError, match="PINCITE_CATALOGUE is no address") as told:
        storage_at(IN_FILES, "postgresql://keeper:hunter2@host:port/kept")
    assert "hunter2" not in str(told.value)
