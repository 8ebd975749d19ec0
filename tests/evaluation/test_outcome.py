from dataclasses import replace

import pytest

from corpus.errors import GoldError
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import MEASURES, Measure, wants_short_answer
from qa.evaluation.outcome import Outcome, is_error, outcomes
from qa.evaluation.prediction import Prediction
from tests.evaluation_helpers import (
    REFUSAL,
    answered,
    citation,
    gold_question,
    listed,
    passage,
    prediction,
    unanswerable,
)

TEXT = "It was set up in September 1995."
SHORT = gold_question(answers=["September 1995"], evidence=[("doc", TEXT)])
ITEMS = gold_question(type="list", items=[["police"], ["customs"]])
RIGHT = prediction(answer=answered(TEXT, short="September 1995"), passages=[passage(TEXT)])

FIGURES = {"recall@1", "recall@5", "recall@10", "mrr@10", "citation_precision", "supported"}
SHORT_FIGURES = {"containment", "token_f1", "exact_match"}
ITEM_FIGURES = {"item_recall", "item_precision", "item_f1"}


def outcome_of(question: GoldQuestion, *predictions: Prediction) -> Outcome:
    (outcome,) = outcomes([question], predictions, {"doc": TEXT})
    return outcome


def scores_of(question: GoldQuestion, *predictions: Prediction) -> dict[str, float]:
    scores = outcome_of(question, *predictions).scores
    return {each.measure: each.value for each in scores if each.value is not None}


def test_a_question_with_short_answers_is_scored_by_them() -> None:
    assert scores_of(SHORT, RIGHT).keys() == FIGURES | SHORT_FIGURES | {"answered"}


def test_a_question_with_items_is_scored_by_its_items() -> None:
    both = replace(ITEMS, answers=("police and customs",))
    assert scores_of(both, RIGHT).keys() == FIGURES | ITEM_FIGURES | {"answered"}


def test_a_question_with_neither_is_scored_by_its_evidence() -> None:
    assert scores_of(gold_question(), RIGHT).keys() == FIGURES | {"answered"}


def test_an_unanswerable_question_is_scored_by_abstention_only() -> None:
    question = unanswerable("gold-001")
    assert scores_of(question, prediction(answer=REFUSAL)) == {"refused": 1.0}
    assert scores_of(question, RIGHT) == {"refused": 0.0}


def test_a_right_answer_scores_1_on_all_that_applies() -> None:
    assert set(scores_of(SHORT, RIGHT).values()) == {1.0}


def test_a_missing_prediction_scores_0_on_all_that_applies() -> None:
    for question in (SHORT, ITEMS, gold_question(), unanswerable()):
        assert set(scores_of(question).values()) == {0.0}


def test_refusing_an_answerable_question_scores_0_even_on_retrieval() -> None:
    refused = replace(RIGHT, answer=REFUSAL)
    assert set(scores_of(SHORT, refused).values()) == {0.0}


def test_a_missing_prediction_is_neither_an_answer_nor_a_refusal() -> None:
    outcome = outcome_of(SHORT)
    assert (outcome.reply, outcome.answered, outcome.refused) == (None, False, False)


def test_every_outcome_has_one_score_per_measure_in_their_order() -> None:
    names = [measure.name for measure in MEASURES]
    for question in (SHORT, ITEMS, unanswerable("gold-001")):
        assert [each.measure for each in outcome_of(question, RIGHT).scores] == names


def test_a_score_that_does_not_apply_is_none() -> None:
    outcome = outcome_of(SHORT, RIGHT)
    assert outcome.score("item_f1") is None
    assert outcome.score("unheard of") is None


def test_outcomes_come_in_the_order_of_the_gold() -> None:
    gold = [replace(SHORT, id="b"), replace(SHORT, id="a")]
    found = outcomes(gold, [prediction("a"), prediction("b")], {})
    assert [outcome.id for outcome in found] == ["b", "a"]


def test_a_prediction_for_another_question_is_passed_over() -> None:
    assert outcomes([SHORT], [prediction("gold-999")], {}) == outcomes([SHORT], [], {})


def test_two_predictions_for_one_question_are_refused() -> None:
    with pytest.raises(GoldError, match="'gold-001' is answered twice"):
        outcomes([SHORT], [RIGHT, RIGHT], {})


def test_a_measure_of_ones_own_can_be_taken() -> None:
    brief = Measure("brief", wants_short_answer, lambda _q, p, _d: len(p.answer.text) < 20)
    (outcome,) = outcomes([SHORT], [RIGHT], {}, [brief])
    assert outcome.score("brief") == 0.0


def test_two_measures_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two measures share a name"):
        outcomes([SHORT], [RIGHT], {}, [MEASURES[0], MEASURES[0]])


def test_citation_precision_is_the_share_of_right_citations() -> None:
    cited = [citation(TEXT), citation("Elsewhere.", start=300), citation("No.", start=400)]
    scores = scores_of(SHORT, prediction(answer=answered(TEXT, cited=cited)))
    assert (scores["citation_precision"], scores["supported"]) == (1 / 3, 1.0)


def test_an_answer_without_a_right_citation_is_not_supported() -> None:
    scores = scores_of(SHORT, prediction(answer=answered(TEXT, cited=[citation("No.")])))
    assert (scores["citation_precision"], scores["supported"]) == (0.0, 0.0)


def test_an_item_of_16_words_matches_in_a_list_but_not_in_a_responsibility_question() -> None:
    answer = prediction(answer=listed("x " * 15 + "police"))
    responsibility = replace(ITEMS, type="responsibility")
    assert scores_of(ITEMS, answer)["item_recall"] == 0.5
    assert scores_of(responsibility, answer)["item_recall"] == 0.0


def test_the_cell_counts_in_a_table_question_only() -> None:
    answer = prediction(answer=answered("A row.", short="September 1995"))
    table = replace(SHORT, type="table")
    assert scores_of(table, answer)["containment"] == 1.0
    assert scores_of(SHORT, answer)["containment"] == 0.0


def test_a_reply_tells_what_the_prediction_was_like() -> None:
    reply = outcome_of(SHORT, RIGHT).reply
    assert reply is not None
    assert (reply.abstained, reply.error, reply.confidence) == (False, False, 0.5)
    assert (reply.words, reply.seconds) == (7, 0.5)
    assert (reply.citations.parts, reply.citations.exact_parts) == (1, 1)


def test_an_answer_without_the_wording_is_an_error() -> None:
    assert is_error(SHORT, prediction(answer=answered("In 1996."))) is True


def test_an_answer_with_the_wording_is_no_error() -> None:
    assert is_error(SHORT, RIGHT) is False


def test_an_answer_to_an_unanswerable_question_is_an_error() -> None:
    assert is_error(unanswerable(), RIGHT) is True


def test_an_item_f1_of_a_half_is_no_error() -> None:
    # 1 of 2 elements, 1 of 2 items
    assert is_error(ITEMS, prediction(answer=listed("police", "navy"))) is False


def test_an_item_f1_below_a_half_is_an_error() -> None:
    # 1 of 2 elements, 1 of 3 items: 2 / 5
    assert is_error(ITEMS, prediction(answer=listed("police", "navy", "army"))) is True


def test_a_refusal_is_neither_right_nor_an_error() -> None:
    assert is_error(SHORT, prediction(answer=REFUSAL)) is None
    assert is_error(unanswerable(), prediction(answer=REFUSAL)) is None


def test_an_error_cannot_be_told_without_answers_or_items() -> None:
    assert is_error(gold_question(), RIGHT) is None
