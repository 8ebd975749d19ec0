import time

import pytest

from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.responsibility.names import named_bodies
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

HARBOUR = """\
# Harbour Renewal Plan

## Quays

- To repair the northern quay before the winter storms. (Port Authority and Ministry of Works)
- To paint the mooring posts along the northern quay every spring. (Port Authority)
- To count the seals that rest on the breakwater. (Fisheries Agency, Ministry of Works, and Port
Authority)

## Lights

- To replace oil lamps on the outer buoys with electric ones. (Ministry of Trade, Ports and Mills)
- To teach pilots how the electric buoys are read. (Ministry of Trade, Ports and Mills and Port
Authority)
"""
FOREST = """\
# Forest Care Plan

- To thin the young spruce on the eastern slope. (Forest Service)
- To burn storm wood before the beetles swarm. (Forest Service and Ministry of Works)
"""


def ask(question: str, marks: dict[str, float], *, documents: tuple[str, ...] = ()) -> Answer:
    shelf = Shelf(parsed(HARBOUR, "Harbour Renewal Plan"), parsed(FOREST, "Forest Care Plan"))
    service = AnswerService(shelf, SharedWords(), Marks(marks), BY_OVERLAP)
    return service.ask(Question(question, documents=documents))


def items(answer: Answer) -> list[str]:
    return [item.text for item in answer.items]


def beginnings(answer: Answer) -> list[str]:
    return [" ".join(item.text.split()[1:4]) for item in answer.items]


COUNT = "Which bodies count the seals that rest on the breakwater?"


def test_whoever_answers_for_a_measure_is_listed_in_the_order_of_the_bracket() -> None:
    answer = ask(COUNT, {"Fisheries Agency, Ministry of Works": 5.0})
    assert answer.kind is AnswerKind.LIST
    assert items(answer) == ["Fisheries Agency", "Ministry of Works", "Port Authority"]


def test_each_body_is_cited_where_it_stands() -> None:
    answer = ask(COUNT, {"Fisheries Agency": 5.0})
    for item in answer.items:
        for part in item.citation.parts:
            assert HARBOUR[part.start : part.end] == part.quote
    assert [item.citation.quote for item in answer.items] == items(answer)


def test_the_measure_is_shown_as_context() -> None:
    (context,) = ask(COUNT, {"Fisheries Agency": 5.0}).context
    assert context.text.startswith("To count the seals")
    assert "Fisheries Agency" in context.text


def test_the_text_runs_from_the_first_body_to_the_last() -> None:
    answer = ask(COUNT, {"Fisheries Agency": 5.0})
    assert answer.text == "Fisheries Agency, Ministry of Works, and Port Authority"
    assert answer.answer == ""


def test_a_single_body_is_the_short_answer_too() -> None:
    answer = ask("Who paints the mooring posts along the quay?", {"Port Authority": 5.0})
    assert items(answer) == [answer.answer] == ["Port Authority"]
    (part,) = answer.answer_parts
    assert HARBOUR[part.start : part.end] == "Port Authority"


def test_a_name_that_holds_commas_is_one_body() -> None:
    answer = ask("Who replaces the lamps on the outer buoys?", {"Ministry of Trade": 5.0})
    assert items(answer) == ["Ministry of Trade, Ports and Mills"]


