"""Questions go to the editions in force: the current ones, or those of a day."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.protocols import Index
from qa.answer import Answer, AnswerKind, Remark
from qa.in_force import in_force
from qa.question import Question
from qa.service import AnswerService
from qa.verifying.given import Given
from qa.verifying.verdicts import Verdict
from qa.verifying.verify import verify
from tests.editions_helpers import EDITIONS, QUESTION
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, build
from web.commands.verify_text import verification_text


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedIndex]:
    data = build(tmp_path_factory.mktemp("editions"), EDITIONS)
    with EmbeddedIndex.open(data, HashedWords()) as opened:
        yield opened


def asked(index: Index, as_of: str = "", *documents: str, text: str = QUESTION) -> Answer:
    service = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
    return service.ask(Question(text, documents=documents, as_of=as_of))


def cited(answer: Answer) -> set[str]:
    return {each.document for each in answer.citations}


def test_the_current_edition_answers(index: EmbeddedIndex) -> None:
    answer = asked(index)
    assert answer.text == "A berth for a trawler costs fifty crowns a month."
    assert cited(answer) == {"rules-2021"}
    assert answer.as_of == ""


@pytest.mark.parametrize(
    ("as_of", "document"),
    [
        ("2015-06-01", "rules-2015"),
        ("2018-02-28", "rules-2015"),
        ("2018-03-01", "rules-2018"),
        ("2020-12-31", "rules-2018"),
        ("2021-01-01", "rules-2021"),
    ],
)
def test_the_edition_of_a_day_answers(index: EmbeddedIndex, as_of: str, document: str) -> None:
    answer = asked(index, as_of)
    assert cited(answer) == {document}
    assert answer.as_of == as_of


def test_a_citation_tells_the_date_of_its_edition(index: EmbeddedIndex) -> None:
    assert asked(index, "2019-01-01").citations[0].edition == "2018-03"


def test_a_superseded_document_answers_where_it_is_named(index: EmbeddedIndex) -> None:
    assert cited(asked(index, "", "rules-2015")) == {"rules-2015"}


def test_a_document_named_for_a_day_stands_for_its_edition_of_then(index: EmbeddedIndex) -> None:
    assert cited(asked(index, "2016-01-01", "rules-2021")) == {"rules-2015"}
    assert cited(asked(index, "2022-01-01", "rules-2015", "lamps")) == {"rules-2021"}


@pytest.mark.parametrize(
    ("as_of", "documents"), [("1999-01-01", ()), ("2013-01-01", ("rules-2021",))]
)
def test_a_day_before_all_documents_asked_finds_nothing_and_says_so(
    index: EmbeddedIndex, as_of: str, documents: tuple[str, ...]
) -> None:
    answer = asked(index, as_of, *documents)
    assert answer.kind is AnswerKind.NOT_FOUND
    assert (answer.remark, answer.as_of) == (Remark.NOTHING_YET, as_of)
    assert answer.suggestions == ()
    assert answer.nearest == ()
    assert answer.coverage.sections == 0


def test_a_greeting_stays_one_on_a_day_before_all_documents(index: EmbeddedIndex) -> None:
    assert asked(index, "1999-01-01", text="Hello!").remark is Remark.GREETING


def test_a_word_of_a_superseded_edition_alone_is_nowhere_in_the_current_one(
    index: EmbeddedIndex,
) -> None:
    question = "From whom is a gangway hired at Grimwold's?"
    assert asked(index, text=question).missing != ""
    assert cited(asked(index, "2016-01-01", text=question)) == {"rules-2015"}
    assert asked(index, text="Who is Grimwld?").corrections == ()
    (correction,) = asked(index, "2016-01-01", text="Who is Grimwld?").corrections
    assert correction.read == "Grimwold"


def test_every_mention_counts_in_the_current_edition_alone(index: EmbeddedIndex) -> None:
    question = "Where is the harbour master mentioned?"
    answer = asked(index, text=question)
    assert answer.kind is AnswerKind.LEDGER
    assert cited(answer) == {"rules-2021"}
    current, _ = in_force(index, (), "")
    assert answer.coverage.sections == current.section_count() < index.section_count()


def test_the_documents_of_the_collection_are_the_current_ones(index: EmbeddedIndex) -> None:
    question = "Which documents are in the collection?"
    assert cited(asked(index, text=question)) == {"lamps", "rules-2021"}
    assert cited(asked(index, "2019-01-01", text=question)) == {"lamps", "rules-2018"}


def test_the_nearest_passages_and_what_is_suggested_are_of_the_edition_asked(
    index: EmbeddedIndex,
) -> None:
    answer = asked(index, "2016-01-01", text="Which colour is the register?")
    assert answer.kind is AnswerKind.NOT_FOUND
    assert {each.citation.document for each in answer.nearest} <= {"lamps", "rules-2015"}
    for question in answer.suggestions:
        assert cited(asked(index, "2016-01-01", text=question)) <= {"lamps", "rules-2015"}


def test_a_collection_without_editions_is_asked_as_it_is(tmp_path: Path) -> None:
    with EmbeddedIndex.open(
        build(tmp_path, {"lamps.md": EDITIONS["lamps.md"]}), HashedWords()
    ) as one:
        assert in_force(one, ("lamps",), "") == (one, ("lamps",))


def test_an_answer_from_a_superseded_edition_still_verifies(index: EmbeddedIndex) -> None:
    answer = asked(index, "2016-01-01")
    found = verify([Given("earlier", answer.citations)], index)
    assert found.verdict is Verdict.SAME
    assert [each.superseded_by for each in found.answers[0].citations] == ["rules-2021"]
    assert "; superseded by rules-2021\n" in verification_text(found)


def test_a_citation_of_a_current_document_is_not_said_to_be_superseded(
    index: EmbeddedIndex,
) -> None:
    found = verify([Given("earlier", asked(index).citations)], index)
    assert [each.superseded_by for each in found.answers[0].citations] == [""]
    assert "superseded" not in verification_text(found)
