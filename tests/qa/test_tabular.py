from __future__ import annotations

import time

import pytest

from index.ranked import SearchFilter
from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.ranking import rank
from qa.settings import AnswerSettings
from qa.specialists import Situation
from qa.tabular.specialist import TableSpecialist
from qa.tabular.wish import Operation, wish
from tests.corpus_helpers import structured, structured_markdown
from tests.qa_helpers import Marks, SharedWords, Shelf

HARBOURS = """\
# Harbour Report

## Traffic of the harbours

| Traffic | Unit | 2011 | 2012 | 2013 | 2014 |
|---|---|---|---|---|---|
| Ferries berthed | 1,000 ferries | 41 | 44 | 39 | 44.5 |
| Barges berthed | 1,000 barges | 12 | 10 | 9 | 8* |
| Total | 1,000 | 53 | 54 | 48 | 52.5 |

* Without the barges of the canal.

Note: Counted at noon.
"""

INDEXES = (
    "Harbour Report\n\nGoods landed in the harbours\n\nGoods\t\t2011\t2012\t2013\n"
    "Salt\t\t200\t300\t150\n(landed)\ttons\t(100.0)\t(150.0)\t(75.0)\n"
    "Tin\t\t400\t300\t600\n(landed)\ttons\t(100.0)\t(75.0)\t(150.0)\n"
    "Notes) Figures in brackets are indexes with 2011 given as 100.\n"
)

KEEPERS = """\
# Lighthouses of the coast

| Lighthouse | Keeper | Lit | Height (m) | Visitors |
|---|---|---|---|---|
| North Skerry | Ada Holm | 12 May 1871 | 31 | 1,200 |
| Gull Rock | Bo Lind | 3 June 1880 | 27 | 950 |
| Red Point | Carl Berg | 1 May 1899 | 44 | 3,000 |
| Long Sand | Dora Falk | 9 July 1902 | 19 | 950 |
| Total | | | | 6,100 |
"""

PLAN = """\
# Plan for the coast

| Measure | In the lead | Partners | Begins | Actual | Planned |
|---|---|---|---|---:|---:|
| Dune grass | Parishes | Bird Club | May 2031 | 40 | 60 |
| Sea doors | Dyke Office | Parish of Lund | June 2032 | 700 | 650 |
| Night ferry | Ferry Trust | Harbour Watch | May 2033 | 55 | 30 |
"""


def reply(text: str, question: str, *, restricted: bool = True) -> Answer | None:
    document = structured(text) if "\t" in text else structured_markdown(text)
    shelf, reranker, settings = Shelf(document), SharedWords(), AnswerSettings()
    put = Question(question, documents=(document.document.id,) if restricted else ())
    ranking = rank(question, shelf, reranker, Marks({}), SearchFilter(None), settings)
    situation = Situation(
        put, question, asked(question), ranking, shelf, reranker, Marks({}), settings
    )
    return TableSpecialist().answer(situation, Answer(AnswerKind.NOT_FOUND))


def found(text: str, question: str, *, restricted: bool = True) -> Answer:
    answer = reply(text, question, restricted=restricted)
    assert answer is not None
    return answer


@pytest.mark.parametrize("restricted", [True, False])
def test_a_cell_answers_where_row_and_year_are_named(restricted: bool) -> None:
    question = "How many ferries berthed in the harbours in 2013?"
    assert found(HARBOURS, question, restricted=restricted).answer == "39"


def test_the_text_is_the_row_and_the_kind_a_table() -> None:
    answer = found(HARBOURS, "How many ferries berthed in 2013?")
    assert answer.kind is AnswerKind.TABLE
    assert "Ferries berthed" in answer.text
    assert "44.5" in answer.text
    assert "Barges" not in answer.text


def test_the_short_answer_stands_where_it_says() -> None:
    answer = found(HARBOURS, "How many barges berthed in 2012?")
    (part,) = answer.answer_parts
    assert structured_markdown(HARBOURS).document.text[part.start : part.end] == "10"


def test_the_header_is_shown_with_the_row() -> None:
    answer = found(HARBOURS, "How many ferries berthed in 2013?")
    assert any("2011" in context.text for context in answer.context)


