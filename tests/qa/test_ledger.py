"""Ledgers: every place, document or event asked for, on texts written for the test."""

import os
import random
import time
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from qa.answer import AnswerKind
from qa.ledger.dates import ANY_YEAR, Years, without_years
from qa.ledger.forms import LedgerKind, ledger_question
from qa.ledger.names import name, tokens
from tests.fakes import HashedWords
from tests.ledger_helpers import ledger, names_in, places_naming, places_of
from tests.qa_helpers import Shelf, build, parsed

HARBOUR = parsed(
    """\
# Harbour Safety Plan

## Duties

The Tide Survey Office (TSO) reads the gauges. It sits in Brem. The TSO has two boats.

- report wrecks to the coast guard;
- paint the buoys.

## Meetings

- 4 May 2001: First meeting of the Pilots' Board
  - Review of the Buoy Plan
  - Ice on the river
- 9 June 2002: Second meeting of the Pilots' Board
  - Adoption of the Buoy Plan
- 2 March 2003: Third meeting of the Pilots' Board
  - Follow-up of the Buoy Plan
- 5 July 2004: Opening of the new lock

## Treaties

| Treaty | Signed |
|---|---|
| Brem Treaty | March 1999 |
| Lunde Treaty | April 2005 |
| Ost Treaty | May 2007 |
""",
    "harbour",
)
RIVER = parsed(
    """\
# River Rules

The coast guards watch the mouth of the river. Guards of the coast carry lamps.

Whoever guards a lock on the coast calls the Tide Survey Office.

A guard, coast or not, sleeps at noon. The office keeps a survey of wells.
""",
    "river",
)
SHELF = Shelf(HARBOUR, RIVER)


def said(question: str, *documents: str) -> list[str]:
    """Return the texts of the rows of a question's ledger, [] if it gets none."""
    answer = ledger(question, SHELF, documents)
    return [item.text for item in answer.items] if answer else []


def test_every_block_that_names_a_thing_is_a_row() -> None:
    assert said("Where is the coast guard mentioned?") == [
        "report wrecks to the coast guard;",
        "The coast guards watch the mouth of the river. Guards of the coast carry lamps.",
    ]


def test_a_short_form_is_found_by_the_long_one_and_the_other_way_round() -> None:
    rows = [
        "The Tide Survey Office (TSO) reads the gauges. The TSO has two boats.",
        "Whoever guards a lock on the coast calls the Tide Survey Office.",
    ]
    assert said("List all mentions of the TSO.") == rows
    assert said("List all mentions of the Tide Survey Office.") == rows


def test_documents_are_counted_once_each() -> None:
    answer = ledger("How many documents mention the coast guard?", SHELF)
    assert answer is not None
    assert [item.citation.document for item in answer.items] == ["harbour", "river"]


def test_a_ledger_states_that_every_section_was_scanned() -> None:
    answer = ledger("Where is the coast guard mentioned?", SHELF)
    assert answer is not None
    assert answer.kind is AnswerKind.LEDGER
    assert answer.coverage.sections_scanned == answer.coverage.sections == SHELF.section_count()


def test_a_document_that_is_named_bounds_the_scan() -> None:
    answer = ledger("How many times is the coast guard mentioned in the river text?", SHELF)
    assert answer is not None
    assert {item.citation.document for item in answer.items} == {"river"}
    assert answer.coverage.sections_scanned == len(RIVER.sections)


def test_a_question_of_some_documents_is_answered_from_them() -> None:
    assert said("Where is the coast guard mentioned?", "harbour") == [
        "report wrecks to the coast guard;"
    ]


def test_a_place_with_a_part_of_the_words_comes_near_and_is_no_row() -> None:
    answer = ledger("Where is the coast guard mentioned?", SHELF)
    assert answer is not None
    near = [passage.text for passage in answer.nearest]
    assert near[0] == "Whoever guards a lock on the coast calls the Tide Survey Office."
    assert not set(near) & {item.text for item in answer.items}


