"""The items of an answer as rows, read back as a person's program reads them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer, AnswerKind, Coverage, Item, NearPassage, Part
from qa.serialise import to_json
from tests.web_helpers import citation
from web.answers.export import ExportFormat, NoRowsError, export, export_bytes

FIRST = Item("Bees are kept.", citation("Bees are  kept.", 10))
SECOND = Item("hives", citation("Hives cost ten crowns.", 50, section="Fees"))
ROOFS = Item("Roofs", citation("Roofs are let.", 90))
LEDGER = Answer(
    AnswerKind.LEDGER,
    items=(FIRST, SECOND),
    citations=(FIRST.citation, SECOND.citation),
    nearest=(NearPassage("Roofs are let.", ROOFS.citation),),
    coverage=Coverage(7, 9),
    understood_as="Where are bees kept?",
    generation="g1",
)


def listed(*items: Item) -> Answer:
    return replace(LEDGER, items=items, citations=tuple(item.citation for item in items))


def rows_of(answer: Answer) -> list[dict[str, str]]:
    """Read the CSV of an answer as a spreadsheet that knows of byte order marks does."""
    text = export_bytes(export("?", answer), ExportFormat.CSV).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def verbatim(cell: str) -> str:
    """Undo the guard as the documentation says."""
    return cell.removeprefix("'")


def quoting(quote: str) -> Answer:
    return listed(Item("", citation(quote)))


def test_a_row_stands_for_every_item_in_their_order() -> None:
    rows = rows_of(LEDGER)
    assert [row["row"] for row in rows] == ["1", "2"]
    assert [row["text"] for row in rows] == [item.text for item in LEDGER.items]


def test_a_row_has_its_place_field_by_field() -> None:
    assert rows_of(LEDGER)[1] == {
        "row": "2",
        "document": "doc",
        "title": "The Act",
        "edition": "2nd",
        "section": "Fees",
        "page": "",
        "text": "hives",
        "quote": "Hives cost ten crowns.",
        "start": "50",
        "end": "72",
        "parts": "[[50, 72]]",
        "text_sha256": "0" * 64,
        "link": "/documents/doc?cite=50-72#cited",
        "sections_scanned": "7",
        "sections": "9",
    }


def test_the_headings_of_a_section_are_joined_and_a_page_is_a_number() -> None:
    cited = replace(FIRST.citation, section=("Part 1", "Duties"), page=12)
    (row,) = rows_of(listed(Item("Bees", cited)))
    assert (row["section"], row["page"]) == ("Part 1 › Duties", "12")


def test_a_quote_in_two_parts_can_be_taken_apart_again() -> None:
    parts = (Part(10, 14, "Bees"), Part(20, 24, "kept"))
    (row,) = rows_of(listed(Item("Bees kept", replace(FIRST.citation, parts=parts))))
    assert (row["start"], row["end"]) == ("10", "24")
    places = json.loads(row["parts"])
    assert places == [[10, 14], [20, 24]]
    assert row["quote"].split("\n") == [part.quote for part in parts]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"]
)
def test_a_cell_that_a_spreadsheet_may_compute_is_guarded(sign: str) -> None:
    quote = f'{sign}HYPERLINK("http://example.com","open")'
    (row,) = rows_of(quoting(quote))
    assert row["quote"].startswith("'")
    assert verbatim(row["quote"]) == quote


@pytest.mark.parametrize("hidden", [" ", "\u00a0", "\ufeff", "\0", "\u200b"])
def test_a_formula_behind_signs_that_do_not_show_is_guarded(hidden: str) -> None:
    (row,) = rows_of(quoting(f"{hidden}=1+1"))
    assert row["quote"] == f"'{hidden}=1+1"


def test_titles_headings_and_names_are_guarded_as_quotes_are() -> None:
    cited = citation("Bees", title="=1+1", edition="-2", section="@x", document="+a")
    (row,) = rows_of(listed(Item("=2", cited)))
    for name in ("title", "edition", "section", "document", "text"):
        assert row[name].startswith("'"), name


def test_what_begins_as_words_do_is_not_guarded() -> None:
    (row,) = rows_of(quoting("Fees = 12 - 2"))
    assert row["quote"] == "Fees = 12 - 2"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_quote_comes_back_verbatim(quote: str) -> None:
    (row,) = rows_of(quoting(quote))
    assert verbatim(row["quote"]) == quote


def test_every_cell_is_quoted_and_lines_end_as_the_standard_says() -> None:
    written = export_bytes(export("?", quoting('say "no",\nor not')), ExportFormat.CSV)
    header, row = written.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
    assert all(cell.startswith('"') and cell.endswith('"') for cell in header.split(","))
    assert '"say ""no"",\nor not"' in row


def test_csv_begins_with_a_byte_order_mark_and_json_does_not() -> None:
    exported = export("?", quoting("Ōtsu 大津"))
    assert export_bytes(exported, ExportFormat.CSV).startswith(b"\xef\xbb\xbf")
    assert "Ōtsu 大津" in export_bytes(exported, ExportFormat.JSON).decode("utf-8")


def test_json_says_what_the_answer_says_of_its_coverage_and_of_what_came_near() -> None:
    found = json.loads(export_bytes(export("?", LEDGER), ExportFormat.JSON))
    answer = to_json(LEDGER)
    assert isinstance(answer, dict)
    for name in ("kind", "expected", "coverage", "generation", "nearest"):
        assert found[name] == answer[name], name
    assert found["question"] == "Where are bees kept?"
    assert len(found["rows"]) == len(LEDGER.items)


def test_json_and_csv_have_the_same_rows() -> None:
    exported = json.loads(export_bytes(export("?", LEDGER), ExportFormat.JSON))["rows"]
    for row, cells in zip(exported, rows_of(LEDGER), strict=True):
        assert list(row) == list(cells)[: len(row)]
        assert {str(row[name]) for name in ("row", "quote", "link")} <= set(cells.values())


def test_links_lead_to_the_host_that_is_named() -> None:
    (first, _) = export("?", LEDGER, "https://pincite.example").rows
    assert first.link == "https://pincite.example/documents/doc?cite=10-25#cited"


def test_the_question_as_asked_names_an_answer_that_understood_it_so() -> None:
    assert export("Bees?", replace(LEDGER, understood_as="")).question == "Bees?"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(AnswerKind.NOT_FOUND),
        Answer(AnswerKind.SPAN, text="Bees are kept.", citations=(FIRST.citation,)),
    ],
)
def test_an_answer_without_items_has_no_rows(answer: Answer) -> None:
    with pytest.raises(NoRowsError, match=f"of the kind {answer.kind} and has no items"):
        export("?", answer)


def test_a_list_and_a_table_with_items_have_rows_as_a_ledger_has() -> None:
    for kind in (AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.TWO_DOCUMENTS):
        assert len(rows_of(replace(LEDGER, kind=kind))) == 2