def test_a_note_that_a_cell_refers_to_is_shown_with_it() -> None:
    answer = found(HARBOURS, "How many barges berthed in 2014?")
    assert any("canal" in context.text for context in answer.context)


def test_a_note_of_another_cell_is_not_shown() -> None:
    answer = found(HARBOURS, "How many ferries berthed in 2012?")
    assert not any("canal" in context.text for context in answer.context)


def test_a_year_without_a_column_has_no_answer() -> None:
    assert reply(HARBOURS, "How many ferries berthed in 2015?", restricted=False) is None


def test_what_the_table_does_not_speak_of_has_no_answer() -> None:
    question = "How many ferries did the coastal police inspect for smuggled whisky in 2013?"
    assert reply(HARBOURS, question, restricted=False) is None


def test_a_row_that_shares_a_name_with_another_thing_has_no_answer() -> None:
    question = "When does the fish market of the night ferry begin?"
    assert reply(PLAN, question, restricted=False) is None


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("In which year did the most ferries berth?", "2014"),
        ("In what year was the number of barges highest?", "2011"),
        ("In which year did the fewest ferries berth?", "2013"),
        ("In which year did fewer ferries berth than in 2011?", "2013"),
        ("In what year were more than 10 thousand barges berthed?", "2011"),
    ],
)
def test_a_year_answers_for_the_figure_it_heads(question: str, year: str) -> None:
    assert found(HARBOURS, question).answer == year


def test_several_years_are_items() -> None:
    answer = found(HARBOURS, "In which years did more ferries berth than in 2011?")
    assert [item.text for item in answer.items] == ["2012", "2014"]
    assert answer.answer == ""


def test_a_difference_shows_both_figures_and_computes_nothing() -> None:
    answer = found(HARBOURS, "How many more ferries berthed in 2012 than in 2011?")
    assert [item.text for item in answer.items] == ["44", "41"]
    assert answer.answer == ""


def test_a_row_over_the_years_speaks_for_itself() -> None:
    answer = found(HARBOURS, "How did the number of ferries develop over the years?")
    assert answer.answer == ""
    assert "Ferries berthed" in answer.text


@pytest.mark.parametrize(
    "question",
    ["Taking 2011 as 100, where did tin stand in 2013?", "What was the index of tin in 2013?"],
)
def test_an_index_is_read_from_the_row_of_indexes(question: str) -> None:
    assert found(INDEXES, question).answer == "150.0"


def test_an_index_comes_with_the_note_that_explains_it() -> None:
    answer = found(INDEXES, "What was the index of tin in 2013?")
    assert any("2011 given as 100" in context.text for context in answer.context)


def test_a_figure_is_not_read_from_the_row_of_indexes() -> None:
    assert found(INDEXES, "How many tons of tin were landed in 2013?").answer == "600"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who was the keeper of Gull Rock?", "Bo Lind"),
        ("When was Red Point lit?", "1 May 1899"),
        ("What is the height of the Long Sand lighthouse?", "19"),
        ("Which lighthouse did Carl Berg keep?", "Red Point"),
    ],
)
def test_a_cell_is_looked_up_by_any_other_of_its_row(question: str, answer: str) -> None:
    assert found(KEEPERS, question).answer == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which lighthouse has the most visitors?", "Red Point"),
        ("Which lighthouse has the least height?", "Long Sand"),
        ("Which lighthouse was lit first?", "North Skerry"),
        ("Which was the last lighthouse to be lit?", "Long Sand"),
        ("Which lighthouse comes after Gull Rock?", "Red Point"),
        ("Which lighthouse is listed before Gull Rock?", "North Skerry"),
        ("Which has the greater height: Gull Rock or Long Sand?", "Gull Rock"),
        ("Besides Red Point, which lighthouse has the most visitors?", "North Skerry"),
        ("Which lighthouse had 3,000 visitors?", "Red Point"),
        ("Which lighthouse had fewer than 20 m height?", "Long Sand"),
    ],
)
def test_rows_are_ordered_and_chosen(question: str, answer: str) -> None:
    assert found(KEEPERS, question).answer == answer


