from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

import pytest

from corpus.errors import DataFolderError
from index.rows.terms import TermIndex, TermWriter, query_words
from tests.index_helpers import files_no_larger_than


def indexed(folder: Path, bodies: Sequence[str], headings: Sequence[str] = ()) -> TermIndex:
    """Index bodies under rows 0, 1, …, of the documents "even" and "odd"."""
    folder.mkdir()
    with TermWriter(folder) as writer:
        for row, body in enumerate(bodies):
            heading = headings[row] if headings else ""
            writer.add(row, "odd" if row % 2 else "even", heading, body)
    return TermIndex.load(folder)


def rows(index: TermIndex, query: str, k: int = 10) -> list[int]:
    return [hit.row for hit in index.search(query, k)]


def test_a_question_is_reduced_to_the_stems_of_its_content_words() -> None:
    assert query_words("When were the customs agreements signed?") == (
        "custom",
        "agreement",
        "sign",
    )


def test_each_stem_is_looked_for_once() -> None:
    assert query_words("Sign, signs; signed") == ("sign",)


def test_accents_and_case_make_no_difference() -> None:
    assert query_words("CAFÉ Zürich") == query_words("cafe zurich")


def test_british_and_american_spellings_find_each_other(tmp_path: Path) -> None:
    bodies = ["The Organisation's defence programme", "fish", "a center for tea"]
    index = indexed(tmp_path / "terms", bodies)
    assert rows(index, "organization") == rows(index, "DEFENSE") == rows(index, "programs") == [0]
    assert rows(index, "centre") == [2]


def test_function_words_stay_when_nothing_else_remains() -> None:
    assert query_words("what is it?") == ("what", "is", "it")


def test_a_function_word_in_capitals_is_a_name() -> None:
    assert query_words("Does the WHO report to US?") == ("who", "report", "us")


def test_a_question_all_in_capitals_names_nothing() -> None:
    assert query_words("WHO SIGNED IT") == ("sign",)


@pytest.mark.parametrize("query", ["", "?!… —", "\0", "   \n", '"+-*:^~[]{}()/\\'])
def test_a_query_without_a_word_finds_nothing(tmp_path: Path, query: str) -> None:
    assert rows(indexed(tmp_path / "terms", ["a word"]), query) == []


@pytest.mark.parametrize("query", ["body:fish", "+fish -boats", "fish~2 OR", 'fish"', "fish\0fish"])
def test_nothing_in_a_query_is_an_operator(tmp_path: Path, query: str) -> None:
    index = indexed(tmp_path / "terms", ["the price of tea", "fish stocks"])
    assert rows(index, query) == [1]


def test_any_word_is_enough_and_more_words_are_better(tmp_path: Path) -> None:
    index = indexed(tmp_path / "terms", ["fish stocks", "tea", "fish stocks and boats"])
    assert rows(index, "boats for fish") == [2, 0]


def test_a_word_in_the_heading_counts_less_than_one_in_the_body(tmp_path: Path) -> None:
    bodies, headings = ["tea", "fish", "tea"], ["fish", "tea", "tea"]
    assert rows(indexed(tmp_path / "terms", bodies, headings), "fish") == [1, 0]


def test_equal_scores_come_in_the_order_of_their_rows(tmp_path: Path) -> None:
    index = indexed(tmp_path / "terms", ["fish"] * 60)
    assert rows(index, "fish", k=20) == list(range(20))


def test_only_the_documents_asked_for_are_searched(tmp_path: Path) -> None:
    index = indexed(tmp_path / "terms", ["fish", "fish", "fish", "tea"])
    assert [hit.row for hit in index.search("fish", 5, ["odd", "unknown"])] == [1]


def test_a_score_does_not_depend_on_the_filter(tmp_path: Path) -> None:
    index = indexed(tmp_path / "terms", ["fish and tea", "tea", "fish with boats"])
    everywhere = [hit for hit in index.search("fish tea", 5) if hit.row % 2 == 0]
    assert list(index.search("fish tea", 5, ["even"])) == everywhere


def test_no_documents_asked_for_means_no_hits(tmp_path: Path) -> None:
    assert indexed(tmp_path / "terms", ["fish"]).search("fish", 5, []) == ()


def test_an_empty_index_has_no_hits(tmp_path: Path) -> None:
    assert rows(indexed(tmp_path / "terms", []), "fish") == []


def test_equal_chunks_give_equal_scores_in_every_index(tmp_path: Path) -> None:
    bodies = [f"fish {'tea ' * (n % 7)}" for n in range(200)]
    first, second = (indexed(tmp_path / name, bodies) for name in ("first", "second"))
    assert first.search("tea fish", 50) == second.search("tea fish", 50)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(DataFolderError, match="doctor --repair"):
        TermIndex.load(tmp_path)


@pytest.mark.parametrize("size", [0, 100, 300, 1000])
def test_words_that_find_no_room_are_told(tmp_path: Path, size: int) -> None:
    with (
        files_no_larger_than(size),
        pytest.raises(DataFolderError, match=r"cannot be written \(.+\); is the disk full"),
    ):
        indexed(tmp_path / "terms", [f"fish {n}" for n in range(500)])


def test_a_writer_that_is_given_up_leaves_nothing_running(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stop"), TermWriter(tmp_path) as writer:
        for row in range(1000):
            writer.add(row, "document", "", f"word{row}")
        raise RuntimeError("stop")
    rmtree(tmp_path)
    assert not tmp_path.exists()