def test_every_row_is_quoted_at_its_place() -> None:
    answer = ledger("Where is the TSO mentioned?", SHELF)
    assert answer is not None
    for item in answer.items:
        text = SHELF.document(item.citation.document).document.text
        for part in item.citation.parts:
            assert text[part.start : part.end] == part.quote
    assert answer.citations == tuple(item.citation for item in answer.items)


def test_meetings_are_found_by_what_was_on_the_agenda() -> None:
    (row,) = said("At which meetings of the Pilots' Board was ice on the agenda?")
    assert row.startswith("4 May 2001: First meeting of the Pilots' Board")
    assert row.endswith("Ice on the river")


def test_what_was_done_has_to_be_done_to_the_thing() -> None:
    (row,) = said("At which meetings was the Buoy Plan followed up?")
    assert row.startswith("2 March 2003: Third meeting")


def test_every_meeting_of_a_body_is_counted_and_nothing_else() -> None:
    rows = said("How often did the Pilots' Board meet?")
    assert [row[:10] for row in rows] == ["4 May 2001", "9 June 200", "2 March 20"]


def test_years_bound_the_meetings() -> None:
    rows = said("How many times did the Pilots' Board meet after 2001?")
    assert [row[:6] for row in rows] == ["9 June", "2 Marc"]


@pytest.mark.parametrize(
    "question",
    [
        "What happened between 2003 and 2004?",
        "Which events took place in the Harbour Safety Plan since 2003?",
        "List the main events from 2003 to 2004",
    ],
)
def test_events_of_every_kind_are_told_for_the_years(question: str) -> None:
    assert [row[:11] for row in said(question)][:2] == ["2 March 200", "5 July 2004"]


def test_rows_of_tables_are_dated_events() -> None:
    assert said("every treaty signed after 2004") == [
        "Lunde Treaty | April 2005",
        "Ost Treaty | May 2007",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Who reads the gauges?",
        "Where is the Tide Survey Office?",
        "How many times a year does the Pilots' Board meet?",
        "Where is it mentioned?",
        "Where is the moon mentioned?",
        "How many boats does the TSO have?",
        "What was the name of the ship that was launched in 2001?",
        "Which law deals with wrecks?",
        "Where does the name Brem come from?",
        "How many times is the coast guard mentioned in the tax code?",
        "At which meetings was the moon discussed?",
        "",
    ],
)
def test_other_questions_get_no_ledger(question: str) -> None:
    assert ledger(question, SHELF) is None


@pytest.mark.parametrize(
    ("question", "kind", "thing"),
    [
        ("Which documents mention salt?", LedgerKind.DOCUMENTS, "salt"),
        ("in which of the documents is salt mentioned", LedgerKind.DOCUMENTS, "salt"),
        ("List all texts that refer to the Salt Act.", LedgerKind.DOCUMENTS, "Salt Act"),
        ("Show me every reference to the word “salt”", LedgerKind.MENTIONS, "salt"),
        ("Which sections of the plan mention salt?", LedgerKind.MENTIONS, "salt"),
        ("how often is salt named?", LedgerKind.MENTIONS, "salt"),
        ("At what conferences were salt mines discussed?", LedgerKind.EVENTS, "salt mines"),
        ("Which meetings of the board dealt with salt?", LedgerKind.EVENTS, "salt"),
    ],
)
def test_a_clear_form_tells_what_is_asked(question: str, kind: LedgerKind, thing: str) -> None:
    found = ledger_question(question)
    assert found is not None
    assert (found.kind, found.name) == (kind, thing)


