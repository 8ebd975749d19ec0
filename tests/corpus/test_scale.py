"""Texts on which a rule that looks back, or ahead, without a bound would never come to an end."""

import pytest

from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document
from corpus.parsing.parser import parse
from tests.corpus_helpers import markdown_document, text_document, words_of
from tests.counts import tries

pytestmark = pytest.mark.scale

SIZE = tries(30_000, 100_000)
REPEATED = (
    *("word ", "a", "\n", "(", ")", "[", "[a](", "{", "^{", "<", "<!--", "*", "_", "~~", "|", "| "),
    *(".", ". ", "…", "-", "- ", "=", "#", "`", '"', "\\", "\t.", "。", "O A ", "1.", "I", "IX. "),
    *(
        "May 1, 2001 ",
        "May 1, 2001 saw ",
        "May 1, 2001 Cod, ",
        "May 1, 2001 A of May 2, 2001. ",
        "<a b=c ",
        "O A\n",
        "Mr. A. Vos ",
        "May 1, 2001 First meeting\n\n",
        "First meeting ",
        "(Photo a ",
        "Signed 2001 ",
    ),
    *("Title ..... 3\n", "Title\t3\n", "The Harbour\n\n", "And then,\n\n", "and then\n\n"),
    *(
        "The office of the\n\n",
        "- item\n",
        "1. Cod\n\n",
        "(Cod and ling)\n\nIt is.\n\n",
        "| a | b |\n",
    ),
    *(
        "a|b\n-|-\n",
        "a\tb\n",
        "a\r",
        "a\u2028",
        "^{1.} Note\n\n",
        "Members:\n\n",
        "```\n",
        "> ",
        "---\n",
    ),
    *("# a\n", "Cod\n---\n", "*Term\nIt is.\n\n", "Note\ta\n\nNotes\n\n", "a: b\n", "(a) cod\n\n"),
)


DECLARED = ("# a\n", "#", "Cod\n---\n", "[", "](", "> ", "- item\n", "a\r", "---\n", "`", "<", "*")


def is_read_to_its_end(document: Document) -> bool:
    pieces = chunk(parse(document), ChunkSettings(budget=50), words_of)
    return all(piece.text == document.text[piece.start : piece.end] for piece in pieces)


@pytest.mark.parametrize("repeated", REPEATED, ids=repr)
def test_a_text_that_repeats_itself_is_read_to_its_end(repeated: str) -> None:
    text = "Cod.\n" + repeated * (SIZE // len(repeated)) + "x"
    assert is_read_to_its_end(text_document(text))


@pytest.mark.parametrize("repeated", DECLARED, ids=repr)
def test_a_markdown_text_that_repeats_itself_is_read_to_its_end(repeated: str) -> None:
    text = "Cod.\n" + repeated * (SIZE // len(repeated)) + "x"
    assert is_read_to_its_end(markdown_document(text))


def test_front_matter_that_never_ends_is_read_to_its_end() -> None:
    text = "---\n" + "a: [\n" * (SIZE // 5) + "---\n\nCod.\n"
    assert is_read_to_its_end(markdown_document(text))
