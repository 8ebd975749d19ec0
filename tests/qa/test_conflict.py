"""Answers for which two places give different figures or dates."""

import time
from dataclasses import replace

import pytest

from corpus.document import Metadata
from corpus.structure import StructuredDocument
from qa.answer import Answer, AnswerKind
from qa.conflict.days import day
from qa.conflict.figures import figure
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

SETTINGS = replace(BY_OVERLAP, weighed=6)
PATROLS = "How many boats did the harbour patrol inspect in 2018?"
SIGNED = "When was the salt treaty signed?"
OLD = "In 2018 the harbour patrol inspected 2,370 boats."
NEW = "The harbour patrol inspected 2,410 boats in 2018."


def document(
    text: str, id: str, date: str = "", edition: str = "", title: str = "Harbour report"
) -> StructuredDocument:
    """Return a document of one section below its title."""
    made = parsed(f"# {title}\n\n## Matters\n\n{text}\n", id)
    about = Metadata(title=title, date=date, edition=edition)
    return replace(made, document=replace(made.document, metadata=about))


def ask(question: str, marks: dict[str, float], *documents: StructuredDocument) -> Answer:
    service = AnswerService(Shelf(*documents), SharedWords(), Marks(marks), SETTINGS)
    return service.ask(Question(question))


def two(question: str, one: str, value: str, other: str, other_value: str) -> Answer:
    """Ask two documents of one sentence each, whose values the reader marks."""
    marks = {value: 5.0, other_value: 4.0}
    return ask(question, marks, document(one, "a", "2019"), document(other, "b", "2020"))


def test_two_editions_with_different_figures_for_a_year_are_set_side_by_side() -> None:
    answer = two(PATROLS, OLD, "2,370", NEW, "2,410")
    assert answer.kind is AnswerKind.CONFLICT
    assert [item.text for item in answer.items] == [NEW, OLD]
    assert [item.citation.edition for item in answer.items] == ["2020", "2019"]


def test_the_answer_is_that_of_the_better_quote_whose_citation_comes_first() -> None:
    answer = two(PATROLS, OLD, "2,370", NEW, "2,410")
    assert (answer.answer, answer.text) == ("2,370", OLD)
    assert [citation.document for citation in answer.citations] == ["a", "b"]
    assert answer.answer_parts[0].quote == "2,370"


def test_two_dates_for_one_signing_are_set_side_by_side() -> None:
    answer = two(
        SIGNED,
        "The salt treaty was signed on 4 May 1871 in Linden.",
        "4 May 1871",
        "The salt treaty was signed on 9 June 1871.",
        "9 June 1871",
    )
    assert answer.kind is AnswerKind.CONFLICT


def test_two_sections_of_one_document_can_differ() -> None:
    text = f"# Harbour report\n\n## Summary\n\n{OLD}\n\n## Patrols\n\n{NEW}\n"
    answer = ask(PATROLS, {"2,370": 5.0, "2,410": 4.0}, parsed(text, "a"))
    assert [item.text for item in answer.items] == [OLD, NEW]


def test_three_places_of_which_two_agree_give_one_quote_of_each_figure() -> None:
    answer = ask(
        PATROLS,
        {"2,370": 5.0, "2,410": 4.0},
        document(OLD, "a", "2019"),
        document(NEW, "b", "2020"),
        document(OLD, "c", "2021"),
    )
    assert [item.text for item in answer.items] == [NEW, OLD]
    assert [citation.document for citation in answer.citations] == ["a", "b", "c"]


def test_the_date_of_an_edition_a_title_or_an_id_dates_a_quote_and_none_comes_last() -> None:
    marks = {"2,370": 5.0, "2,410": 4.0}
    undated, dated = document(NEW, "a"), document(OLD, "b", edition="Second edition, May 2019")
    titled = document(OLD, "b", title="Harbour report 2018")
    for older in (dated, titled, document(OLD, "harbour_2018")):
        assert [item.text for item in ask(PATROLS, marks, undated, older).items] == [OLD, NEW]


