import tracemalloc

import pytest

from qa.analysis.stems import stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferry", "Ferries"),
        ("organisation", "organizations"),
        ("harbours", "harbor"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("Ana's", "ana"),
        ("Ana’s", "ana"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("hour", "hor"), ("net", "nest")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_text_that_is_no_word_is_its_own_stem() -> None:
    assert stem("A" * 100_000) == "a" * 100_000


def test_hyphens_part_words_and_apostrophes_join_them() -> None:
    assert words("Ana's anti-silt nets (2)") == ["Ana's", "anti", "silt", "nets", "2"]


def test_what_is_too_long_for_a_word_is_not_kept_in_memory() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(1_000):
            stem(f"{number}{'a' * 2_000}")
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 200_000  # bytes, a tenth of what was asked for
