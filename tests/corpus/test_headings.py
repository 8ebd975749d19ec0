import pytest

from corpus.structure import BlockKind
from tests.corpus_helpers import structured, structured_markdown, texts, tree


def test_a_first_line_that_reads_as_a_title_is_the_title() -> None:
    assert tree(structured("Coastal Fishing Strategy\n\nThe sea is shared.\n")) == [
        "Coastal Fishing Strategy"
    ]


def test_a_first_line_that_is_a_statement_is_no_heading() -> None:
    assert tree(structured("The sea is shared by all.\n\nBoats are small.\n")) == []


@pytest.mark.parametrize(
    "heading",
    [
        *("II. Fleet", "3. Fleet", "(3) Fleet", "b. Fleet", "(b) Fleet", "2-1 Fleet", "C. Fleet"),
        *("Objective 3 Fleet", "Chapter IV: Fleet", "§ 4 Fleet", "(Note 2) Fleet", "12 Fleet"),
    ],
)
def test_a_labelled_title_that_stands_alone_is_a_heading(heading: str) -> None:
    text = f"The sea is shared by all.\n\n{heading}\n\nBoats are counted in March.\n"
    assert tree(structured(text)) == [heading]


def test_a_label_fused_with_bold_text_is_parted_from_it() -> None:
    text = "It begins.\n\nObjective 3**To count the boats**\n\nBoats are counted.\n"
    assert tree(structured(text)) == ["Objective 3 To count the boats"]


def test_a_division_may_have_its_title_on_the_next_line() -> None:
    text = "It begins.\n\nPART 2\n\nCounting the Fleet\n\nBoats are counted.\n"
    assert tree(structured(text)) == ["PART 2 Counting the Fleet"]


@pytest.mark.parametrize("sign", "■●")
def test_a_title_after_a_symbol_is_shown_without_it(sign: str) -> None:
    text = f"It begins.\n\n{sign} The Council’s Work\n\nBoats are counted.\n"
    assert tree(structured(text)) == ["The Council’s Work"]


def test_a_title_in_brackets_with_a_body_below_it_is_a_heading() -> None:
    text = "It begins.\n\n(Counting boats in winter)\n\nBoats are counted in the harbour.\n"
    assert tree(structured(text)) == ["(Counting boats in winter)"]


@pytest.mark.parametrize(
    "remark", ["(Photo: Harbour Office)", "(Source: Harbour Office)", "(see b)"]
)
def test_a_credit_in_brackets_is_no_heading(remark: str) -> None:
    text = f"It begins.\n\n{remark}\n\nBoats are counted in the harbour.\n"
    assert tree(structured(text)) == []


def test_a_line_above_a_table_is_its_title_and_ends_with_the_table() -> None:
    text = (
        "It begins.\n\nLandings by Port\n\nPort\t2001\t2002\nBergen\t10\t12\n\n"
        "Note: in tonnes.\n\nThe catch fell.\n"
    )
    found = structured(text)
    assert tree(found) == ["Landings by Port"]
    sections = {
        shown: block.section for block, shown in zip(found.blocks, texts(found), strict=True)
    }
    assert sections["Bergen 10 12"] == sections["Note: in tonnes."] == 1
    assert sections["The catch fell."] == 0


def test_a_capitalised_line_above_a_body_is_a_heading() -> None:
    text = "It begins.\n\nLandings and Quotas\n\nThe catch fell in the north.\n"
    assert tree(structured(text)) == ["Landings and Quotas"]


def test_a_line_in_the_middle_of_a_cut_sentence_is_no_heading() -> None:
    text = "Boats are counted by the\n\nHarbour Office\n\nin the north and in the south.\n"
    assert tree(structured(text)) == []


def test_a_line_that_comes_again_and_again_is_a_running_head() -> None:
    text = "".join(f"Harbour Office\n\nPage text {number} ends here.\n\n" for number in range(5))
    assert tree(structured(f"It begins.\n\n{text}")) == []


def test_a_run_of_numbered_lines_is_a_list_and_no_series_of_headings() -> None:
    text = "The harbours are:\n\n1. Bergen\n\n2. Bodø\n\n3. Vardø\n\nThey freeze.\n"
    assert tree(structured(text)) == []


def test_a_numbered_line_that_leads_in_a_list_is_no_heading() -> None:
    text = "It begins.\n\n1. The harbour office counts\n\n(a) boats; and\n\n(b) nets.\n"
    assert tree(structured(text)) == []


def test_particulars_are_no_headings() -> None:
    text = "It begins.\n\nChair: Minister of Fisheries\n\nSecretary: Harbour Master\n\nIt met.\n"
    assert tree(structured(text)) == []


def test_a_lone_number_is_a_heading_if_it_goes_on_with_the_sections() -> None:
    text = (
        "It begins.\n\n12 Nets\n\nNets are counted.\n\n13\n\n[Repealed]\n\n"
        "14 Boats\n\nBoats are counted.\n"
    )
    assert tree(structured(text)) == ["12 Nets", "13", "14 Boats"]


def test_a_page_number_is_no_heading() -> None:
    text = "It begins.\n\n12 Nets\n\nNets are counted.\n\n77\n\nNets are mended.\n"
    assert tree(structured(text)) == ["12 Nets"]


def test_a_glossary_stands_beside_the_chapters() -> None:
    text = (
        "Fishing Plan\n\n1. Boats\n\nBoats are counted.\n\nGlossary\n\n*Weir\nA dam in a river.\n"
    )
    assert tree(structured(text)) == ["Fishing Plan", "  1. Boats", "  Glossary"]


def test_a_numbered_title_right_above_its_paragraph_is_a_heading() -> None:
    text = "It begins here.\n\n2. Fleet\nBoats are counted in March by the harbour office.\n"
    found = structured(text)
    assert tree(found) == ["2. Fleet"]
    assert "Boats are counted in March by the harbour office." in texts(found, BlockKind.PARAGRAPH)


def test_a_title_in_capitals_right_above_its_paragraph_is_a_heading() -> None:
    text = "It begins here.\n\nTHE FLEET\nBoats are counted in March by the harbour office.\n"
    assert tree(structured(text)) == ["THE FLEET"]


def test_a_cited_law_above_its_sections_is_a_heading() -> None:
    text = "It begins.\n\nRELATED ACTS\n\n— 2011, c. 24, s. 3\n\n3 Nets\n\nNets are counted.\n"
    assert tree(structured(text)) == ["RELATED ACTS", "  — 2011, c. 24, s. 3", "    3 Nets"]


def test_declared_headings_are_taken_as_they_are() -> None:
    text = "# Plan\n\n1. Boats\n\nBoats are counted.\n\n## nets, mostly\n\nNets are mended.\n"
    assert tree(structured_markdown(text)) == ["Plan", "  nets, mostly"]


def test_headings_are_found_below_a_declared_title_that_stands_for_itself() -> None:
    text = "# Plan\n\n1. Boats\n\nBoats are counted.\n\n2. Nets\n\nNets are mended.\n"
    assert tree(structured_markdown(text)) == ["Plan", "  1. Boats", "  2. Nets"]


def test_a_hash_in_code_is_no_heading() -> None:
    text = "# Plan\n\nRun this:\n\n```sh\n# count boats\nls\n```\n\n## Nets\n\nNets.\n"
    assert tree(structured_markdown(text)) == ["Plan", "  Nets"]


def test_a_numbered_line_in_code_is_no_heading() -> None:
    assert tree(structured("It begins.\n\n```\n\n1. Boats\n\n```\n\nIt ends.\n")) == []