def test_a_doer_who_stands_in_the_measure_itself_is_no_responsible_body() -> None:
    answer = ask("Who reads the electric buoys with the pilots?", {"teach pilots": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_a_question_that_speaks_of_a_duty_needs_no_answer_in_the_bracket() -> None:
    answer = ask("Who is responsible for the electric buoys that pilots read?", {"pilots": 5.0})
    assert items(answer) == ["Ministry of Trade, Ports and Mills", "Port Authority"]


def test_bodies_of_another_kind_than_asked_for_do_not_answer() -> None:
    answer = ask("Which bank should count the seals on the breakwater?", {"Fisheries Agency": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_a_question_near_no_measure_is_left_alone() -> None:
    answer = ask("Who is responsible for baking bread?", {"Port Authority": 5.0})
    assert answer.kind is not AnswerKind.LIST


def test_every_measure_of_a_body_is_listed_in_the_order_of_the_text() -> None:
    answer = ask("Which measures does the Port Authority carry?", {})
    assert answer.kind is AnswerKind.LEDGER
    assert beginnings(answer) == [
        "repair the northern",
        "paint the mooring",
        "count the seals",
        "teach pilots how",
    ]


def test_how_many_measures_a_body_carries_is_answered_by_all_of_them() -> None:
    assert len(ask("How many measures does the Port Authority carry?", {}).items) == 4


def test_measures_of_a_body_alone_have_no_other_body() -> None:
    answer = ask("Which measures does the Port Authority carry alone?", {})
    assert beginnings(answer) == ["paint the mooring"]


def test_measures_of_two_bodies_have_both() -> None:
    question = "Which measures does the Port Authority carry together with the Ministry of Works?"
    assert beginnings(ask(question, {})) == ["repair the northern", "count the seals"]


def test_measures_shared_with_others_have_a_second_body() -> None:
    answer = ask("Which tasks does the Forest Service share with others?", {})
    assert beginnings(answer) == ["burn storm wood"]


def test_measures_are_collected_from_every_document() -> None:
    answer = ask("Which measures involve the Ministry of Works?", {})
    assert {item.citation.document for item in answer.items} == {
        "Forest Care Plan",
        "Harbour Renewal Plan",
    }
    assert answer.coverage.sections_scanned == answer.coverage.sections


def test_the_words_of_a_title_choose_the_document() -> None:
    answer = ask("Which measures of the forest plan involve the Ministry of Works?", {})
    assert beginnings(answer) == ["burn storm wood"]


def test_documents_out_of_scope_add_nothing() -> None:
    answer = ask(
        "Which measures involve the Ministry of Works?", {}, documents=("Forest Care Plan",)
    )
    assert beginnings(answer) == ["burn storm wood"]
    assert answer.coverage.sections_scanned < answer.coverage.sections


def test_other_words_narrow_the_measures_down() -> None:
    answer = ask("What is the Port Authority asked to do about the seals?", {})
    assert beginnings(answer) == ["count the seals"]


def test_a_measure_is_shown_without_its_bracket_and_cited_with_it() -> None:
    (item,) = ask("Which measures does the Port Authority carry alone?", {}).items
    assert item.text == "To paint the mooring posts along the northern quay every spring."
    assert item.citation.quote.endswith("(Port Authority)")


def test_a_body_that_carries_nothing_is_left_to_others() -> None:
    assert ask("Which measures does the Salt Office carry?", {}).kind is not AnswerKind.LEDGER


NAMES = ("Ministry of Trade, Ports and Mills", "Ministry of Works", "National Coast Guard")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does the Ministry of Works do?", ("Ministry of Works",)),
        ("what does the works ministry do?", ("Ministry of Works",)),
        ("What does the trade ministry do?", ("Ministry of Trade, Ports and Mills",)),
        ("What does MTPM do?", ("Ministry of Trade, Ports and Mills",)),
        ("What falls to the Coast Guard’s crews?", ("National Coast Guard",)),
        ("What does the ministry do?", ()),
        ("What does the Ministry of Fish do?", ()),
        ("What works on the coast?", ()),
        (
            "What do the Coast Guard and the Ministry of Works do?",
            ("National Coast Guard", "Ministry of Works"),
        ),
        ("", ()),
    ],
)
def test_bodies_are_known_by_words_that_are_theirs_alone(
    question: str, named: tuple[str, ...]
) -> None:
    assert named_bodies(question, NAMES).bodies == named


@pytest.mark.parametrize(
    "piece", ["ministry of ", "Ministry ", "of the ", "works ", "coast guard, "]
)
def test_names_are_found_in_linear_time(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    start = time.perf_counter()
    named_bodies(long, NAMES)
    assert time.perf_counter() - start < 1.0
