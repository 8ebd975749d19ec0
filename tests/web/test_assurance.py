from __future__ import annotations

import pytest

from web.answers.assurance import assurance, meaning, percent


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "sure"), (0.9, "sure"), (0.8999, "likely"), (0.65, "likely"), (0.64, "unsure")],
)
def test_a_confidence_has_one_of_three_words(confidence: float, word: str) -> None:
    assert assurance(confidence) == word


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.9, "Of ten answers with this confidence, about 9 are right."),
        (0.45, "Of ten answers with this confidence, about 5 are right."),
        (0.1, "Of ten answers with this confidence, about 1 is right."),
        (0.97, "Of a hundred answers with this confidence, about 97 are right."),
    ],
)
def test_what_a_confidence_means_is_counted_in_answers(confidence: float, words: str) -> None:
    assert meaning(confidence) == words


def test_per_cent_never_say_more_than_the_word() -> None:
    assert assurance(0.8999) == "likely"
    found = [percent(each) for each in (1.0, 0.9999, 0.8999, 0.29, 0.0)]
    assert found == ["100 %", "99 %", "89 %", "29 %", "0 %"]
