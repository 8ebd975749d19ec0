import time

import pytest

from corpus.spelling import one_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("recognised", "recognized"),
        ("analysing", "analyzing"),
        ("harbours", "harbors"),
        ("neighbourhood", "neighborhood"),
        ("centre", "center"),
        ("metres", "meters"),
        ("fibres", "fibers"),
        ("programmes", "programs"),
        ("catalogue", "catalog"),
        ("counsellors", "counselors"),
        ("instalments", "installments"),
        ("enrolled", "enroled"),
        ("enrol", "enroll"),
        ("defence", "defense"),
        ("licences", "licenses"),
        ("archaeologist", "archeologist"),
        ("practising", "practicing"),
    ],
)
def test_british_and_american_spellings_become_one(british: str, american: str) -> None:
    assert one_spelling(british) == one_spelling(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hour", "hor"),
        ("prise", "prize"),
        ("filling", "filing"),
        ("metre", "metro"),
        ("tre", "ter"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)


@pytest.mark.parametrize("text", ["", "tea", "日本", "42", "our"])
def test_words_with_one_spelling_stay_as_they_are(text: str) -> None:
    assert one_spelling(text) == text


def test_what_is_no_word_comes_back_at_once() -> None:
    begin = time.perf_counter()
    assert one_spelling("our" * 30_000) == "our" * 30_000
    assert time.perf_counter() - begin < 1
