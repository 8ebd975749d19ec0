from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import GoldError
from qa.evaluation.gold_files import shipped_gold
from qa.evaluation.published import Published, published, read_published, write_published
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
DATE = gold_question("d", answers=["September 1995"], evidence=[("doc", TEXT)])
WHY = replace(DATE, id="w", type="why")
LIST = gold_question("l", type="list", items=[["police"]])
NONE = unanswerable("u")
REPLIES = [
    prediction("u", REFUSAL),
    prediction("d", answered(TEXT, confidence=0.9), [passage("Nothing."), passage(TEXT)]),
    prediction(
        "w",
        answered("Nobody knows.", cited=[citation("Nobody knows.", start=40)], confidence=1 / 3),
    ),
    prediction("l", listed("police")),
]


def figures() -> Published:
    return published(
        [NONE, DATE, WHY, LIST],
        REPLIES,
        {"doc": TEXT},
        date="2031-05-17",
        generation="abc",
        threshold=0.4,
    )


def test_each_type_has_the_share_that_came_out_right() -> None:
    assert [(each.name, each.n, each.mean) for each in figures().types] == [
        ("unanswerable", 1, 1.0),
        ("date", 1, 1.0),
        ("why", 1, 0.0),
        ("list", 1, 1.0),
    ]


def test_a_refused_question_that_has_an_answer_came_out_wrong() -> None:
    refused = published(
        [DATE],
        [prediction("d", REFUSAL)],
        {"doc": TEXT},
        date="2031-05-17",
        generation="abc",
        threshold=0.4,
    )
    assert [each.mean for each in refused.types] == [0.0]


def test_the_main_figures_are_over_all_questions_that_they_apply_to() -> None:
    main = {each.name: (each.n, each.mean) for each in figures().main}
    assert main["containment"] == (2, 0.5)
    assert main["refused"] == (1, 1.0)


def test_recall_has_a_mean_after_each_passage() -> None:
    recall = figures().recall
    assert [each.name for each in recall] == [f"recall@{k}" for k in range(1, 11)]
    assert [each.mean for each in recall] == [0.0, *[1 / 3] * 9]


def test_confidence_is_of_questions_whose_answer_is_known_to_be_right_or_wrong() -> None:
    assert sum(each.n for each in figures().bins) == 4
    assert [each.coverage for each in figures().curve][-1] == 1.0


def test_figures_come_back_from_their_file_with_four_digits(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write_published(path, figures())
    back = read_published(path)
    assert (back.date, back.generation, back.questions) == ("2031-05-17", "abc", 4)
    assert back.recall[1].mean == 0.3333
    write_published(tmp_path / "again.json", back)
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("content", ["", "{}\n", '{"date": 3}\n', "{}\n{}\n", "[]\n"])
def test_a_file_without_figures_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(content)
    with pytest.raises(GoldError, match=r"figures\.json"):
        read_published(path)


def test_the_shipped_figures_are_of_the_shipped_questions() -> None:
    shipped, gold = read_published(), shipped_gold()
    assert shipped.questions == len(gold)
    counts = {each.name: each.n for each in shipped.types}
    assert counts == {kind: sum(q.type == kind for q in gold) for kind in counts}
    assert set(counts) == {question.type for question in gold}
