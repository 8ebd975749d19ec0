from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from corpus.errors import ModelError
from qa.reranker import OnnxReranker, Reranker
from tests.models_helpers import LONG_TEXT, QUERY, TEXTS

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reranker() -> Iterator[Reranker]:
    with closing(OnnxReranker(threads=2)) as made:
        yield made


def test_the_passage_that_answers_scores_highest(reranker: Reranker) -> None:
    scores = reranker.score(QUERY, TEXTS)
    assert max(scores) == scores[0]


def test_scores_are_raw_logits(reranker: Reranker) -> None:
    scores = reranker.score(QUERY, TEXTS)
    assert min(scores) < -5.0
    assert max(scores) > 1.0


def test_a_pair_scores_the_same_alone_and_in_company(reranker: Reranker) -> None:
    together = reranker.score(QUERY, TEXTS)
    assert tuple(reranker.score(QUERY, [text])[0] for text in TEXTS) == together


def test_the_order_of_passages_does_not_change_their_scores(reranker: Reranker) -> None:
    assert reranker.score(QUERY, TEXTS[::-1])[::-1] == reranker.score(QUERY, TEXTS)


def test_one_thread_and_four_callers_give_the_same_scores(reranker: Reranker) -> None:
    with ThreadPoolExecutor(4) as callers:
        results = set(callers.map(reranker.score, [QUERY] * 8, [TEXTS] * 8))
    with closing(OnnxReranker(threads=1)) as alone:
        assert results == {alone.score(QUERY, TEXTS)}


def test_no_passages_have_no_scores(reranker: Reranker) -> None:
    assert reranker.score(QUERY, []) == ()


def test_of_a_long_passage_the_end_is_cut(reranker: Reranker) -> None:
    whole, longer = reranker.score(QUERY, [LONG_TEXT, LONG_TEXT + " and then some"])
    assert whole == longer


def test_the_question_is_kept_when_the_passage_is_long(reranker: Reranker) -> None:
    passages = [TEXTS[0] + " " + LONG_TEXT]
    unrelated = "What is the price of cheese in Denmark?"
    assert reranker.score(QUERY, passages)[0] > reranker.score(unrelated, passages)[0]


def test_a_question_longer_than_the_model_reads_is_scored(reranker: Reranker) -> None:
    assert len(reranker.score(LONG_TEXT, [TEXTS[0], LONG_TEXT])) == 2


def test_a_closed_reranker_scores_no_more() -> None:
    reranker = OnnxReranker(threads=1)
    reranker.close()
    with pytest.raises(RuntimeError, match="shutdown"):
        reranker.score(QUERY, TEXTS)


def test_an_embedding_model_is_refused_as_a_reranker() -> None:
    with pytest.raises(ModelError, match="does not give one score; name a cross-encoder"):
        OnnxReranker("bge_small_en")