TREATIES = "The salt treaty was signed on {}."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2,370 boats", "2370 boats"),
        ("about 2,400 boats", "2,370 boats"),
        ("3.5 million boats", "3,500,000 boats"),
        ("about 3.5 million boats", "3,512,000 boats"),
        ("twelve boats", "12 boats"),
        ("between 30 and 40 boats", "36 boats"),
        ("more than 300 boats", "432 boats"),
        ("up to 500 boats", "480 boats"),
        ("two hundred and fifty boats", "250 boats"),
    ],
)
def test_one_figure_worded_differently_is_no_conflict(one: str, other: str) -> None:
    said = "In 2018 the harbour patrol inspected {}."
    assert two(PATROLS, said.format(one), one, said.format(other), other).kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What share of the boats was sound?", "about 40 %", "39.6 percent"),
        ("How much did the boats cost?", "US$1 billion", "1 billion dollars"),
        ("How much did the boats cost?", "$120 million (¥14 billion)", "¥14 billion"),
    ],
)
def test_one_amount_worded_differently_is_no_conflict(question: str, one: str, other: str) -> None:
    said = "The cost and share of the sound boats was {}."
    answer = two(question, said.format(one), one, said.format(other), other)
    assert answer.kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    ("one", "other"),
    [("12 June 1871", "June 1871"), ("12 June 1871", "June 12, 1871"), ("June 1871", "1871")],
)
def test_a_date_within_another_is_no_conflict(one: str, other: str) -> None:
    answer = two(SIGNED, TREATIES.format(one), one, TREATIES.format(other), other)
    assert answer.kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    ("one", "value", "other", "other_value"),
    [
        (OLD, "2,370", "The harbour patrol inspected 2,410 boats in 2017.", "2,410"),
        (OLD, "2,370", "The harbour patrol inspected 2,410 boats.", "2,410"),
        (OLD, "2,370", "In 2018 the harbour patrol inspected 2,410 tonnes of boats.", "2,410"),
        (OLD, "2,370", "In 2018 the harbour patrol in Linden inspected 900 boats.", "900"),
        (OLD, "2,370", "In 2018 the harbour patrol planned to inspect 3,000 boats.", "3,000"),
        (OLD, "2,370", "In 2018 the harbour patrol inspected 90 boats per day.", "90"),
        (OLD, "2,370", "In 2018 the harbour patrol inspected another 400 boats.", "400"),
        (OLD, "2,370", "In 2018 the second harbour patrol inspected 400 boats.", "400"),
        (OLD, "2,370", "In 2018 the harbour patrol of Zone 3 inspected 400 boats.", "400"),
    ],
    ids="year yearless unit place target rate addition ordinal zone".split(),  # noqa: SIM905
)
def test_figures_for_different_things_are_no_conflict(
    one: str, value: str, other: str, other_value: str
) -> None:
    assert two(PATROLS, one, value, other, other_value).kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    ("other", "value"),
    [
        ("The salt treaty was amended on 9 June 1875.", "9 June 1875"),
        ("The second salt treaty was signed on 9 June 1875.", "9 June 1875"),
        ("The salt treaty was signed before 1871.", "1871"),
        ("The salt treaty was signed between 1860 and 1865.", "1860"),
    ],
)
def test_dates_of_different_things_are_no_conflict(other: str, value: str) -> None:
    answer = two(SIGNED, TREATIES.format("4 May 1872"), "4 May 1872", other, value)
    assert answer.kind is AnswerKind.SPAN


def test_a_document_with_both_figures_is_in_no_conflict_with_another() -> None:
    both = f"# Report\n\n## Large boats\n\n{OLD}\n\n## Small boats\n\n{NEW}\n"
    answer = ask(PATROLS, {"2,370": 5.0, "2,410": 4.0}, parsed(both, "a"), document(NEW, "b"))
    assert (answer.kind, answer.answer) == (AnswerKind.SPAN, "2,370")


def test_sections_with_subjects_of_their_own_are_no_conflict() -> None:
    text = f"# Report\n\n## Large boats\n\n{OLD}\n\n## Small boats\n\n{NEW}\n"
    answer = ask(PATROLS, {"2,370": 5.0, "2,410": 4.0}, parsed(text, "a"))
    assert answer.kind is AnswerKind.SPAN


def test_reports_on_different_countries_are_no_conflict() -> None:
    marks = {"2,370": 5.0, "2,410": 4.0}
    spain, italy = document(OLD, "a", title="Spain"), document(NEW, "b", title="Italy")
    assert ask(PATROLS, marks, spain, italy).kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    "question",
    ["Did the harbour patrol inspect boats in 2018?", "Who inspected the harbour boats in 2018?"],
)
def test_a_question_for_no_figure_and_no_date_has_no_conflict(question: str) -> None:
    assert two(question, OLD, "2,370", NEW, "2,410").kind is AnswerKind.SPAN


def test_sentences_of_one_section_are_no_conflict() -> None:
    answer = ask(PATROLS, {"2,370": 5.0, "2,410": 4.0}, document(f"{OLD} {NEW}", "a"))
    assert answer.kind is AnswerKind.SPAN


@pytest.mark.parametrize("piece", ["1", "1,111", "one hundred ", "$ ", "about ", "1871-", "May 4 "])
def test_values_are_read_in_linear_time(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    start = time.perf_counter()
    for end in (100, len(long)):
        figure(long, 0, end, frozenset())
        day(long, 0, end)
    assert time.perf_counter() - start < 1.0
