from dataclasses import replace

import pytest

from corpus.document import Metadata, PageStart, text_sha256
from corpus.loading.formats import Markdown
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.answer import Part
from qa.citation import cite
from tests.qa_helpers import BEES, LANTERN, parsed


def bees() -> StructuredDocument:
    return parsed(BEES, "bees", Markdown().extract(BEES.encode()).marks)


def where(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def test_every_part_equals_its_slice() -> None:
    spans = where(LANTERN, "the outer roads may"), where(LANTERN, "read on any weekday")
    assert [(part.start, part.end, part.quote) for part in cite(parsed(LANTERN), spans).parts] == [
        (spans[0].start, spans[0].end, "the outer roads may"),
        (spans[1].start, spans[1].end, "read on any weekday"),
    ]


def test_a_quote_is_its_parts_in_one_line() -> None:
    spans = where(LANTERN, "pilots and\nthe masters"), where(LANTERN, "read on any weekday")
    assert cite(parsed(LANTERN), spans).quote == "pilots and the masters read on any weekday"


def test_the_section_is_the_heading_path_at_the_first_part() -> None:
    cited = cite(bees(), [where(BEES, "report swarms"), where(BEES, "Whoever is refused")])
    assert cited.section == ("City Beekeeping Plan", "Duties of wardens")


def test_what_stands_under_no_heading_has_an_empty_section() -> None:
    assert cite(parsed("The bell rings at six.\n"), [Span(0, 8)]).section == ()


def test_the_page_is_that_of_the_first_part() -> None:
    source = parsed(BEES, "bees")
    first, last = where(BEES, "report swarms"), where(BEES, "Whoever is refused")
    pages = PageStart(first.start, 4), PageStart(first.end, 5), PageStart(last.start, 6)
    paged = replace(source, document=replace(source.document, pages=pages))
    assert cite(paged, [first, last]).page == 4
    assert cite(paged, [last]).page == 6
    assert cite(paged, [Span(0, 2)]).page is None
    assert cite(source, [first]).page is None


def test_prefix_and_suffix_are_the_32_characters_around_the_parts() -> None:
    spans = where(LANTERN, "the outer roads may"), where(LANTERN, "read on any weekday")
    cited = cite(parsed(LANTERN), spans)
    assert cited.prefix == " masters of vessels that lie in "
    assert cited.suffix == " between noon and four. Spare wi"


def test_prefix_and_suffix_are_shorter_at_the_ends_of_the_text() -> None:
    cited = cite(parsed("The bell rings at six."), [where("The bell rings at six.", "bell rings")])
    assert (cited.prefix, cited.suffix) == ("The ", " at six.")
    whole = cite(parsed("The bell rings at six."), [Span(0, 22)])
    assert (whole.prefix, whole.suffix) == ("", "")


def test_a_citation_tells_which_text_its_offsets_count_in() -> None:
    assert cite(bees(), [Span(2, 6)]).text_sha256 == text_sha256(BEES)


def test_title_and_edition_are_those_of_the_document() -> None:
    document = bees()
    source = document.document
    about = replace(source.metadata, title="Bee Plan", edition="2nd")
    cited = cite(replace(document, document=replace(source, metadata=about)), [Span(2, 6)])
    assert (cited.document, cited.title, cited.edition) == ("bees", "Bee Plan", "2nd")


def test_the_link_names_every_part() -> None:
    cited = cite(bees(), [Span(2, 6), Span(7, 17)])
    assert cited.link == "/documents/bees?cite=2-6,7-17#cited"


@pytest.mark.parametrize(
    ("id", "escaped"),
    [("a b", "a%20b"), ("a/b?c#d", "a%2Fb%3Fc%23d"), ("Bienenstöcke", "Bienenst%C3%B6cke")],
)
def test_an_id_is_escaped_in_the_link(id: str, escaped: str) -> None:
    link = cite(parsed("The bell rings.", id), [Span(0, 3)]).link
    assert link == f"/documents/{escaped}?cite=0-3#cited"


def test_offsets_count_code_points() -> None:
    text = "🐝 Die Bienenstöcke stehen auf Dächern.\n"
    span = where(text, "Dächern")
    assert cite(parsed(text), [span]).parts == (Part(30, 37, "Dächern"),)


@pytest.mark.parametrize(
    ("edition", "date", "shown"),
    [
        ("2013, amended 2017", "2017-08-28", "2013, amended 2017"),
        ("second edition", "2019-03", "second edition, 2019-03"),
        ("", "2019-03", "2019-03"),
        ("second edition", "", "second edition"),
        ("", "", ""),
    ],
)
def test_an_edition_tells_the_year_of_its_document(edition: str, date: str, shown: str) -> None:
    made = parsed(LANTERN)
    about = Metadata(edition=edition, date=date)
    dated = replace(made, document=replace(made.document, metadata=about))
    assert cite(dated, [where(LANTERN, "at dusk")]).edition == shown
