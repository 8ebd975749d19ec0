from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import QuestionError
from index.embedded import EmbeddedIndex
from qa.answer import AnswerKind
from qa.question import Question
from qa.reading.decoding import PassageReading
from qa.service import AnswerService
from qa.settings import AnswerSettings
from tests.fakes import HashedWords
from tests.qa_helpers import (
    BEES,
    BREAD,
    BY_OVERLAP,
    COLLECTION,
    LANTERN,
    LOG,
    SWARMS,
    SharedLines,
    SharedWords,
    Shelf,
    build,
    citations_in,
    parsed,
    serving,
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with serving(tmp_path_factory.mktemp("collection")) as made:
        yield made


# What is answered


def test_the_best_sentence_wins(service: AnswerService) -> None:
    answer = service.ask(Question("Where is honey from public roofs sold?"))
    assert answer.kind is AnswerKind.SPAN
    assert answer.text == "Honey from public roofs is sold at the spring fair."
    (cited,) = answer.citations
    assert (cited.document, cited.section) == ("bees", ("City Beekeeping Plan", "Purpose"))
    assert [part.quote for part in cited.parts] == [
        "Honey from public roofs is sold at the spring\nfair."
    ]


def test_a_list_item_is_shown_whole_with_its_lead_in_as_context(service: AnswerService) -> None:
    answer = service.ask(SWARMS)
    assert answer.text == "report swarms to the fire brigade;"
    (context,) = answer.context
    assert context.text == "Every warden has the following duties:"
    assert context.citation.quote == context.text


def test_a_table_row_is_shown_with_its_header_as_context(service: AnswerService) -> None:
    answer = service.ask(Question("How much does a garden hive cost for three years?"))
    assert answer.kind is AnswerKind.TABLE
    assert answer.text == "| Garden hive | 30 crowns | three years |"
    assert [context.text for context in answer.context] == ["| Permit | Fee | Valid for |"]


def test_a_sentence_cut_by_a_page_break_is_cited_in_two_parts(service: AnswerService) -> None:
    answer = service.ask(LOG)
    (cited,) = answer.citations
    first, second = cited.parts
    assert LANTERN[first.start : first.end] == first.quote
    assert LANTERN[second.start : second.end] == second.quote
    assert "\f" in LANTERN[first.end : second.start]
    assert answer.text == cited.quote
    assert answer.text.endswith("may read on any weekday between noon and four.")


@pytest.mark.parametrize(
    "question",
    ["What is the City Beekeeping Plan?", "Duties of wardens", "Permit valid", "Fees appeals"],
)
def test_a_heading_never_answers(tmp_path: Path, question: str) -> None:
    always = replace(BY_OVERLAP, least_logit=0.0)
    with serving(tmp_path, {"bees.md": BEES}, settings=always) as service:
        (cited,) = service.ask(Question(question)).citations
    assert cited.quote not in (*cited.section, "| Permit | Fee | Valid for |")


def test_a_contents_page_never_answers(tmp_path: Path) -> None:
    text = (
        "Bell Order\n\nContents\n\nRinging hours .......... 1\nNorthern gates .......... 2\n"
        "Stray dogs .......... 3\n\nRinging hours\n\nThe bell sounds at six.\n\nNorthern gates\n\n"
        "They open late.\n\nStray dogs\n\nNo animal comes in.\n"
    )
    with serving(tmp_path, {"bells.txt": text}) as service:
        reply = service.reply(Question("Ringing hours, northern gates, stray dogs"))
    assert not [c for c in citations_in(reply.answer) if "...." in c.quote]
    assert not [passage for passage in reply.passages if "...." in passage.text]


def test_equal_sentences_go_by_document_then_start(tmp_path: Path) -> None:
    sentence = "Swarms are caught with a net."
    texts = {f"{name}.md": f"# Nets\n\n{sentence} It rains. {sentence}\n" for name in "cab"}
    with serving(tmp_path, texts) as service:
        cited = service.ask(Question("How are swarms caught?")).citations
    first, second = texts["a.md"].index(sentence), texts["a.md"].rindex(sentence)
    assert [(each.document, each.parts[0].start) for each in cited] == [
        (document, start) for document in "abc" for start in (first, second)
    ]


def test_a_longer_passage_that_scores_the_same_is_not_behind(tmp_path: Path) -> None:
    # The one in "b" is the nearer by words, but prior is 0 and the reranker counts the same.
    texts = {
        "a.md": "# Nets\n\nIt rains all day in winter here. Swarms are caught with a net.\n",
        "b.md": "# Nets\n\nSwarms are caught with a net.\n",
    }
    with serving(tmp_path, texts) as service:
        reply = service.reply(Question("How are swarms caught with a net?"))
    assert [passage.document for passage in reply.passages] == ["a", "b"]
    assert reply.answer.citations[0].document == "a"


def test_a_chunk_that_both_lists_put_first_gains_the_prior() -> None:
    documents = (parsed("Pilots eat bread.\n", "a"), parsed("Pilots read the harbour log.\n", "b"))
    for prior, expected in ((0.0, "b"), (100.0, "a")):
        settings = replace(BY_OVERLAP, prior=prior, weighed=1)
        answer = AnswerService(Shelf(*documents), SharedWords(), SharedLines(), settings).ask(LOG)
        assert answer.citations[0].document == expected


def test_an_answer_names_its_question_its_coverage_and_its_generation(tmp_path: Path) -> None:
    with EmbeddedIndex.open(build(tmp_path, COLLECTION), HashedWords()) as index:
        answer = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP).ask(
            Question(" Who  appeals?\n")
        )
        assert answer.understood_as == "Who appeals?"
        assert answer.generation == index.generation
        assert answer.coverage.sections == index.section_count() == 10
    # Neither document has text outside its headings.
    assert answer.coverage.sections_scanned == 8


