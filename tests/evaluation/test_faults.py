from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Gap
from qa.evaluation.faults import Examined, Fault, counted, examined, gold_places
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.looked import Looked, Observed, Stretch, first_holding
from qa.evaluation.outcome import outcomes
from qa.question import Question
from qa.service import AnswerService
from tests.evaluation_helpers import (
    REFUSAL,
    answered,
    citation,
    gold_question,
    listed,
    prediction,
    unanswerable,
)
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, Shelf, parsed

QUOTE = "It was set up in September 1995."
OTHER = "It was closed in May 2001."
TEXT = f"{QUOTE} {OTHER}"
DOCUMENTS = {"doc": TEXT}
GOLD = gold_question(answers=["September 1995"], evidence=[("doc", QUOTE)])
HERE = Stretch("doc", 0, len(QUOTE))
THERE = Stretch("doc", len(QUOTE) + 1, len(TEXT))
WRONG = answered(OTHER, cited=[citation(OTHER, start=THERE.start)])
NOTHING = Looked((), (), (), ())


def of(answer: Answer, seen: Looked = NOTHING, gold: GoldQuestion = GOLD) -> Examined:
    given = prediction(gold.id, answer)
    (outcome,) = outcomes([gold], [given], DOCUMENTS)
    return examined(gold, outcome, answer, seen, DOCUMENTS)


def test_a_right_answer_and_a_right_refusal_have_no_fault() -> None:
    assert of(answered(QUOTE)).fault is None
    assert of(REFUSAL, gold=unanswerable()).fault is None


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (Looked((THERE,), (THERE,), (THERE,), ()), Fault.NOT_RETRIEVED),
        (Looked((THERE, HERE), (THERE,), (THERE,), ()), Fault.NOT_RANKED),
        (Looked((THERE, HERE), (THERE, HERE), (THERE,), ()), Fault.NOT_READ),
        (Looked((THERE, HERE), (THERE, HERE), (THERE, HERE), ()), Fault.PASSED_OVER),
    ],
)
def test_a_wrong_answer_is_laid_to_the_first_stage_that_lost_the_passage(
    seen: Looked, fault: Fault
) -> None:
    assert of(WRONG, seen).fault is fault


def test_a_passage_beside_a_found_one_was_found_but_not_ranked() -> None:
    about = of(WRONG, Looked((THERE,), (THERE,), (THERE,), around=(Stretch("doc", 0, len(TEXT)),)))
    assert (about.retrieved, about.is_beside, about.fault) == (None, True, Fault.NOT_RANKED)


def test_a_refusal_after_the_passage_was_weighed_is_one_for_doubt() -> None:
    seen = Looked((HERE,), (HERE,), (HERE,), ())
    assert of(REFUSAL, seen).fault is Fault.REFUSED
    assert of(REFUSAL, Looked((HERE,), (HERE,), (THERE,), ())).fault is Fault.NOT_READ


def test_a_refusal_that_weighed_nothing_did_not_read_unless_it_held_an_answer_back() -> None:
    seen = Looked((HERE,), (HERE,), (), ())
    held_back = replace(REFUSAL, confidence=0.2)
    denied = replace(REFUSAL, gap=Gap.CONTRADICTED, missing="1995")
    assert of(REFUSAL, seen).fault is Fault.NOT_READ
    assert of(held_back, seen).fault is of(denied, seen).fault is Fault.REFUSED


def test_the_right_place_with_other_words_is_a_wrong_answer_from_there() -> None:
    gold = replace(GOLD, type="list", answers=(), items=(("It",), ("September 1995",), ("set",)))
    one = replace(listed("It"), items=(replace(listed("was").items[0]),))
    assert of(one, gold=gold).fault is Fault.WRONG_THERE


def test_a_list_of_another_place_passed_over_what_was_ranked() -> None:
    other = replace(WRONG, kind=AnswerKind.LIST, items=(listed("May").items[0],))
    other = replace(other, items=(replace(other.items[0], citation=WRONG.citations[0]),))
    assert of(other, Looked((HERE,), (HERE,), (), ())).fault is Fault.PASSED_OVER
    assert of(other, Looked((THERE,), (THERE,), (), ())).fault is Fault.NOT_RETRIEVED


