from __future__ import annotations

import re
from time import perf_counter

import pytest

from corpus.errors import QuestionError
from corpus.stitched import stitched
from qa.searching.folding import fold
from qa.searching.hits import MOST_HITS, SearchHit, SearchHits, SearchQuestion
from qa.searching.search import search
from qa.searching.terms import MOST_TERMS, terms_of
from tests.qa_helpers import BEES, LANTERN, Shelf, parsed
from tests.web_helpers import markdown

SHELF = Shelf(
    parsed(BEES, "bees"),
    parsed(LANTERN, "lantern"),
    parsed("The keepers’ log\n\nThe KEEPER of the\nharbour log is a keeper.\n", "log"),
)


def found(text: str, shelf: Shelf = SHELF, *, offset: int = 0, limit: int = 20) -> SearchHits:
    return search(shelf, SearchQuestion(text, offset=offset, limit=limit))


def quotes(hits: SearchHits) -> list[tuple[str, str]]:
    return [(hit.citation.document, quote(hit)) for hit in hits.hits]


def quote(hit: SearchHit) -> str:
    return " ".join(part.quote for part in hit.citation.parts)


def shown(hit: SearchHit) -> str:
    return "".join(f"[{run.text}]" if run.is_found else run.text for run in hit.passage)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("harbour log", ("harbour", "log")),
        ('"Harbour  Log"', ("harbour log",)),
        ("“harbour log” keeper, keeper", ("harbour log", "keeper")),
        ('«harbour» "never closed', ("harbour", "never closed")),
        ("(counter-terrorism); the keeper's", ("counter-terrorism", "the", "keeper's")),
        ('"" ... "—" §', ()),
        (" ".join(f"w{n}" for n in range(99)), tuple(f"w{n}" for n in range(MOST_TERMS))),
    ],
)
def test_terms_are_quoted_phrases_and_words(typed: str, terms: tuple[str, ...]) -> None:
    assert terms_of(typed) == terms


def test_a_phrase_is_found_wherever_it_stands_with_case_and_line_breaks_folded() -> None:
    assert quotes(found('"the keeper"')) == [
        ("lantern", "The keeper"),
        ("lantern", "the keeper"),
        ("log", "The KEEPER"),
    ]
    assert quotes(found('"keeper of the harbour"')) == [("log", "KEEPER of the\nharbour")]


def test_every_place_of_a_phrase_folds_to_it() -> None:
    texts = {each: SHELF.document(each).document.text for each in SHELF.document_ids()}
    for phrase in ("the keeper", "harbour log", "public roofs", "which the pilots and the masters"):
        hits = found(f'"{phrase}"').hits
        assert hits
        for hit in hits:
            for part in hit.citation.parts:
                assert texts[hit.citation.document][part.start : part.end] == part.quote
            assert fold(quote(hit)) == phrase


def test_a_phrase_that_a_page_break_cuts_is_cited_in_both_parts() -> None:
    (hit,) = found('"vessels that lie in the outer roads may read on any weekday"').hits
    assert [part.quote for part in hit.citation.parts] == [
        "vessels that lie in the outer roads may",
        "read on any weekday",
    ]
    assert hit.citation.link.count("-") == 2


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert found('"eeper of the"').total == 0
    assert found("keep").total == 0
    assert found("keepers").total == 1


def test_all_places_are_found_that_a_look_at_every_block_finds() -> None:
    for phrase in ("the", "a", "of the", "keeper", "roofs"):
        expected = sum(
            len(re.findall(rf"(?<!\w){phrase}(?!\w)", fold(stitched(text, block.parts).text)))
            for id_ in SHELF.document_ids()
            for document in [SHELF.document(id_)]
            for text in [document.document.text]
            for block in document.blocks
        )
        assert found(f'"{phrase}"', limit=100).total == expected > 0


def test_several_words_must_stand_in_one_passage_which_is_one_hit() -> None:
    hits = found("roofs hives")
    assert quotes(hits) == [("bees", "hives roofs roofs")]
    assert found("roofs wardens").total == 1
    assert found("roofs swarms").total == 0


def test_a_hit_of_several_words_marks_all_of_them_in_their_sentences() -> None:
    (hit,) = found('honey "four hundred"').hits
    assert shown(hit) == (
        "The city keeps [four hundred] hives on public roofs. "
        "[Honey] from public roofs is sold at the spring fair."
    )


def test_a_hit_is_shown_in_its_sentence_with_the_path_to_it() -> None:
    (hit,) = found("weekday").hits
    assert shown(hit).startswith("The keeper trims the lamp at dusk and writes")
    assert shown(hit).endswith("may read on any [weekday] between noon and four.")
    assert hit.citation.section[-1] == "1. Lamps"


