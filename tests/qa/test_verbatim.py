from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.loading.formats import Markdown
from qa.answer import Reply
from qa.passages import LONGEST_PASSAGE
from qa.question import Question
from qa.service import AnswerService
from tests.counts import tries
from tests.qa_helpers import (
    BY_OVERLAP,
    SharedLines,
    SharedWords,
    Shelf,
    chunks_of,
    citations_in,
    parsed,
)

# What documents are made of, some of it broken or in odd company.
PIECES = (
    "# Hives\n", "## Swarms ##\n", "1. Lamps\n", "Article 2 Fog\n", "Members:\n", "FOG ORDER\n",
    "- inspect the hive;\n", "    - with a veil\n", "(a) the keeper;\n", "May 1, 1990 hive ",
    "| Permit | Fee |\n|---|---|\n| hive | 2 |\n", "Oil\tCost\nlamp\t2\nfog\t5\n", "Table 1 Oil\n",
    "The keeper trims the lamp. It is old.", "and goes on in the", "霧の中で灯台を守る。蜂を見る。",
    "keeper lamp hive fog\n", "The keeper " + "walks and " * 120 + "rests.", "keeper " * 210,
    "\f", "\r\n", "\r", "\n\n", "\n\n\n\n", "\u2028", "\x85", "\t", "     ", "\0", "\u200b", "🐝",
    "~~struck out~~", "***", "__", "\\", "[](x)", "<b></b>", "```\nhive\n```\n",
    "*Term*\nWhat it means.", "**Hive** means a box.\n", "[^1]: a note\n", "Note: see fog.\n",
    "Contents\nHives .... 1\nLamps .... 2\nFog .... 3\n", "Figure 1 Hives\n",
    "Signed at Ferring, 1990\n", "Martha Quay\nHarbour Master\nPort of Ferring\n",
)  # fmt: skip
GAPS = ("", " ", "\n", "\n\n")
built = st.lists(st.sampled_from([a + b for a in PIECES for b in GAPS]), max_size=20).map("".join)
texts = (built | st.text(max_size=200)).filter(str.strip)
pytestmark = pytest.mark.scale

many = settings(max_examples=tries(200, 3000))
QUESTION = Question("Who is the keeper of the lamp and the hive in the fog?", limit=10)
ANSWERS_ALL = replace(BY_OVERLAP, least_logit=0.0)
REFUSES_ALL = replace(BY_OVERLAP, least_logit=100.0)


def replies(text: str, *, declared: bool) -> tuple[Reply, Reply]:
    """Return an answer and a refusal from a text, its Markdown headings declared or not."""
    shelf = Shelf(parsed(text, marks=Markdown().extract(text.encode()).marks if declared else ()))
    answering = AnswerService(shelf, SharedWords(), SharedLines(), ANSWERS_ALL)
    refusing = AnswerService(shelf, SharedWords(), SharedLines(), REFUSES_ALL)
    return answering.reply(QUESTION), refusing.reply(QUESTION)


@many
@given(texts, st.booleans())
def test_every_part_of_every_citation_equals_its_slice(text: str, declared: bool) -> None:
    for reply in replies(text, declared=declared):
        for citation in citations_in(reply.answer):
            last = 0
            for part in citation.parts:
                assert last <= part.start
                assert text[part.start : part.end] == part.quote
                last = part.end


@many
@given(texts)
def test_passages_equal_their_slices_and_do_not_lie_in_each_other(text: str) -> None:
    found = replies(text, declared=False)[0].passages
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        inside = [p for p in found if passage.start <= p.start and p.end <= passage.end]
        assert inside == [passage]


@many
@given(texts)
def test_a_passage_longer_than_200_words_is_one_chunk(text: str) -> None:
    chunks = {(chunk.start, chunk.end) for chunk in chunks_of(parsed(text))}
    for passage in replies(text, declared=False)[0].passages:
        long = len(passage.text.split()) > LONGEST_PASSAGE
        assert not long or (passage.start, passage.end) in chunks
