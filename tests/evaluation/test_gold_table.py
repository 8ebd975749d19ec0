from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import GoldError
from qa.evaluation.gold import Evidence, GoldQuestion, Status
from qa.evaluation.gold_files import gold_in, read_gold, write_gold
from qa.question import Turn
from qa.spreadsheet_cells import guarded, unguarded
from tests.evaluation_helpers import gold_question, unanswerable

HEADER = "question,answers,document,quote\n"
ROW = "How long is the Glomma?,621 km,rivers,The Glomma is 621 km long.\n"


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[GoldQuestion, ...]:
    path = folder / "gold.csv"
    path.write_bytes(text.encode(encoding))
    return read_gold(path)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(GoldError) as raised:
        read(folder, text)
    return str(raised.value).removeprefix(f"{folder / 'gold.csv'}, ")


def test_four_columns_are_enough(tmp_path: Path) -> None:
    (question,) = read(tmp_path, HEADER + ROW)
    assert question == GoldQuestion(
        id="line-2",
        type="question",
        question="How long is the Glomma?",
        history=(),
        answers=("621 km",),
        items=(),
        evidence=(Evidence("rivers", "The Glomma is 621 km long.", ""),),
        answerable=True,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read_alike(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    text = (HEADER + ROW).replace(",", delimiter).replace("\n", "\r\n")
    assert read(tmp_path, text, encoding) == read(tmp_path, HEADER + ROW)


def test_a_cell_with_the_delimiter_and_line_ends_in_quotes_stays_one(tmp_path: Path) -> None:
    text = HEADER + '"Where, then?","Oslo; or so\nBergen|Stavanger",rivers,"In Oslo,\nthen."\n'
    (question,) = read(tmp_path, text)
    assert question.answers == ("Oslo; or so", "Bergen", "Stavanger")
    assert question.evidence[0].quote == "In Oslo,\nthen."


def test_a_row_without_a_question_adds_a_passage_to_the_one_above(tmp_path: Path) -> None:
    more = ",,lakes,The lake is 621 km long.\n"
    first, second = read(tmp_path, HEADER + ROW + more + ROW)
    assert [each.doc for each in first.evidence] == ["rivers", "lakes"]
    assert (second.id, len(second.evidence)) == ("line-4", 1)


def test_items_have_a_line_each_and_wordings_between_bars(tmp_path: Path) -> None:
    text = 'question,items,document,quote\nWhich?,"Glomma | the Glomma\nTana",rivers,G\n'
    (question,) = read(tmp_path, text)
    assert question.items == (("Glomma", "the Glomma"), ("Tana",))
    assert question.type == "list"


def test_a_question_without_an_answer_says_so(tmp_path: Path) -> None:
    (question,) = read(tmp_path, "question,answerable\nWho drained it?,no\n")
    assert (question.answerable, question.type) == (False, "unanswerable")


def test_turns_before_stand_line_by_line_and_a_scope_names_documents(tmp_path: Path) -> None:
    header = "question,history,scope,answerable\n"
    first, second = read(tmp_path, header + 'And it?,"How long?\n621 km",rivers,no\nAnd?,,a|b,no\n')
    assert first.history == (Turn("How long?", "621 km"),)
    assert (first.scope_doc, second.scope_docs) == ("rivers", ("a", "b"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n", "line 1: no column is called 'a'"),
        ("answers,quote\n", "line 1 has no column 'question'"),
        ("question,question\n", "line 1: the column 'question' is there twice"),
        (HEADER + "Who?,a,b,c,d\n", "line 2 has 5 cells where the first row names 4 columns"),
        (HEADER + "\n\nWho?,a,,c\n", "line 4, column 'document' is empty beside a quote"),
        (HEADER + "Who?,a,b,\n", "line 2, column 'quote' is empty beside a document"),
        (HEADER + "Who?,a,,\n", "line 2, column 'quote' is empty; copy the passage"),
        (HEADER + "Who?,,,\n", "line 2, column 'answerable' is empty and no answer is given"),
        (HEADER + ",,b,c\n", "line 2, column 'question' is empty"),
        ("question,answerable\nWho?,maybe\n", "line 2, column 'answerable' is 'maybe'"),
        ("question,answerable,history\nWho?,no,So?\n", "line 2, column 'history' ends with a"),
        ("question,answerable,status\nWho?,no,fine\n", "line 2, column 'status' is 'fine'"),
        (HEADER + '"Who?,a,b,c\n', "line 2 is not CSV"),
        (HEADER + '"Two\nlines?",a,b,c\n,,d,\n', "line 4, column 'quote' is empty"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(tmp_path: Path, text: str, message: str) -> None:
    assert message in refused(tmp_path, text)


def test_every_fault_of_a_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(HEADER + "Who?,a,b,\n" + ROW + "Who?,,,\n", encoding="utf-8")
    found = gold_in(path)
    assert [each.id for each in found.questions] == ["line-3"]
    assert [each.split(", ")[1].split(" col")[0] for each in found.problems] == ["line 2", "line 4"]


def test_a_suggested_question_is_not_scored_until_somebody_accepts_it(tmp_path: Path) -> None:
    for path in (tmp_path / "gold.jsonl", tmp_path / "gold.csv"):
        write_gold(path, [replace(gold_question(), status=Status.SUGGESTED)])
        with pytest.raises(GoldError, match="1 questions that are only suggested, 'gold-001'"):
            read_gold(path)
        assert [each.status for each in gold_in(path).questions] == [Status.SUGGESTED]
        path.write_text(path.read_text("utf-8").replace("suggested", "accepted"), "utf-8")
        assert [each.status for each in read_gold(path)] == [Status.ACCEPTED]


def test_a_table_that_is_written_reads_back_equal(tmp_path: Path) -> None:
    gold = (
        gold_question("a", answers=["=1+1", "-5 °C"], evidence=[("doc", "- 5;"), ("b", "'tis")]),
        gold_question("b", type="list", items=[["x", "y"], ["z"]], scope_doc="doc"),
        gold_question("c", type="followup", history=(Turn("Who?", "The Cabinet."),)),
        replace(unanswerable(), scope_docs=("a", "b"), notes='say "no"', status=Status.ACCEPTED),
    )
    path = tmp_path / "gold.csv"
    write_gold(path, gold)
    assert read_gold(path) == gold


@given(st.text())
def test_a_guard_is_taken_away_as_it_was_put(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


def test_an_apostrophe_that_guards_nothing_stays() -> None:
    assert unguarded("'tis") == "'tis"
    assert (guarded("=1"), unguarded("'=1")) == ("'=1", "=1")
