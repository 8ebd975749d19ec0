import pytest

from corpus.chunking import ChunkSettings, chunk
from corpus.tokens import count_tokens
from tests.corpus_helpers import chunks_of, structured, structured_markdown, words_of

PLAN = """\
River Plan

1. Dykes

The dyke is high. The dyke is long. The dyke is old.

It is mended in spring.

2. Sluices

- gates
- pumps

The sluice is shut at night.
"""


def test_a_chunk_is_a_slice_of_the_text() -> None:
    for piece in chunks_of(PLAN, 8):
        assert piece.text == PLAN[piece.start : piece.end]


def test_chunks_never_cross_a_section() -> None:
    texts = [piece.text for piece in chunks_of(PLAN, 1000)]
    assert texts == [
        "River Plan",
        "The dyke is high. The dyke is long. The dyke is old.\n\nIt is mended in spring.",
        "gates\n- pumps\n\nThe sluice is shut at night.",
    ]


def test_a_block_over_the_budget_is_cut_between_sentences() -> None:
    assert [piece.text for piece in chunks_of(PLAN, 8)][1:3] == [
        "The dyke is high. The dyke is long.",
        "The dyke is old.",
    ]


def test_a_chunk_holds_as_many_blocks_as_the_budget_allows() -> None:
    assert [
        words_of(piece.text) for piece in chunks_of("One two.\n\nThree.\n\nFour five.\n", 3)
    ] == [
        3,
        2,
    ]


def test_a_sentence_over_the_budget_stands_alone() -> None:
    text = "Short. This one goes on for seven words. End.\n"
    assert [piece.text for piece in chunks_of(text, 3)] == [
        "Short.",
        "This one goes on for seven words.",
        "End.",
    ]


def test_a_remark_in_brackets_stays_with_the_sentence_before_it() -> None:
    text = "Cod means a fish of the sea. (morue)\n\nLing means another.\n"
    assert [piece.text for piece in chunks_of(text, 7)] == [
        "Cod means a fish of the sea. (morue)",
        "Ling means another.",
    ]


def test_what_never_ends_is_cut_between_words() -> None:
    text = "fish " * 100
    sizes = [words_of(piece.text) for piece in chunks_of(text, 10)]
    assert sizes == [10] * 10


def test_a_word_without_end_is_cut_too() -> None:
    pieces = chunk(structured("x" * 4000), ChunkSettings(budget=40), len)
    assert "".join(piece.text for piece in pieces) == "x" * 4000
    assert max(len(piece.text) for piece in pieces) == 40


def test_the_heading_path_stands_before_the_text_that_is_embedded() -> None:
    found = structured_markdown("# River\n\n## Dykes\n\nThe **dyke** is\nhigh.\n")
    (*_, last) = chunk(found, ChunkSettings(100), words_of)
    assert last.embed_text == "Plan › River › Dykes\nThe dyke is high."


def test_a_heading_with_nothing_of_its_own_below_it_is_a_chunk() -> None:
    found = structured_markdown("# River\n\n## Dykes\n\nHigh.\n")
    assert [piece.text for piece in chunk(found, ChunkSettings(100), words_of)] == [
        "River",
        "High.",
    ]


def test_a_table_of_contents_is_in_no_chunk() -> None:
    text = "Rain ..... 2\nSnow ..... 3\nIce ..... 4\n\nThe river rises in March.\n"
    assert [piece.text for piece in chunks_of(text, 100)] == ["The river rises in March."]


def test_the_halves_of_a_cut_sentence_are_both_in_chunks_of_their_block() -> None:
    text = (
        "The ice patrol sails from Vardø to the edge of the ice and reports to vessels\n\n"
        "Figure 2. Ice\n\nthat fish in the sound.\n"
    )
    found = structured(text)
    pieces = chunk(found, ChunkSettings(4), words_of)
    assert [piece.blocks for piece in pieces] == [(0,), (1,), (0,)]


def test_a_document_of_headings_alone_has_one_chunk_each() -> None:
    found = structured_markdown("# River\n\n## Dykes\n\n## Sluices\n")
    assert [piece.text for piece in chunk(found, ChunkSettings(100), words_of)] == [
        "River",
        "Dykes",
        "Sluices",
    ]


def test_chunks_are_counted_in_tokens_unless_told_otherwise() -> None:
    pieces = chunk(structured("The dyke is high and long. " * 20), ChunkSettings(budget=30))
    assert max(count_tokens(piece.text) for piece in pieces) <= 30


@pytest.mark.parametrize("budget", [1, 7, 80])
def test_settings_name_what_makes_chunks_differ(budget: int) -> None:
    assert f"budget={budget}" in str(ChunkSettings(budget))
