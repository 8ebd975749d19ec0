"""The systems that are compared: what they are asked, and what is made of what they find."""

from __future__ import annotations

from qa.answer import AnswerKind
from qa.question import Question, Turn
from tests.fakes import HashedWords
from tests.qa_helpers import SharedWords, parsed
from web.bench.peers.protocol import Place
from web.bench.systems import PASSAGES, Plain, Quoter, in_front

HARBOUR = "The harbour opens at five. Boats pay ten crowns. The warden keeps the lamps.\n"
FAIR = "The fair is held in May. Nobody pays for a stall.\n"
DOCUMENTS = {"harbour": parsed(HARBOUR, "harbour"), "fair": parsed(FAIR, "fair")}


def quoter() -> Quoter:
    return Quoter(DOCUMENTS.__getitem__, SharedWords())


def test_the_best_sentence_of_the_first_passage_is_the_short_answer() -> None:
    places = [Place("harbour", 0, len(HARBOUR)), Place("fair", 0, len(FAIR))]
    reply = quoter().reply("Who keeps the lamps of the harbour?", places)
    assert reply.answer.answer == "The warden keeps the lamps."
    assert reply.answer.citations[0].quote == "The warden keeps the lamps."
    assert [passage.text for passage in reply.passages] == [HARBOUR, FAIR]


def test_the_other_sentences_are_shown_after_it_best_first() -> None:
    reply = quoter().reply("Who keeps the lamps?", [Place("harbour", 0, len(HARBOUR))])
    assert reply.answer.text == (
        "The warden keeps the lamps. The harbour opens at five. Boats pay ten crowns."
    )


def test_only_what_the_passage_holds_is_quoted() -> None:
    end = HARBOUR.index("The warden")
    reply = quoter().reply("Who keeps the lamps?", [Place("harbour", 0, end)])
    assert reply.answer.text == "The harbour opens at five. Boats pay ten crowns."


def test_nothing_found_is_a_refusal() -> None:
    assert quoter().reply("Who?", []).answer.kind is AnswerKind.NOT_FOUND


def test_the_plain_baseline_finds_the_window_that_shares_most_words() -> None:
    plain = Plain(list(DOCUMENTS.values()), HashedWords(), quoter())
    reply, taken = plain.ask(Question("When is the fair held in May?"))
    assert [passage.document for passage in reply.passages] == ["fair", "harbour"]
    assert reply.answer.answer == "The fair is held in May."
    assert taken.wall > 0


def test_the_plain_baseline_gives_no_more_passages_than_the_others() -> None:
    many = parsed("word " * 200 * (PASSAGES + 2), "many")
    plain = Plain([many], HashedWords(), Quoter(lambda _: many, SharedWords()))
    reply, _ = plain.ask(Question("Which word?"))
    assert len(reply.passages) == PASSAGES


def test_the_question_before_goes_in_front_of_one_that_follows_it() -> None:
    history = (Turn("Who opens the gate?", "The guard."), Turn("Who keeps the lamps?", "Wardens."))
    question = Question("Who pays them?", history=history)
    assert in_front(question) == "Who keeps the lamps? Who pays them?"


def test_a_first_question_stays_as_it_is() -> None:
    assert in_front(Question("Who pays them?")) == "Who pays them?"
