import pytest

from qa.correcting.slips import one_slip_away
from qa.evaluation.typing_errors import mistyped

QUESTION = "When does the harbour board meet?"


def changed(question: str, seed: int) -> list[tuple[str, str]]:
    """Return the words that differ, as meant and as typed."""
    pairs = zip(question.split(), mistyped(question, seed).split(), strict=True)
    return [(meant, typed) for meant, typed in pairs if meant != typed]


@pytest.mark.parametrize("seed", range(50))
def test_two_words_of_four_letters_or_more_have_one_slip_each(seed: int) -> None:
    found = changed(QUESTION, seed)
    assert len(found) == 2
    for meant, typed in found:
        assert typed.lower().strip("?") in one_slip_away(meant.lower().strip("?"))
        assert len(meant.strip("?")) >= 4


def test_the_same_seed_makes_the_same_errors() -> None:
    assert mistyped(QUESTION, 1) == mistyped(QUESTION, 1)
    assert len({mistyped(QUESTION, seed) for seed in range(20)}) > 10


@pytest.mark.parametrize(("question", "errors"), [("who is it", 0), ("where is it", 1), ("", 0)])
def test_a_question_with_few_long_words_has_few_errors(question: str, errors: int) -> None:
    assert len(changed(question, 1)) == errors


def test_letters_keep_their_case() -> None:
    assert all(mistyped("WHERE", seed).isupper() for seed in range(20))