def test_an_item_is_shown_whole() -> None:
    (hit,) = found("foulbrood").hits
    assert "burn frames that carry [foulbrood]." in shown(hit)


def test_a_long_sentence_is_cut_where_no_match_is_near() -> None:
    text = f"The bell {'rings and ' * 300}the warden {'hears it and ' * 300}goes home.\n"
    (hit,) = found("warden", Shelf(parsed(text))).hits
    assert len(shown(hit)) < 300
    assert "and the [warden] hears it" in shown(hit)
    assert shown(hit).startswith("… ")
    assert shown(hit).endswith("…")


def test_words_need_not_stand_in_order_and_overlapping_places_are_one() -> None:
    (hit,) = found('"harbour log" "the harbour" log').hits[1:]
    assert quote(hit) == "the\nharbour log"


def test_hits_come_by_document_then_by_place_and_are_counted_by_document() -> None:
    hits = found("the", limit=3)
    places = [(h.citation.document, h.citation.parts[0].start) for h in found("the", limit=99).hits]
    assert places == sorted(places)
    assert len(hits.hits) == 3
    assert sum(each.hits for each in hits.documents) == hits.total == len(places)
    assert hits.is_complete


def test_a_page_begins_at_its_offset() -> None:
    everything = found("the", limit=100).hits
    assert found("the", offset=4, limit=2).hits == everything[4:6]
    assert found("the", offset=1000).hits == ()


def test_a_search_can_be_confined_to_documents() -> None:
    hits = search(SHELF, SearchQuestion('"the keeper"', documents=("log",)))
    assert [each.document for each in hits.documents] == ["log"]


@pytest.mark.parametrize(
    ("typed", "text", "place"),
    [
        ("strasse", "Die Hauptstraße und die Straße am Ufer.", "Straße"),
        ('"die straße"', "Am Ufer liegt die STRASSE der Boote.", "die STRASSE"),
        ('"薬物"', "Die 第三次薬物乱用防止 gilt.", "薬物"),
        ("cafe", "Das cafe\u0301 der Stadt.", None),
        ('"finance ministry"', "The ﬁnance ministry pays.", "ﬁnance ministry"),
    ],
)
def test_letters_of_other_scripts_are_found(typed: str, text: str, place: str | None) -> None:
    hits = found(typed, Shelf(parsed(f"{text}\n"))).hits
    assert [quote(hit) for hit in hits] == ([] if place is None else [place])


def test_headings_and_cells_are_found_too() -> None:
    shelf = Shelf(markdown("# The Plan\n\n| Permit | Fee |\n|---|---|\n| Roof | 12 crowns |\n"))
    assert [quote(hit) for hit in found('"12 crowns"', shelf).hits] == ["12 crowns"]
    assert [quote(hit) for hit in found('"the plan"', shelf).hits] == ["The Plan"]


def test_no_more_than_a_thousand_hits_are_counted() -> None:
    hits = found("cod", Shelf(parsed("Cod is fish. " * (MOST_HITS + 1) + "\n")))
    assert (hits.total, hits.is_complete) == (MOST_HITS, False)
    hits = found("cod", Shelf(parsed("Cod is fish. " * MOST_HITS + "\n")))
    assert (hits.total, hits.is_complete) == (MOST_HITS, True)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (SearchQuestion(" — "), "no word to look for"),
        (SearchQuestion("x" * 501), "at most 500 are read"),
        (SearchQuestion("the \ud800"), "half a character"),
        (SearchQuestion("the", documents=("log", "lake")), "no document is called 'lake'"),
        (SearchQuestion("the", limit=0), "the limit is 0"),
        (SearchQuestion("the", offset=-1), "the offset is -1"),
    ],
)
def test_a_search_that_cannot_be_made_says_why(question: SearchQuestion, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        search(SHELF, question)


@pytest.mark.scale
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"a a a a a b"', "a " * 50_000 + "b"),
        (f'"{"a " * 240}b"', "a " * 50_000 + "b"),
        ("a" * 400, "a" * 100_000),
        ("ab", "ab" + "-ab" * 33_000),
        ("cod", "cod ß" + "cod-ß-" * 16_000),
        ('"' * 499 + "a", "a" * 100_000),
        ("cod ling", "cod " * 25_000 + "ling"),
        ("cod", "cod. " * 20_000),
        ("cod", "~~cod " * 16_000),
    ],
)
def test_a_hostile_text_is_searched_in_time(typed: str, text: str) -> None:
    shelf = Shelf(parsed(f"{text}\n"))
    begun = perf_counter()
    found(typed, shelf, limit=100)
    assert perf_counter() - begun < 3
