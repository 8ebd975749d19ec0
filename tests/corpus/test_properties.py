"""What holds for any text at all; the examples are the same in every run."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document
from corpus.loading.front_matter import body_start
from corpus.markers import BULLETS, is_layout
from corpus.parsing.parser import parse, section_at
from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import BlockKind, StructuredDocument
from tests.corpus_helpers import markdown_document, text_document, words_of
from tests.counts import tries

pytestmark = pytest.mark.scale

# Lines that the rules look for, and characters that trip up offsets and patterns.
FRAGMENTS = (
    *("# Weirs", "## Locks #", "Locks\n---", "Weirs\n===", "III. FLOOD DEFENCE", "2-1 Dykes"),
    *("1. Dykes", "(1) Weirs", "(a) pumps;", "(a) Pumps:", "a. Sluices", "A. Sluices", "Goal 3"),
    *("Goal 3: Keep the banks", "(Note 2) Gauges", "■ Gauges", "● Locks", "Table of Contents"),
    *("Weirs ..... 4", "Locks\t5", "Pumps …… 6", "- a pump", "  - a valve", "• a gate", "0 Boats"),
    *("March 3, 1953 First meeting of the board", "3 March 1953: O Second session", "~~old~~ new"),
    *("| river | level |", "|---|---|", "| Waal | 12 |", "river\tlevel\t2001", "Waal\t1,2\t(3.4)"),
    *("(index)\tcm\t(100.0)", "river | level\n--- | ---\nWaal | 12", "```", "~~~", "<details>"),
    *(
        "The board keeps the",
        "banks of the river.",
        "and the locks. It meets",
        "Source: the board.",
    ),
    *(
        "^{4.} A note.",
        "¹ A note",
        "(Photo: the board)",
        "Figure 2. A weir",
        "**Weir** means a dam.",
    ),
    *("*Weir", "Members: the Chair", "Chair of the Board of", "Rivers", "12", "- 12 -", "* * *"),
    *("Signed in Arnhem, 2 June 2013", "Anna Vos\nDirector\nRiver Board", "(30 locks in total)"),
    *("---", "title: Dykes", "\ufeff", "\x00", "\r", "\u2028", "\x85", "\u202e", "e\u0301", "𝄞"),
    *(f"Part {'9' * 5_000}", f"(Note {'9' * 5_000})", f"§{'9' * 5_000}", f"{'9' * 5_000}. Dykes"),
    *("title: &a [*a]", 'title: "\\ud800"', "1.1.1.1.1.1 Dykes", "O Boats", "- O Boats"),
    *("。", "!?", "…", "((((", "))))", "****", "[[[[", "](", "\\", "^{", "<!--", "&nbsp;", "\t"),
)
layout = st.lists(
    st.tuples(
        st.sampled_from(FRAGMENTS), st.sampled_from(("\n", "\n\n", "\n\n\n", "\r\n", " ", ""))
    ),
    min_size=1,
    max_size=24,
).map(lambda pieces: "".join(fragment + end for fragment, end in pieces))
anything = st.text(max_size=120)
punctuation = st.text(alphabet="()[]{}<>*_~|#-–—.:;,!?\"'`^\\ \t\r\n0O1a", max_size=120)
any_text = st.one_of(layout, layout, anything, punctuation).filter(lambda text: text.strip())
documents = st.builds(
    lambda text, make: make(text),
    any_text.filter(lambda text: text.removeprefix("\ufeff").strip()),
    st.sampled_from((text_document, markdown_document)),
)
always_alike = settings(
    max_examples=tries(100, 3000),
    suppress_health_check=list(HealthCheck),
)


@always_alike
@given(documents)
def test_parsing_the_same_text_twice_gives_the_same_structure(document: Document) -> None:
    assert parse(document) == parse(document)


@always_alike
@given(documents)
def test_a_section_lies_within_its_parent_and_after_the_one_before_it(document: Document) -> None:
    sections = parse(document).sections
    assert [section.number for section in sections] == list(range(len(sections)))
    for section in sections[1:]:
        assert section.parent is not None and section.heading is not None
        parent = sections[section.parent]
        assert parent.number < section.number
        assert section.level == parent.level + 1
        assert parent.span.start <= section.span.start <= section.span.end <= parent.span.end
        assert section.span.start == section.heading.start
        assert section.heading.end <= section.span.end


@always_alike
@given(documents)
def test_sections_that_are_not_nested_do_not_overlap(document: Document) -> None:
    sections = parse(document).sections
    for earlier in sections:
        for later in sections[earlier.number + 1 :]:
            apart = earlier.span.end <= later.span.start
            assert apart or later.span.end <= earlier.span.end


@always_alike
@given(documents)
def test_the_parts_of_a_block_are_in_order_and_no_two_parts_overlap(document: Document) -> None:
    blocks = parse(document).blocks
    for block in blocks:
        assert list(block.parts) == sorted(block.parts)
    parts = sorted(part for block in blocks for part in block.parts)
    for one, other in pairwise(parts):
        assert one.end <= other.start
    assert all(part.end <= len(document.text) for part in parts)


@always_alike
@given(documents)
def test_every_part_of_a_block_lies_in_the_section_of_the_block(document: Document) -> None:
    found = parse(document)
    for block in found.blocks:
        assert {section_at(found.sections, part.start).number for part in block.parts} == {
            block.section
        }


@always_alike
@given(documents)
def test_blocks_refer_to_earlier_blocks_that_can_explain_them(document: Document) -> None:
    found = parse(document)
    for block in found.blocks:
        if block.lead_in is not None:
            assert block.kind is BlockKind.LIST_ITEM
            assert block.lead_in < block.number
        if block.header is not None:
            assert block.kind is BlockKind.TABLE_ROW
            assert found.blocks[block.header].kind is BlockKind.TABLE_HEADER


@always_alike
@given(documents)
def test_every_character_is_in_a_block_or_is_layout(document: Document) -> None:
    found = parse(document)
    covered = bytearray(len(document.text))
    start = body_start(document)
    covered[:start] = b"\1" * start
    for block in found.blocks:
        for part in block.parts:
            covered[part.start : part.end] = b"\1" * (part.end - part.start)
    for match in re.finditer(r"[^\n\r\f\v\u2028\u2029\x85]+", document.text):
        left = [
            sign
            for sign, in_block in zip(match.group(), covered[slice(*match.span())], strict=True)
            if not in_block
        ]
        says_nothing = not "".join(left).strip(f"{BULLETS}O0# \t")
        assert says_nothing or is_layout(match.group().strip()) or not "".join(left).strip()


@always_alike
@given(documents, st.integers(1, 40))
def test_chunks_are_slices_of_one_section_and_do_not_overlap(
    document: Document, budget: int
) -> None:
    found = parse(document)
    end = 0
    for piece in chunk(found, ChunkSettings(budget), words_of):
        assert end <= piece.start < piece.end <= len(document.text)
        assert piece.text == document.text[piece.start : piece.end]
        assert {found.blocks[number].section for number in piece.blocks} == {piece.section}
        assert section_at(found.sections, piece.start).number == piece.section
        assert section_at(found.sections, piece.end - 1).number == piece.section
        end = piece.end


@always_alike
@given(documents)
def test_every_block_but_contents_and_titles_with_a_body_is_in_a_chunk(document: Document) -> None:
    found = parse(document)
    chunks = chunk(found, ChunkSettings(20), words_of)
    for block in found.blocks:
        if block.kind in (BlockKind.CONTENTS, BlockKind.HEADING):
            continue
        for part in block.parts:
            for offset in (part.start, part.end - 1):
                assert any(piece.start <= offset < piece.end for piece in chunks)


@always_alike
@given(documents)
def test_the_sentences_of_a_block_leave_out_nothing_but_white_space(document: Document) -> None:
    found = parse(document)
    for block in found.blocks:
        spans = [span for sentence in sentences(document.text, block.parts) for span in sentence]
        assert spans == sorted(spans)
        assert _without_space(found, spans) == _without_space(found, block.parts)
        assert all(one.end <= other.start for one, other in pairwise(spans))


def _without_space(found: StructuredDocument, spans: Sequence[Span]) -> str:
    return "".join("".join(span.of(found.document.text).split()) for span in spans)
