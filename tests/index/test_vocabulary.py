from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import DataFolderError
from index.rows.vocabulary import Vocabulary, VocabularyWriter
from tests.index_helpers import build, opened

WORDS = {"ferry": 6, "ferries": 2, "berry": 1, "harbour": 1}


def written(folder: Path, counts: Mapping[str, int]) -> Vocabulary:
    folder.mkdir()
    with VocabularyWriter(folder) as writer:
        writer.add(counts)
    return Vocabulary.load(folder)


def test_words_one_slip_away_come_with_their_shares_the_commonest_first(tmp_path: Path) -> None:
    near = written(tmp_path / "words", WORDS).near("ferry", 1)
    assert list(near) == ["ferry", "berry"]
    assert near["ferry"] == pytest.approx(0.6)
    assert near["berry"] == pytest.approx(0.1)


@pytest.mark.parametrize("typed", ["frry", "ferrry", "fwrry", "efrry", "ferryx"])
def test_a_slip_is_a_letter_more_less_other_or_swapped(typed: str, tmp_path: Path) -> None:
    assert "ferry" in written(tmp_path / "words", WORDS).near(typed, 1)


def test_two_slips_are_found_only_if_asked_for(tmp_path: Path) -> None:
    vocabulary = written(tmp_path / "words", WORDS)
    assert vocabulary.near("hrabou", 1) == {}
    assert list(vocabulary.near("hrabou", 2)) == ["harbour"]


def test_no_slip_finds_the_word_alone(tmp_path: Path) -> None:
    assert list(written(tmp_path / "words", WORDS).near("ferry", 0)) == ["ferry"]


@pytest.mark.parametrize("slips", [-1, 3])
def test_other_numbers_of_slips_are_refused(slips: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 to 2"):
        written(tmp_path / "words", WORDS).near("ferry", slips)


@pytest.mark.parametrize("typed", ["", "x" * 1000, "日本語", "\0", "🚢"])
def test_what_is_near_no_word_finds_none(typed: str, tmp_path: Path) -> None:
    vocabulary = written(tmp_path / "words", WORDS)
    assert vocabulary.near(typed, 2) == {}
    assert not vocabulary.holds(typed)


def test_words_beyond_ascii_are_counted_by_their_letters(tmp_path: Path) -> None:
    assert list(written(tmp_path / "words", {"préfèt": 1}).near("préfét", 1)) == ["préfèt"]


def test_any_form_spelling_or_case_of_a_word_is_held(tmp_path: Path) -> None:
    vocabulary = written(tmp_path / "words", {**WORDS, "médecin": 1})
    assert all(map(vocabulary.holds, ["Ferries", "HARBORS", "medecins"]))
    assert not vocabulary.holds("fer")


def test_counts_of_many_documents_are_added(tmp_path: Path) -> None:
    with VocabularyWriter(tmp_path) as writer:
        writer.add({"tea": 1, "ferry": 1})
        writer.add({"tea": 2})
    assert Vocabulary.load(tmp_path).near("tea", 0) == {"tea": pytest.approx(0.75)}


def test_an_empty_vocabulary_holds_nothing(tmp_path: Path) -> None:
    vocabulary = written(tmp_path / "words", {})
    assert vocabulary.near("ferry", 2) == {}
    assert not vocabulary.holds("ferry")


def test_equal_counts_make_equal_answers_in_any_order(tmp_path: Path) -> None:
    counts = {f"sea{letter}": 1 for letter in "abcdefgh"}
    backwards = dict(reversed(counts.items()))
    one, other = written(tmp_path / "a", counts), written(tmp_path / "b", backwards)
    assert list(one.near("sea", 1)) == list(other.near("sea", 1)) == list(counts)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="doctor --repair"):
        Vocabulary.load(tmp_path)


def test_the_words_of_texts_headings_and_titles_are_the_vocabulary(tmp_path: Path) -> None:
    with opened(build(tmp_path, {"moorings": ("Boats tie up here.",)})) as index:
        assert all(map(index.holds_word, ["boat", "scope", "moorings"]))
        assert not index.holds_word("harbour")
        assert list(index.near_words("baots", 1)) == ["boats"]