def test_a_ledger_takes_in_every_section_whatever_was_found() -> None:
    assert of(replace(WRONG, kind=AnswerKind.LEDGER)).fault is Fault.PASSED_OVER


def test_an_answer_where_there_is_none_is_a_fault_of_its_own() -> None:
    assert of(answered(QUOTE), gold=unanswerable()).fault is Fault.NO_ANSWER


def test_gold_whose_quotes_do_not_hold_its_answer_is_doubtful_before_anything_else() -> None:
    gold = replace(GOLD, answers=("autumn 1995",))
    about = of(WRONG, Looked((THERE,), (THERE,), (THERE,), ()), gold)
    assert about.fault is Fault.GOLD_DOUBTFUL
    assert about.doubt == "no gold quote holds an accepted answer"


def test_gold_items_are_doubtful_when_less_than_half_of_them_are_quoted() -> None:
    gold = replace(GOLD, type="list", answers=(), items=(("It",), ("police",), ("customs",)))
    assert of(REFUSAL, gold=gold).doubt == "the gold quotes hold 1 of the 3 gold items"
    half = replace(gold, items=(("It",), ("police",)))
    assert of(REFUSAL, gold=half).doubt == ""


def test_an_answer_that_differs_by_a_word_casts_doubt_on_the_gold() -> None:
    near = answered("Set up in 1995 September", short="up in 1995 September")
    gold = replace(GOLD, answers=("up in September 1995",))
    assert of(near, gold=gold).fault is Fault.GOLD_DOUBTFUL
    far = answered(OTHER, short="in May 2001", cited=WRONG.citations)
    assert of(far, gold=gold).fault is Fault.NOT_RETRIEVED


def test_the_ranks_are_those_of_the_first_stretch_that_holds_a_quote() -> None:
    about = of(WRONG, Looked((THERE, HERE), (THERE, HERE), (HERE,), ()))
    assert (about.retrieved, about.ranked, about.read, about.is_cited) == (2, 2, 1, False)


def test_half_of_the_shorter_stretch_is_enough_to_hold_it() -> None:
    assert Stretch("doc", 0, 100).holds(Stretch("doc", 90, 110))
    assert not Stretch("doc", 0, 100).holds(Stretch("doc", 91, 111))
    assert Stretch("doc", 40, 50).holds(Stretch("doc", 0, 100))
    assert not Stretch("doc", 0, 100).holds(Stretch("other", 0, 100))
    assert first_holding((Stretch("doc", 0, 100),), ()) is None


def test_a_quote_stands_wherever_its_words_do_however_they_are_broken() -> None:
    twice = {"doc": "Set  up\nin May. Later: Set up in May."}
    gold = gold_question(evidence=[("doc", "Set up in May."), ("gone", "Set up")])
    assert gold_places(gold, twice) == (Stretch("doc", 0, 15), Stretch("doc", 23, 37))


def test_the_counts_name_every_fault_in_the_order_of_the_stages() -> None:
    counts = counted([of(WRONG), of(answered(QUOTE)), of(WRONG)])
    assert list(counts) == list(Fault)
    assert {fault: count for fault, count in counts.items() if count} == {Fault.NOT_RETRIEVED: 2}


def test_what_a_service_looked_at_is_kept_beside_its_reply() -> None:
    text = "The old ferry sails daily. The mill grinds barley.\n"
    service = AnswerService(Shelf(parsed(text)), SharedWords(), SharedLines(), BY_OVERLAP)
    observed = Observed(service.explain)
    question = Question("Does the old ferry sail daily?")
    reply = observed.reply(question)
    seen = observed.seen(question)
    assert reply == service.reply(question)
    assert seen.retrieved == seen.ranked == seen.around == (Stretch("doc", 0, len(text) - 1),)
    assert {text[each.start : each.end] for each in seen.read} == {
        "The old ferry sails daily.",
        "The mill grinds barley.",
    }
