"""The content of web pages."""

import time

import pytest

from corpus.errors import DocumentError
from corpus.loading.formats import Extract, Html
from tests.pdf_helpers import PROSE, blocks, headings


def read(body: str, head: str = "", attributes: str = "") -> Extract:
    return Html().extract(f"<html {attributes}><head>{head}</head><body>{body}</body>".encode())


def test_blocks_are_lines_and_what_stands_in_a_line_is_not() -> None:
    text = read("<p>The <b>board</b> keeps\nthe<br>quays.<p>It meets.</p>In <i>March</i>.").text
    assert text == "The board keeps the quays.\n\nIt meets.\n\nIn March."


def test_entities_are_the_characters_that_they_name() -> None:
    assert read("<p>Fish &amp; chips &#8212; caf&eacute;&nbsp;&lt;open&gt;</p>").text == (
        "Fish & chips — café <open>"
    )


def test_headings_have_their_levels() -> None:
    extract = read("<h1>Plan</h1><h2>Berths <span>and</span> fees</h2><p>x</p><h4>Cod</h4>")
    assert headings(extract) == [(1, "Plan"), (2, "Berths and fees"), (4, "Cod")]


@pytest.mark.parametrize(
    "aside",
    [
        "<nav>Home</nav>",
        "<header>Home</header>",
        "<footer>Home</footer>",
        "<aside>Home</aside>",
        "<form>Home</form>",
        "<script>Home</script>",
        "<style>Home</style>",
        "<noscript>Home</noscript>",
        "<div hidden>Home</div>",
        "<p style='display: none'>Home</p>",
        "<span aria-hidden=true>Home</span>",
        "<div role=navigation>Home</div>",
        "<div class='site-nav wide'>Home</div>",
        "<div id=cookie-banner>Home</div>",
        "<p><del>Home</del></p>",
        "<!-- Home -->",
        "<template><p>Home</p></template>",
        "<ul><li><a href='#a'>Home</a><li><a href='#b'>Fees</a><li><a href='#c'>Cod</a></ul>",
    ],
)
def test_what_is_no_content_is_left_out(aside: str) -> None:
    assert read(f"{aside}<p>{PROSE}</p>").text == PROSE.strip()


def test_the_head_of_an_article_is_content() -> None:
    page = f"<article><header><h1>Plan</h1></header><p>{PROSE}</p></article>"
    assert blocks(read(page)) == ["Plan", PROSE.strip()]


def test_the_main_element_is_the_content_where_it_holds_most_of_the_text() -> None:
    assert read(f"<p>Site of the board</p><main><p>{PROSE}</p></main>").text == PROSE.strip()
    assert "The quays." in read(f"<p>The quays. {PROSE}</p><main><p>x</p></main>").text


def test_what_holds_most_of_the_text_is_content_whatever_it_is_called() -> None:
    assert read(f"<div class=has-sidebar><p>{PROSE}</p></div>").text == PROSE.strip()


def test_items_have_their_bullets_and_numbers_and_are_nested() -> None:
    page = (
        "<ul><li>quays<ol type=a start=3><li>long<li>short</ol></li><li><p>cranes</p></li></ul>"
        "<ol><li>one<li value=7>two<li>(c) three</ol>"
    )
    assert read(page).text == (
        "- quays\n\n  c. long\n  d. short\n\n- cranes\n1. one\n7. two\n(c) three"
    )


def test_a_table_is_rows_with_its_caption_above() -> None:
    page = (
        "<table><caption>Catch</caption><thead><tr><th>Port<th>2019</thead>"
        "<tr><td>Bergen<td>12<tr><td>Tromsø<br>town<td>a|b</table>"
    )
    assert read(page).text == (
        "Catch\n\n| Port | 2019 |\n|---|---|\n| Bergen | 12 |\n| Tromsø town | a\\|b |"
    )


def test_cells_over_rows_are_repeated_and_cells_over_columns_are_not() -> None:
    page = (
        "<table><tr><td colspan=3>North<tr><td rowspan=2>Cod<td>Bergen<td>12"
        "<tr><td>Tromsø<td>30</table>"
    )
    assert read(page).text.splitlines() == [
        "| North |  |  |",
        "| Cod | Bergen | 12 |",
        "| Cod | Tromsø | 30 |",
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    page = f"<table><tr><td>Left<td><h2>Fees</h2><p>{PROSE}</table>"
    assert blocks(read(page)) == ["Left", "Fees", PROSE.strip()]


def test_the_number_of_a_note_stands_apart_from_the_word() -> None:
    assert read("<p>quays<sup><a href=#n>[12]</a></sup> of 3 m<sup>x</sup>").text == (
        "quays ¹² of 3 mx"
    )


def test_preformatted_text_is_parted_at_blank_lines() -> None:
    assert read("<pre>The quays\nare long.\n\nThey are old.</pre>").text == (
        "The quays are long.\n\nThey are old."
    )


def test_what_the_page_says_of_itself_is_known() -> None:
    head = (
        "<title>Harbour Plan | Harbour Board</title><meta name=author content='The board'>"
        "<meta property='article:published_time' content='2031-04-05T10:00:00Z'>"
    )
    about = read(f"<h1>Harbour Plan</h1><p>{PROSE}</p>", head, "lang=nb").metadata
    assert (about.title, about.issuer, about.date, about.language) == (
        "Harbour Plan",
        "The board",
        "2031-04-05",
        "nb",
    )


@pytest.mark.parametrize(
    "data",
    [
        "<p>Tromsø – øy</p>".encode(),
        "\ufeff<p>Tromsø – øy</p>".encode("utf-16"),
        "<meta charset=windows-1252><p>Tromsø – øy</p>".encode("cp1252"),
        "<meta charset=iso-8859-1><p>Tromsø – øy</p>".encode("cp1252"),
        "<p>Tromsø – øy</p>".encode("cp1252"),
        "<?xml version='1.0' encoding='cp850'?><p>Tromsø - øy</p>".encode("cp850"),
        "<meta charset=rot13><p>Tromsø – øy</p>".encode(),
        "<meta charset=utf-16><p>Tromsø – øy</p>".encode(),
    ],
)
def test_bytes_are_read_in_the_encoding_that_is_marked_declared_or_likely(data: bytes) -> None:
    assert Html().extract(data).text.replace("–", "-") == "Tromsø - øy"


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "<b>" * 900 + "<p>" * 20_000,
        "<table><tr><td>" * 7_000,
        "<ul><li>" * 900 + "x" * 90_000,
        "<a href=#x class=nav>" * 900,
        "<meta charset" * 10_000,
        "&" * 100_000,
        "<td colspan=99999 rowspan=99999>" * 3_000,
        "<table>" + "<tr><td colspan=500 rowspan=5000>x" * 2_500,
    ],
)
def test_hostile_pages_are_read_or_refused_in_good_time(hostile: str) -> None:
    started = time.process_time()
    try:
        Html().extract(hostile.encode())
    except DocumentError as error:
        assert "nested more than 1,000 times" in str(error)
    assert time.process_time() - started < 3
