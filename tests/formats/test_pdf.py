"""Text, pages and headings of PDF files."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.errors import DocumentError
from corpus.loading.formats import Pdf
from tests.pdf_helpers import PROSE, blocks, headings, paragraphs, pdf_of, read, wrapped, write


def test_lines_are_put_together_to_paragraphs() -> None:
    assert blocks(read(paragraphs(PROSE, PROSE))) == [PROSE.strip(), PROSE.strip()]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = PROSE, PROSE.replace("clerk", "warden")

    def draw(canvas: Any) -> None:
        write(canvas, ["The harbour and its fees"], 800, size=18)
        write(canvas, wrapped(left, 210), 760)
        write(canvas, wrapped(right, 210), 757, left=310)
        write(canvas, wrapped(f"Below: {PROSE}", 450), 500)

    assert blocks(read(draw)) == [
        "The harbour and its fees",
        left.strip(),
        right.strip(),
        f"Below: {PROSE.strip()}",
    ]


def test_a_sentence_that_the_next_column_goes_on_with_is_whole() -> None:
    lines = wrapped(PROSE * 2, 210)

    def draw(canvas: Any) -> None:
        write(canvas, lines[:7], 760)
        write(canvas, lines[7:], 760, left=310)

    assert read(draw).text == (PROSE * 2).strip()


def test_a_sentence_that_the_next_page_goes_on_with_is_whole_and_both_pages_are_known() -> None:
    lines = wrapped(PROSE, 450)
    extract = read(lambda c: write(c, lines[:2], 760), lambda c: write(c, lines[2:], 760))
    assert extract.text == PROSE.strip()
    assert [(page.number, extract.text[page.offset :]) for page in extract.pages] == [
        (1, PROSE.strip()),
        (2, " ".join(lines[2:])),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            write(canvas, ["Harbour Plan 2031"], 815)
            write(canvas, wrapped(f"{PROSE}{PROSE}Part {number} ends here.", 450), 760)
            write(canvas, [f"Harbour Board – {number}"], 30)

        return draw

    text = read(*[page(number) for number in range(1, 5)]).text
    assert "Harbour Plan 2031" not in text
    assert "Harbour Board –" not in text
    assert [f"Part {number} ends here." in text for number in range(1, 5)] == [True] * 4


def test_a_page_number_alone_is_left_out() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, wrapped(PROSE, 450), 760)
        write(canvas, ["- 12 -"], 30, left=290)

    assert read(draw).text == PROSE.strip()


def test_what_stands_at_the_top_of_one_page_alone_is_kept() -> None:
    pages = [paragraphs(f"Remark {word}.", PROSE, top=815) for word in ("one", "two", "three")]
    assert [f"Remark {word}." in read(*pages).text for word in ("one", "two", "three")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The fisher-", "man mends the nets."], "The fisherman mends the nets."),
        (["A well-known and a well-", "known man."], "A well-known and a well-known man."),
        (["The North-", "South road is long."], "The North- South road is long."),
    ],
)
def test_a_word_that_the_end_of_a_line_cuts_is_whole(lines: list[str], text: str) -> None:
    assert read(lambda c: write(c, lines, 760)).text == text


def test_bullets_make_items_and_indents_nest_them() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, ["The board keeps:"], 760)
        write(canvas, ["• the quays and the", "cranes on them;"], 745, left=80)
        write(canvas, ["– small ones;", "– large ones;"], 720, left=100)
        write(canvas, ["• the lights."], 695, left=80)

    assert read(draw).text == (
        "The board keeps:\n\n- the quays and the cranes on them;\n\n  - small ones;\n"
        "  - large ones;\n\n- the lights."
    )


def test_larger_and_bold_lines_are_headings_by_their_size() -> None:
    def draw(canvas: Any) -> None:
        top = write(canvas, ["Harbour Plan"], 790, size=20)
        for title in ("1 Berths", "2 Fees"):
            top = write(canvas, [title], top - 20, size=14, font="Helvetica-Bold")
            for part in ("Small vessels", "Large vessels"):
                top = write(canvas, [part], top - 10, font="Helvetica-Bold")
                top = write(canvas, wrapped(PROSE, 450), top - 4)

    parts = [(3, "Small vessels"), (3, "Large vessels")]
    extract = read(draw)
    assert headings(extract) == [
        (1, "Harbour Plan"),
        (2, "1 Berths"),
        *parts,
        (2, "2 Fees"),
        *parts,
    ]
    assert extract.metadata.title == "Harbour Plan"


def test_the_outline_tells_the_headings_that_it_names() -> None:
    def draw(canvas: Any) -> None:
        top = 790.0
        for level, title in ((0, "Berths"), (1, "For small vessels"), (0, "Fees")):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level=level)
            top = write(canvas, [title], top - 10)
            top = write(canvas, wrapped(PROSE, 450), top - 10)

    assert headings(read(draw)) == [(1, "Berths"), (2, "For small vessels"), (1, "Fees")]


def test_pages_have_the_numbers_that_the_file_gives_them() -> None:
    def numbered(style: str, start: int) -> Any:
        def draw(canvas: Any) -> None:
            canvas.addPageLabel(canvas.getPageNumber() - 1, style=style, start=start)
            paragraphs(f"{start} {PROSE}")(canvas)

        return draw

    extract = read(numbered("ROMAN_LOWER", 1), numbered("ARABIC", 7))
    assert [page.number for page in extract.pages] == [None, 7]


def test_what_the_file_says_of_itself_is_known() -> None:
    about = read(paragraphs(PROSE), title="Harbour Plan", author="Harbour Board").metadata
    assert (about.title, about.issuer) == ("Harbour Plan", "Harbour Board")


@pytest.mark.parametrize("title", ["Microsoft Word - plan.docx", "untitled", "plan_final.indd"])
def test_what_a_program_puts_for_a_title_is_none(title: str) -> None:
    assert read(paragraphs(PROSE), title=title).metadata.title == ""


def test_text_that_runs_up_the_page_is_read_where_most_does() -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        write(canvas, wrapped(PROSE, 450), -72)

    assert read(draw).text == PROSE.strip()


def test_a_stamp_across_the_page_is_left_out() -> None:
    def draw(canvas: Any) -> None:
        paragraphs(PROSE)(canvas)
        canvas.rotate(90)
        write(canvas, ["DRAFT"], -300, left=300, size=40)

    assert read(draw).text == PROSE.strip()


@pytest.mark.parametrize(
    "data", [b"", b"no file", b"%PDF-1.4\n%%EOF", pdf_of(paragraphs(PROSE))[:300]]
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="no PDF file or a damaged one; save it anew"):
        Pdf().extract(data)


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="it has no text on its pages; remove it"):
        read(lambda canvas: canvas.line(1, 1, 2, 2))


def test_names_below_each_other_on_a_title_page_are_no_headings() -> None:
    def draw(canvas: Any) -> None:
        top = write(canvas, ["Harbour Plan"], 790, size=20)
        for name in ("Anna Vik", "Ole Berg", "Per Lund"):
            top = write(canvas, [name], top - 15, size=14)
        write(canvas, wrapped(PROSE, 450), top - 30)

    assert headings(read(draw)) == [(1, "Harbour Plan")]


def titled(*titles: str) -> Callable[[Any], None]:
    """Return what draws a page of headings, each above a paragraph."""

    def draw(canvas: Any) -> None:
        top = 790.0
        for title in titles:
            top = write(canvas, [title], top - 20, size=14, font="Helvetica-Bold")
            top = write(canvas, wrapped(PROSE, 450), top - 10)

    return draw


def chapters(*lines: tuple[str, float]) -> Callable[[Any], None]:
    """Return what draws lines one below the other, each of a size, and a paragraph."""

    def draw(canvas: Any) -> None:
        top = 790.0
        for text, size in lines:
            top = write(canvas, [text], top - 20, size=size, font="Helvetica-Bold")
        write(canvas, wrapped(PROSE, 450), top - 10)

    return draw


def test_a_question_in_large_type_is_a_heading_whatever_verbs_it_has() -> None:
    asked = "If I am to go, who is to do it, and is it to be so for us all?"
    assert headings(read(chapters((asked, 14)))) == [(1, asked)]
    assert headings(read(paragraphs(f"{asked} {PROSE}"))) == []


def test_a_label_above_a_title_belongs_to_its_heading() -> None:
    one = chapters(("Chapter 1", 16), ("Berths", 20), ("Of small vessels", 14))
    two = chapters(("CHAPTER", 12), ("TWENTY-TWO", 14), ("FEES", 20), ("Of large vessels", 14))
    assert headings(read(one, two)) == [
        (1, "Chapter 1 Berths"),
        (2, "Of small vessels"),
        (1, "CHAPTER TWENTY-TWO FEES"),
        (2, "Of large vessels"),
    ]


def test_a_label_is_a_heading_of_its_own_above_a_lesser_one_and_above_another_label() -> None:
    lesser = chapters(("Part II", 20), ("Berths", 14))
    labels = chapters(("Part III", 16), ("Chapter 1", 16), ("Fees", 16))
    assert [title for _, title in headings(read(lesser, labels))] == [
        *("Part II", "Berths", "Part III", "Chapter 1 Fees")
    ]


def test_a_bookmark_names_the_title_below_a_label() -> None:
    def draw(canvas: Any) -> None:
        canvas.bookmarkPage("Berths")
        canvas.addOutlineEntry("Berths", "Berths", level=0)
        chapters(("Chapter 1", 16), ("Berths", 20))(canvas)

    assert headings(read(draw)) == [(1, "Chapter 1 Berths")]


def test_a_heading_with_the_number_of_its_page_is_an_entry_of_the_contents() -> None:
    def contents(canvas: Any) -> None:
        top = 790.0
        for entry in ("1 Berths 2", "2 Fees 3", "3 Lights 3", "4 Annual budget 2019"):
            top = write(canvas, [entry], top - 20, font="Helvetica-Bold")
            top = write(canvas, ["1.1 Of all kinds and for every vessel"], top - 10)

    berths, fees = titled("1 Berths"), titled("2 Fees", "3 Lights", "4 Annual budget 2019")
    found = [title for _, title in headings(read(contents, berths, fees))]
    assert found == [
        *("4 Annual budget 2019", "1 Berths", "2 Fees"),
        *("3 Lights", "4 Annual budget 2019"),
    ]


def test_a_heading_with_the_number_of_its_own_page_stands_at_the_head_of_the_page() -> None:
    pages = [
        titled("1 Berths"),
        titled("Berths 2", "2 Fees"),
        titled("Fees 3", "3 Lights"),
        titled("4 Chapter 3 Lights", "Signs"),
    ]
    found = [title for _, title in headings(read(*pages))]
    assert found == ["1 Berths", "2 Fees", "3 Lights", "Signs"]


def test_headings_that_end_in_numbers_of_their_own_stay() -> None:
    titles = ("Phase", "Phase 1", "Phase 2", "Phase 3")
    assert [title for _, title in headings(read(titled(*titles)))] == [*titles]


def test_lines_that_end_long_before_the_margin_stay_apart() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, [*wrapped(PROSE, 450), "Anna Vik, chair", "Ole Berg, clerk"], 760)

    assert blocks(read(draw)) == [PROSE.strip(), "Anna Vik, chair", "Ole Berg, clerk"]