@pytest.mark.parametrize(
    ("end", "years"),
    [
        ("after 2005", Years(first=2006)),
        ("since 2005", Years(first=2005)),
        ("before 2005", Years(last=2004)),
        ("until 2005", Years(last=2005)),
        ("in the year 2005", Years(2005, 2005)),
        ("between 2009 and 2005", Years(2005, 2009)),
        ("from 2005 to 2009", Years(2005, 2009)),
        ("at noon", ANY_YEAR),
    ],
)
def test_the_end_of_a_question_bounds_the_years(end: str, years: Years) -> None:
    rest, found = without_years(f"which treaties were signed {end}")
    assert found == years
    assert rest == ("which treaties were signed" + ("" if years != ANY_YEAR else f" {end}"))


@pytest.mark.parametrize(
    ("wanted", "text", "is_named"),
    [
        ("drug abuse", "the abuse of drugs", True),
        ("abuse of drugs", "Drug abuse fell.", True),
        ("Service Provider", "a service provided", False),
        ("Service Provider", "service providers", True),
        ("Service Provider", "SERVICE PROVIDERS", True),
        ("Loan Company", "loan companies", True),
        ("Canada Council", "the Council for Canada", False),
        ("drug abuse", "the abuse and the drugs", False),
        ("drug abuse", "He sells drugs. Abuse follows.", False),
        ("Ministry of Health, Labour and Welfare", "Ministry of Health, Labour and Welfare", True),
        ("Ministry of Health Labour and Welfare", "Ministry of Health, Labour and Welfare", True),
        ("WHO", "those who pay", False),
        ("WHO", "The WHO pays.", True),
        ("unodc", "UNODC's office", True),
        ("river rules", "by river, rules apply", False),
        ("the of", "the of", False),
        ("", "anything", False),
    ],
)
def test_a_name_is_its_words_in_a_row(wanted: str, text: str, is_named: bool) -> None:
    assert name(wanted).is_in(tokens(text)) is is_named


@pytest.mark.parametrize(
    "unit", ["where is ", "list all ", "meetings of a was ", "in 2003 ", " ", "(("]
)
def test_hostile_questions_are_read_in_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    assert ledger_question(unit * (100_000 // len(unit))) is None
    assert time.perf_counter() - begun < 0.5


def test_a_hostile_text_is_scanned_in_linear_time() -> None:
    shelf = Shelf(parsed("coast guard, " * 8000 + ".\n"))
    begun = time.process_time()
    assert ledger("Where is the coast guard mentioned?", shelf) is not None
    assert time.process_time() - begun < 3.0


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """Return a collection of Acts of the folder that PINCITE_EXTERNAL names; skip without them."""
    found = sorted(
        Path(os.environ.get("PINCITE_EXTERNAL", "/dev/null"), "canada_acts").glob("corpus/*.md")
    )
    if not found:
        pytest.skip("PINCITE_EXTERNAL names no folder with canada_acts/corpus/*.md")
    texts = {path.name: path.read_text(encoding="utf-8") for path in found[::4]}
    return EmbeddedIndex.open(build(tmp_path_factory.mktemp("acts"), texts), HashedWords())


def test_the_ledgers_of_60_names_agree_with_a_second_scan(acts: EmbeddedIndex) -> None:
    documents = [acts.document(id_) for id_ in acts.document_ids()]
    forms = ("Where is the {} mentioned?", "List all mentions of {}.", "How often is {} named?")
    drawn = random.Random(7).sample(names_in(documents), 60)  # noqa: S311 - no secret
    wrong = found = there = 0
    for number, wanted in enumerate(drawn):
        rows = places_of(ledger(forms[number % 3].format(wanted), acts), acts)
        gold = places_naming(wanted, documents)
        wrong, found, there = wrong + len(rows - gold), found + len(rows), there + len(gold)
    assert 1 - wrong / found >= 0.98
    assert (found - wrong) / there >= 0.98


def test_the_items_of_a_ledger_agree_with_a_second_scan() -> None:
    for wanted in ("coast guard", "Tide Survey", "river", "buoys", "Board"):
        rows = places_of(ledger(f"Where is the {wanted} mentioned?", SHELF), SHELF)
        assert rows >= places_naming(wanted, (HARBOUR, RIVER))