def test_confidence_is_the_logistic_of_the_best_logit(service: AnswerService) -> None:
    # Of the question's words, "report", "swarms", "fire" and "brigade" stand in the best chunk.
    assert service.ask(SWARMS).confidence == 0.982  # 1 / (1 + e ** -4)


# What is refused


def test_a_refusal_names_the_nearest_passages_with_their_places(service: AnswerService) -> None:
    answer = service.ask(Question("Which wardens bake rye bread?"))
    assert answer.kind is AnswerKind.NOT_FOUND
    assert (answer.text, answer.answer, answer.citations) == ("", "", ())
    assert len(answer.nearest) == 3
    for near in answer.nearest:
        text = BEES if near.citation.document == "bees" else LANTERN
        assert all(text[part.start : part.end] == part.quote for part in near.citation.parts)
        assert near.text == near.citation.quote


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_refusal_names_at_most_the_limit(service: AnswerService, limit: int) -> None:
    assert len(service.ask(replace(BREAD, limit=limit)).nearest) == limit


def test_a_negative_limit_is_refused(service: AnswerService) -> None:
    with pytest.raises(QuestionError, match="the limit is -1"):
        service.ask(replace(BREAD, limit=-1))


def test_a_question_near_by_meaning_alone_is_answered(tmp_path: Path) -> None:
    by_meaning = replace(BY_OVERLAP, least_cosine=-1.0)
    with serving(tmp_path, settings=by_meaning) as service:
        assert service.ask(BREAD).kind is not AnswerKind.NOT_FOUND


def test_an_empty_collection_gives_not_found(tmp_path: Path) -> None:
    with serving(tmp_path, {}) as service:
        reply = service.reply(SWARMS)
    assert reply.answer.kind is AnswerKind.NOT_FOUND
    assert (reply.answer.nearest, reply.passages) == ((), ())
    assert reply.answer.confidence == 0.0


# Unusual documents


def test_a_document_of_one_sentence_answers(tmp_path: Path) -> None:
    with serving(tmp_path, {"tide.txt": "The tide table hangs beside the door."}) as service:
        reply = service.reply(Question("Where does the tide table hang?"))
    assert reply.answer.text == "The tide table hangs beside the door."
    assert [passage.text for passage in reply.passages] == [reply.answer.text]


def test_a_sentence_of_5000_words_is_quoted_whole(tmp_path: Path) -> None:
    sentence = "The oldest bell " + "rings and " * 2497 + "finally stops."
    with serving(tmp_path, {"bells.txt": f"It rains. {sentence} It snows.\n"}) as service:
        answer = service.ask(Question("When does the oldest bell stop ringing?"))
    assert answer.text == answer.citations[0].parts[0].quote == sentence


def test_a_document_in_another_language_is_quoted_as_it_is(tmp_path: Path) -> None:
    text = "# Bienenordnung\n\nÜber Dächern summt es. Der Imker prüft jeden Bienenstock im März.\n"
    with serving(tmp_path, {"ordnung.md": text, "bees.md": BEES}) as service:
        answer = service.ask(Question("Wann prüft der Imker den Bienenstock?"))
    assert answer.text == "Der Imker prüft jeden Bienenstock im März."
    assert answer.citations[0].section == ("Bienenordnung",)


def test_a_document_of_marks_alone_can_be_asked(tmp_path: Path) -> None:
    text = {"struck.txt": "~~The oldest bell rings.~~\n"}
    for settings in (BY_OVERLAP, replace(BY_OVERLAP, least_logit=99.0)):
        with serving(tmp_path / str(settings.least_logit), text, settings=settings) as service:
            cited = citations_in(service.ask(Question("When does the oldest bell ring?")))
        assert [each.quote for each in cited] == ["~~The oldest bell rings.~~"]


def test_the_standard_settings_answer(tmp_path: Path) -> None:
    with serving(tmp_path, settings=AnswerSettings()) as service:
        assert service.ask(SWARMS).text == "report swarms to the fire brigade;"


def test_a_sentence_of_several_chunks_is_read_once() -> None:
    class Counting(SharedLines):
        def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
            read.extend(passages)
            return super().read(question, passages)

    read: list[str] = []
    shelf = Shelf(parsed("The oldest bell " + "rings and " * 400 + "finally stops.\n"))
    service = AnswerService(shelf, SharedWords(), Counting(), BY_OVERLAP)
    reasoned = service.explain(Question("When does the oldest bell stop ringing?"))
    assert len(reasoned.evidence) == BY_OVERLAP.weighed
    assert len(read) == 1