def test_the_number_of_an_item_is_no_part_of_its_name() -> None:
    text = KEEPERS.replace("| Gull Rock", "| 2. Gull Rock").replace("Height", "Maximum height")
    assert found(text, "What is the maximum height of the Gull Rock lighthouse?").answer == "27"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the maximum height of the Gull Rock lighthouse?", "27"),
        ("Which lighthouse has the maximum height?", "Red Point"),
    ],
)
def test_a_superlative_in_a_header_asks_for_no_extreme_of_a_row_that_is_named(
    question: str, answer: str
) -> None:
    assert found(KEEPERS.replace("Height", "Maximum height"), question).answer == answer


def test_a_row_of_totals_is_no_row_of_the_things_counted() -> None:
    assert "Total" not in found(KEEPERS, "Which lighthouse has the most visitors?").text


@pytest.mark.parametrize("restricted", [True, False])
def test_a_total_is_read_from_its_row(restricted: bool) -> None:
    question = "How many visitors were there in total?"
    assert found(KEEPERS, question, restricted=restricted).answer == "6,100"


def test_a_total_of_a_year_is_read_from_its_row() -> None:
    assert found(HARBOURS, "What was the total traffic in 2012?").answer == "54"


@pytest.mark.parametrize("restricted", [True, False])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is responsible for the sea doors?", "Dyke Office"),
        ("Which measure is led by the parishes?", "Dune grass"),
    ],
)
def test_a_column_of_those_in_the_lead_tells_who_is_responsible(
    question: str, answer: str, restricted: bool
) -> None:
    assert found(PLAN, question, restricted=restricted).answer == answer


def test_an_expense_is_read_from_a_column_of_figures() -> None:
    assert found(PLAN, "What was the actual expense of the dune grass?").answer == "40"


def test_a_superlative_that_two_rows_share_settles_on_neither() -> None:
    assert reply(KEEPERS, "Which lighthouse has the fewest visitors?") is None


def test_nothing_comes_after_the_last_row() -> None:
    assert reply(KEEPERS, "Which lighthouse comes after Long Sand?") is None


@pytest.mark.parametrize(
    "question",
    [
        "Why was Red Point lit?",
        "Is Gull Rock higher?",
        "What is a lighthouse?",
        "Which keeper won the lottery?",
    ],
)
def test_other_kinds_of_question_are_left_to_others(question: str) -> None:
    assert reply(KEEPERS, question, restricted=False) is None


def test_rows_in_descending_dates_follow_each_other_backwards() -> None:
    text = "| Ship | Launched |\n|---|---|\n| Tern | 1990 |\n| Skua | 1980 |\n| Auk | 1970 |\n"
    assert found(f"# Ships\n\n{text}", "Which ship came after the Skua?").answer == "Tern"
    assert found(f"# Ships\n\n{text}", "Which ship is listed after the Skua?").answer == "Auk"


def test_the_highest_place_in_a_ranking_is_the_smallest_number() -> None:
    text = "| Song | Chart position |\n|---|---|\n| Foam | 12 |\n| Kelp | 3 |\n| Surf | 40 |\n"
    question = "Which song reached the highest chart position?"
    assert found(f"# Songs\n\n{text}", question).answer == "Kelp"


def test_accents_make_no_difference() -> None:
    text = "| Port | Mayor |\n|---|---|\n| Colón | Ana Ruiz |\n| Bodø | Eva Moe |\n"
    assert found(f"# Ports\n\n{text}", "Who is the mayor of Colon?").answer == "Ana Ruiz"


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Which port has the most berths?", Operation.MOST),
        ("Which port has at least two berths?", Operation.LOOK_UP),
        ("What is the most recent entry?", Operation.LAST),
        ("What was the last storm before 1920?", Operation.LAST),
        ("What was the last storm before the Great Gale?", Operation.BEFORE),
        ("Which is longer, the mole or the pier?", Operation.GREATER),
        ("", Operation.LOOK_UP),
    ],
)
def test_a_question_tells_its_operation(question: str, operation: Operation) -> None:
    assert wish(question).operation is operation


@pytest.mark.parametrize(
    "piece", ["after ", "besides a ", "more than 9 ", "a or b ", "x" * 9, "1,"]
)
def test_a_long_question_takes_no_longer_than_its_length(piece: str) -> None:
    question = (piece * (100_000 // len(piece)))[:100_000]
    begin = time.perf_counter()
    wish(question)
    assert time.perf_counter() - begin < 1.0
