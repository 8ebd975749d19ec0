"""Documents that were read and cut beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Metadata
from corpus.loading.folder import SourceFile, read_document
from corpus.loading.formats import STANDARD_FORMATS, PlainText
from index.prepared.cut_document import CutDocument
from index.prepared.documents import PreparedDocuments
from tests.collecting_helpers import HARBOURS, LAKES, collector, contents, text_of, write
from web.collecting.cutting import Cutting

RICH = """# Fees of the harbour

The **fees** are paid by:

- ships,
  - of more than 40 m
  - of less, if they carry oil
- barges.

| Vessel | Fee (EUR) |
|---|---:|
| Ship | 1,250.50 |
| Barge | 80.0 |

On 3 March 2018 the Council (“the Council”) raised them. (Port Authority)
"""
FILE = SourceFile(Path("fees.md"), "fees", STANDARD_FORMATS[1], Metadata(issuer="The Port"))
DATA = RICH.encode()


def cut(data: bytes = DATA, file: SourceFile = FILE) -> CutDocument:
    return Cutting().cut(read_document(file, data))


@pytest.fixture
def documents(tmp_path: Path) -> PreparedDocuments:
    return PreparedDocuments(tmp_path / "store", "a chunker")


def test_what_was_put_is_found_equal(documents: PreparedDocuments) -> None:
    assert FILE.format.name.startswith("markdown")
    found = cut().structures
    assert found.lists
    assert found.tables
    assert found.terms
    documents.put(FILE, DATA, cut())
    assert documents.get(FILE, DATA) == cut()


@pytest.mark.parametrize(
    "other",
    [
        lambda: (FILE, DATA + b"\n"),
        lambda: (replace(FILE, format=PlainText()), DATA),
        lambda: (replace(FILE, path=Path("dues.md")), DATA),
        lambda: (replace(FILE, document_id="dues"), DATA),
        lambda: (replace(FILE, metadata=Metadata(issuer="The Council")), DATA),
    ],
    ids=["bytes", "format", "name", "id", "what is said"],
)
def test_what_another_thing_decides_is_not_known(
    documents: PreparedDocuments, other: Callable[[], tuple[SourceFile, bytes]]
) -> None:
    documents.put(FILE, DATA, cut())
    assert documents.get(*other()) is None


def test_what_another_program_cut_is_not_known(
    tmp_path: Path, documents: PreparedDocuments
) -> None:
    documents.put(FILE, DATA, cut())
    assert PreparedDocuments(tmp_path / "store", "another").get(FILE, DATA) is None


def test_the_folder_does_not_decide(documents: PreparedDocuments) -> None:
    documents.put(FILE, DATA, cut())
    moved = replace(FILE, path=Path("elsewhere", "fees.md"))
    assert documents.get(moved, DATA) == cut()


@pytest.mark.parametrize("ninths", range(9))
def test_a_file_that_was_cut_off_or_changed_counts_as_not_there(
    tmp_path: Path, documents: PreparedDocuments, ninths: int
) -> None:
    documents.put(FILE, DATA, cut())
    (kept,) = tmp_path.rglob("*.json.gz")
    whole = kept.read_bytes()
    place = len(whole) * ninths // 9
    kept.write_bytes(whole[:place])
    assert documents.get(FILE, DATA) is None
    kept.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
    assert documents.get(FILE, DATA) in (None, cut())


def test_a_document_with_deep_lists_is_found_equal(documents: PreparedDocuments) -> None:
    items = "".join(f"{'  ' * level}- item number {level}\n" for level in range(300))
    data = f"# Depths\n\nThe points are:\n\n{items}".encode()
    documents.put(FILE, data, cut(data))
    assert documents.get(FILE, data) == cut(data)


def test_adding_takes_what_was_prepared_and_reads_the_rest(tmp_path: Path) -> None:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "lakes.txt": LAKES})
    documents = PreparedDocuments(tmp_path / "store", Cutting().chunker)
    other = HARBOURS.replace("1070", "1299")
    file = SourceFile(folder / "harbours.txt", "harbours", PlainText(), Metadata())
    documents.put(file, HARBOURS.encode(), cut(other.encode(), file))
    adding = replace(collector(tmp_path), cutting=Cutting(prepared=documents))
    adding.add([folder])
    assert text_of(tmp_path, "harbours") == other
    assert text_of(tmp_path, "lakes") == LAKES


def test_what_is_said_about_a_document_goes_before_what_was_prepared(tmp_path: Path) -> None:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS})
    documents = PreparedDocuments(tmp_path / "store", Cutting().chunker)
    file = SourceFile(folder / "harbours.txt", "harbours", PlainText(), Metadata())
    documents.put(file, LAKES.encode(), cut(LAKES.encode(), file))
    for place, cutting in (
        (tmp_path, Cutting()),
        (tmp_path / "other", Cutting(prepared=documents)),
    ):
        write(folder, {"harbours.txt": HARBOURS})
        adding = replace(collector(place), cutting=cutting)
        adding.add([folder])
        adding.describe("harbours", {"title": "The waters of Norway"})
        write(folder, {"harbours.txt": LAKES})
        adding.add([folder])
    plain = contents(tmp_path, "How long is the lake?")
    assert any("The waters of Norway" in str(each) for each in plain)
    assert contents(tmp_path / "other", "How long is the lake?") == plain
