"""Questions about the collection itself, on documents written for the test."""

from dataclasses import replace

import pytest

from corpus.parsing.parser import parse
from corpus.structure import StructuredDocument
from qa.answer import Answer, AnswerKind
from qa.collection.forms import CollectionKind, collection_question
from qa.collection.specialist import CollectionGuide
from tests.corpus_helpers import markdown_document
from tests.ledger_helpers import situation, unanswered
from tests.qa_helpers import Shelf, citations_in


def written(text: str, id: str) -> StructuredDocument:
    """Return a Markdown document."""
    return parse(replace(markdown_document(text), id=id))


PLAN = written(
    """\
# Harbour Plan

The plan keeps the harbour safe. It was agreed in Brem. Nobody opposed it.

## 1. Pilots

Pilots guide every ship. They sleep on board. Few complain.

## 2. Buoys

### 2-1 Paint

Buoys are red.

### 2-2 Chains

Chains are of iron.

## Annex A

Names of the pilots.
""",
    "harbour-plan",
)
RULES = written("# River Rules\n\n## 1. Boats\n\nBoats keep right.\n", "river-rules")


def guide(question: str, *documents: str) -> Answer | None:
    shelf = Shelf(PLAN, RULES)
    return CollectionGuide().answer(situation(question, shelf, documents), unanswered(shelf))


def items(answer: Answer | None) -> list[str]:
    assert answer is not None
    return [item.text for item in answer.items]


def test_the_documents_are_listed_by_their_titles() -> None:
    answer = guide("What documents do you have?")
    assert items(answer) == ["Harbour Plan", "River Rules"]


def test_a_document_of_signs_alone_has_no_title_to_quote() -> None:
    shelf = Shelf(PLAN, written("***", "star-chart"))
    asked = "Which documents are there?", "What is the star chart document about?"
    listed, told = (
        CollectionGuide().answer(situation(each, shelf), unanswered(shelf)) for each in asked
    )
    assert items(listed) == ["Harbour Plan"]
    assert told is None


def test_of_the_documents_asked_alone_these_are_listed() -> None:
    assert items(guide("Which documents are there?", "river-rules")) == ["River Rules"]


def test_a_document_is_told_by_its_outline_and_first_sentences() -> None:
    answer = guide("What is the harbour plan about?")
    assert items(answer) == ["1. Pilots", "2. Buoys", "Annex A"]
    assert answer is not None
    assert answer.text == "The plan keeps the harbour safe. It was agreed in Brem."
    assert [context.text for context in answer.context] == ["Harbour Plan"]


def test_this_document_is_the_one_that_is_asked() -> None:
    assert items(guide("What is this document about?", "river-rules")) == ["1. Boats"]


def test_this_document_is_none_where_several_are_asked() -> None:
    assert guide("What is this document about?") is None


def test_a_section_without_others_is_told_by_its_first_sentences() -> None:
    answer = guide("What does section 1 of the harbour plan cover?")
    assert answer is not None
    assert (answer.kind, answer.text) == (
        AnswerKind.SPAN,
        "Pilots guide every ship. They sleep on board.",
    )


def test_a_section_of_no_named_document_is_listed_from_all_that_have_it() -> None:
    answer = guide("What does section 1 cover?")
    assert items(answer) == ["1. Pilots", "1. Boats"]
    assert answer is not None
    assert [item.citation.document for item in answer.items] == ["harbour-plan", "river-rules"]


def test_a_section_that_one_document_has_alone_needs_no_name() -> None:
    assert items(guide("What does section 2 cover?")) == ["2-1 Paint", "2-2 Chains"]


def test_a_section_that_no_document_has_is_left_to_others() -> None:
    assert guide("What does section 9 cover?") is None


def test_a_section_that_is_a_list_and_no_more_is_told_by_the_list() -> None:
    rules = written("# Moat Rules\n\n## 4. Powers\n\nThe reeve may\n\n- fish;\n- row.\n", "moat")
    shelf = Shelf(rules)
    asks = situation("What is section 4 about?", shelf)
    answer = CollectionGuide().answer(asks, unanswered(shelf))
    assert answer is not None
    assert answer.text == "The reeve may"
    assert len(answer.items) == 2


def test_a_section_with_others_is_told_by_their_headings() -> None:
    assert items(guide("What is chapter 2 about?", "harbour-plan")) == ["2-1 Paint", "2-2 Chains"]


def test_a_division_is_found_by_its_own_word() -> None:
    answer = guide("What is in Annex A?", "harbour-plan")
    assert answer is not None
    assert answer.text == "Names of the pilots."


def test_everything_is_quoted_at_its_place() -> None:
    answer = guide("What is the harbour plan about?")
    assert answer is not None
    text = PLAN.document.text
    parts = [part for citation in citations_in(answer) for part in citation.parts]
    assert parts
    assert all(text[part.start : part.end] == part.quote for part in parts)


@pytest.mark.parametrize(
    "question",
    [
        "What does section 9 of the harbour plan cover?",
        "What is the moon report about?",
        "What is the river about?",
        "What are buoys?",
        "What does the pilot cover?",
        "Which documents do pilots need?",
        "What documents does a captain have to show?",
        "",
    ],
)
def test_other_questions_are_left_to_others(question: str) -> None:
    assert guide(question) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("which texts are available?", CollectionKind.DOCUMENTS),
        ("How many documents do you have?", CollectionKind.DOCUMENTS),
        ("What’s in your library?", CollectionKind.DOCUMENTS),
        ("List your documents.", CollectionKind.DOCUMENTS),
        ("Summarise this report", CollectionKind.TOPIC),
        ("Give me an overview of the plan", CollectionKind.TOPIC),
        ("What does Part IV deal with?", CollectionKind.SECTION),
    ],
)
def test_a_clear_form_tells_what_is_asked(question: str, kind: CollectionKind) -> None:
    found = collection_question(question)
    assert found is not None
    assert found.kind is kind
