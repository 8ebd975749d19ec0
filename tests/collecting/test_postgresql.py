"""What people do with a collection, where its texts and state are in PostgreSQL."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.errors import DamagedError
from corpus.loading.formats import PlainText
from index.catalogue import tables
from index.databases.postgresql import Postgresql
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.generations.storage import Storage
from index.generations.storages import storage_at
from index.rows.stores import IN_FILES
from qa.service import AnswerService
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, write
from tests.fakes import HashedWords
from tests.postgresql_server import PostgresqlServer
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords
from tests.web_helpers import Collection
from web.app import create_app
from web.changes.change import Kind, Stage, Wanted
from web.changes.making import make_changes
from web.changes.queue import ChangeQueue
from web.collecting.adding import Collector
from web.collecting.backup import back_up
from web.collecting.repairing import repair_damaged
from web.collecting.status import status
from web.doctor import collection_finding

SETTING = "PINCITE_CATALOGUE"
FORMATS = (PlainText(),)


@dataclass(frozen=True)
class Office:
    """Machines that have a collection in common, and no folder."""

    folder: Path
    address: str
    storage: Storage

    def collector(self, machine: str) -> Collector:
        return Collector(
            self.folder / machine, HashedWords(), formats=FORMATS, storage=self.storage
        )

    def index(self, machine: str) -> EmbeddedIndex:
        return EmbeddedIndex.open(self.folder / machine, HashedWords(), self.storage)

    def document_ids(self, machine: str) -> tuple[str, ...]:
        with self.index(machine) as index:
            return index.document_ids()


@pytest.fixture
def office(tmp_path: Path, catalogue: str) -> Office:
    """Return an office, of whose machines one has added a folder."""
    found = Office(tmp_path, catalogue, storage_at(IN_FILES, catalogue))
    write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
    found.collector("one").add([tmp_path / "reports"])
    return found


def test_what_one_machine_adds_and_removes_another_has(office: Office) -> None:
    assert office.document_ids("two") == ("harbours", "rivers")
    office.collector("two").remove(["rivers"])
    assert office.document_ids("one") == ("harbours",)
    write(office.folder / "reports", {"lakes.txt": LAKES})
    office.collector("three").update()
    assert office.document_ids("two") == ("harbours", "lakes")


def test_an_update_where_the_files_are_not_leaves_their_documents(office: Office) -> None:
    (office.folder / "reports").rename(office.folder / "elsewhere")
    outcome = office.collector("two").update()
    assert not outcome.is_whole
    assert office.document_ids("one") == ("harbours", "rivers")


def test_a_machine_with_an_empty_folder_tells_the_status(office: Office) -> None:
    found = status(DataFolder(office.folder / "two", office.storage), FORMATS)
    assert (found.documents, found.places) == (2, (str(office.folder / "reports"),))
    assert not found.changes.new


def test_a_file_that_is_sent_to_one_machine_becomes_a_document_of_all(office: Office) -> None:
    queue = ChangeQueue(office.folder / "two")
    with queue.arriving() as folder:
        (folder / "0").write_text(LAKES)
        asked = queue.put(Wanted(Kind.ADD), folder, ["lakes.txt"])
    make_changes(office.folder / "two", HashedWords, 1_000_000, office.storage)
    change = queue.change(asked.id)
    assert change is not None
    assert change.stage is Stage.DONE
    with office.index("one") as index:
        assert index.document_ids() == ("harbours", "lakes", "rivers")
        assert change.generation == index.generation


def test_a_copy_needs_no_server(office: Office) -> None:
    with office.index("one") as index:
        expected = index.summaries(), index.document("rivers"), index.generation
    back_up(office.folder / "two", office.folder / "copy", office.storage)
    shutil.rmtree(office.folder / "two")
    with EmbeddedIndex.open(office.folder / "copy", HashedWords()) as copied:
        assert (copied.summaries(), copied.document("rivers"), copied.generation) == expected
    assert collection_finding(office.folder / "copy", HashedWords()).is_well


def altered(office: Office, table_and_values: tuple[str, dict[str, object]]) -> None:
    """Change what is kept, behind the back of all."""
    data = DataFolder(office.folder / "one", office.storage)
    schema = f"pincite_{(data.current_name() or '').replace('-', '_')}"
    engine = Postgresql(office.address, SETTING).engine
    name, values = table_and_values
    (table,) = (each for each in tables.EVERY if each.name == name)
    with engine.execution_options(schema_translate_map={None: schema}).begin() as connection:
        connection.execute(table.update().values(values))


def test_structures_that_were_changed_are_made_again_from_the_texts(office: Office) -> None:
    with office.index("one") as index:
        before = index.structures("rivers"), index.generation
    altered(office, ("structures", {"content": "{}"}))
    (damaged,) = repair_damaged(office.collector("two"))
    assert damaged.name == "catalogue.json"
    with office.index("one") as index:
        assert (index.structures("rivers"), index.generation) == before
    assert collection_finding(office.folder / "three", HashedWords(), office.storage).is_well


def test_texts_that_were_changed_are_told_and_not_taken_for_the_texts(office: Office) -> None:
    altered(office, ("documents", {"text": "Nothing of all that."}))
    assert not collection_finding(office.folder / "two", HashedWords(), office.storage).is_well
    with pytest.raises(DamagedError, match="pincite update --anew"):
        repair_damaged(office.collector("two"))
    office.collector("two").update(anew=True)
    with office.index("one") as index:
        assert index.document("rivers").document.text == RIVERS


def test_while_the_server_is_away_questions_get_503_and_then_answers_again(
    office: Office, postgresql: PostgresqlServer
) -> None:
    with closing(office.index("two")) as index:
        answers = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
        client = create_app(service=Collection(index, answers)).test_client()
        postgresql.stop()
        try:
            away = client.get("/api/answer?q=How+long+is+the+Glomma")
        finally:
            postgresql.start()
        back = client.get("/api/answer?q=How+long+is+the+Glomma")
    assert (away.status_code, (away.json or {})["code"]) == (503, "not-ready")
    assert away.headers["Retry-After"]
    assert "127.0.0.1" not in away.text
    assert back.status_code == 200
    assert "621 km" in (back.json or {})["text"]
