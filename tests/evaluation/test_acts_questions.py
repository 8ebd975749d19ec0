"""The questions about Acts of Parliament, and the texts that they were written from.

The texts are not part of the project: the folder is named by PINCITE_EXTERNAL and holds
`canada_acts/corpus/*.md`. `make acts` scores the answers.
"""

from collections import Counter
from pathlib import Path

import pytest

from qa.evaluation.gold import GoldQuestion, misquoted
from qa.evaluation.gold_files import read_gold
from tests.corpus_helpers import external_acts

QUESTIONS = Path(__file__).parents[1] / "data" / "acts.jsonl"


@pytest.fixture(scope="module")
def questions() -> tuple[GoldQuestion, ...]:
    return tuple(read_gold(QUESTIONS))


def test_each_of_thirty_acts_has_two_questions(questions: tuple[GoldQuestion, ...]) -> None:
    acts = Counter(frozenset(each.doc for each in question.evidence) for question in questions)
    assert len(acts) == 30
    assert set(acts.values()) == {2}
    assert all(len(act) == 1 for act in acts)


def test_no_question_is_asked_twice(questions: tuple[GoldQuestion, ...]) -> None:
    assert len({question.question.casefold() for question in questions}) == len(questions)


def test_every_quote_stands_in_its_act(questions: tuple[GoldQuestion, ...]) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in external_acts()}
    assert list(misquoted(questions, texts)) == []
