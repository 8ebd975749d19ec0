import time

import pytest

from corpus.structure import StructuredDocument
from corpus.terms.finding import TermKind, terms
from tests.corpus_helpers import structured, structured_markdown


def pairs(document: StructuredDocument, *kinds: TermKind) -> list[tuple[str, str]]:
    """Return the name and meaning of the terms of some kinds, or of all, white space folded."""
    text = document.document.text
    return [
        (term.name.of(text), " ".join(" ".join(part.of(text) for part in term.meaning).split()))
        for term in terms(document)
        if not kinds or term.kind in kinds
    ]


def abbreviations(text: str) -> list[tuple[str, str]]:
    return pairs(structured(f"{text}\n"), TermKind.ABBREVIATION)


@pytest.mark.parametrize(
    ("long_form", "name"),
    [
        ("North Sea Office on Dykes and Sluices", "NSODS"),
        ("North Sea Office on Dykes and Sluices", "NSDS"),
        ("Ministry of Harbour Affairs", "MOHA"),
        ("Cross-Border Harbour Patrol", "CBHP"),
        ("unmapped reef sites", "URSs"),
        ("UN Treaty against Reef Fishing", "UNTARF"),
        ("Dyke Exercise with Recurrence", "DEXER"),
        ("Association for Reefs and Lagoons, Chile", "ARL Chile"),
        ("3rd Delta Conference on Dykes", "DCD III"),
        ("Coordinating Centre for Dyke Assistance on Sluice Control", "CDA Centre"),
        ("Pact on Fighting Wreckers and Armed Raids against Ferries in Delta", "PoFARWD"),
    ],
)
def test_the_long_form_is_found_by_its_initials(long_form: str, name: str) -> None:
    wanted = long_form.removeprefix("3rd ")
    assert abbreviations(f"It works with the {long_form} ({name}) in Delft.") == [(name, wanted)]


def test_words_before_the_long_form_stay_out() -> None:
    text = "Apart from Denmark, the Association for Aid and Relief (AAR) helps."
    assert abbreviations(text) == [("AAR", "Association for Aid and Relief")]


@pytest.mark.parametrize(
    "text",
    [
        "It fishes cod (IMO 12).",
        "The fleet grew (see page 12).",
        "A boat sank (Photo: XYZ).",
        "The harbour of Bodø (XQZ) is old.",
        "It ended. The port (EP) is old.",
        "It keeps a dyke and reef long harbour boat (DRB).",
        "It keeps a dyke long boat (DB).",
        "The Harbour Office (2003 to 2004) closed.",
    ],
)
def test_a_bracket_whose_letters_are_not_found_is_no_abbreviation(text: str) -> None:
    assert abbreviations(text) == []


def test_the_long_form_may_stand_in_the_bracket() -> None:
    text = "The NSDS (North Sea Dyke Survey) began."
    assert abbreviations(text) == [("NSDS", "North Sea Dyke Survey")]


def test_a_long_form_may_begin_in_an_open_bracket() -> None:
    text = "It met others (among them the Dyke Control Board (DCB), and ports)."
    assert abbreviations(text) == [("DCB", "Dyke Control Board")]


@pytest.mark.parametrize(
    "bracket",
    [
        "hereinafter referred to as “the Board”",
        'hereafter "the Board"',
        "the “Board”",
        "hereinafter called the Board",
    ],
)
def test_another_name_stands_for_the_name_before_it(bracket: str) -> None:
    found = pairs(structured(f"All pay the Dyke Control Board of Delft ({bracket}).\n"))
    assert found == [("Board", "Dyke Control Board of Delft")]


def test_a_name_announced_without_a_bracket_stands_for_the_one_before_it() -> None:
    text = "The Dyke Control Board, hereinafter referred to as “the Board”, meets.\n"
    assert pairs(structured(text), TermKind.ALIAS) == [("Board", "Dyke Control Board")]


def test_a_name_repeated_in_brackets_is_no_alias() -> None:
    assert terms(structured("It asked the Dyke Board (the “Dyke Board”) again.\n")) == ()


def test_a_shorter_name_with_the_same_head_is_an_alias() -> None:
    text = "It applies Article 5 of the Law Concerning Dykes and Other Works (Dyke Law) today.\n"
    assert pairs(structured(text)) == [("Dyke Law", "Law Concerning Dykes and Other Works")]


def test_a_so_called_name_stands_for_the_words_before_it() -> None:
    text = "It warns of lost fishing nets (so-called “ghost gear”).\n"
    assert pairs(structured(text)) == [("ghost gear", "lost fishing nets")]


@pytest.mark.parametrize(
    ("text", "name", "meaning"),
    [
        ("**vessel** means any ship; (**bateau**)", "vessel", "any ship"),
        ("**vessel**, in relation to a port, means any ship.", "vessel", "any ship."),
        ("**vessel** for a fiscal year means any ship.", "vessel", "any ship."),
        ("“Vessel” refers to any ship.", "Vessel", "any ship."),
        ("In this Act, “vessel” means any ship.", "vessel", "any ship."),
        ("A vessel is defined as any ship.", "A vessel", "any ship."),
        ("The term vessel denotes any ship.", "vessel", "any ship."),
    ],
)
def test_a_definition_gives_a_name_its_meaning(text: str, name: str, meaning: str) -> None:
    assert pairs(structured_markdown(f"{text}\n"), TermKind.DEFINITION) == [(name, meaning)]


def test_each_name_of_a_definition_has_its_meaning() -> None:
    text = "**ship** or **vessel** means anything that floats.\n"
    meaning = "anything that floats."
    assert pairs(structured_markdown(text)) == [("ship", meaning), ("vessel", meaning)]


def test_the_points_below_a_definition_belong_to_its_meaning() -> None:
    text = "**vessel** means\n\n- (a) any ship, or\n\n- (b) any raft.\n"
    ((name, meaning),) = pairs(structured_markdown(text))
    assert name == "vessel"
    assert meaning.startswith("(a) any ship, or")
    assert meaning.endswith("any raft.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The report refers to the plan of 1990.",
        "This means that all boats stay.",
        "It was done by means of boats.",
        "The port is the oldest.",
        "“You asked for boats” is no answer, and any of that means delay.",
    ],
)
def test_a_verb_alone_defines_nothing(sentence: str) -> None:
    assert terms(structured(f"It began.\n\n{sentence}\n")) == ()


def test_what_is_said_of_a_known_name_defines_it() -> None:
    text = "The Delta Survey Office (DSO) measures.\n\nNote: The DSO is the base for all maps.\n"
    found = pairs(structured(text), TermKind.DEFINITION)
    assert found == [("DSO", "the base for all maps.")]


def test_a_phrase_beside_a_name_in_brackets_defines_it() -> None:
    text = "It draws the Delta Chart of Reefs (DCR), a map of the seafloor, each year.\n"
    assert pairs(structured(text), TermKind.DEFINITION) == [("DCR", "a map of the seafloor")]


def test_a_phrase_between_dashes_defines_the_name_before_it() -> None:
    text = "The Delta Chart System (DCS) – a register of reefs, rocks and ships – has begun.\n"
    found = pairs(structured(text), TermKind.DEFINITION)
    assert found == [("DCS", "a register of reefs, rocks and ships")]


def test_a_phrase_in_brackets_defines_the_words_before_it() -> None:
    text = "Furthermore, ghost fishing (acts of catching by nets that nobody hauls) goes on.\n"
    found = pairs(structured(text), TermKind.DEFINITION)
    assert found == [("ghost fishing", "acts of catching by nets that nobody hauls")]


def test_an_entry_of_a_glossary_has_its_term_on_the_first_line() -> None:
    text = "It fishes.\n\n*Ghost fishing\n\nThe act of catching by lost nets. Example: a trap.\n"
    assert pairs(structured(text), TermKind.GLOSSARY) == [
        ("Ghost fishing", "The act of catching by lost nets.")
    ]


def test_terms_come_in_text_order() -> None:
    text = "The Dyke Board (DB) and the Reef Office (RO) met.\n\nThe Lock Board (LB) did too.\n"
    assert [name for name, _ in pairs(structured(text))] == ["DB", "RO", "LB"]


@pytest.mark.parametrize(
    "text",
    [
        *("(AB)" * 20_000, "(A" * 50_000, "Aa " * 30_000 + "(AAAA)", "**a**, " * 14_000),
        *("“a” " * 25_000, "a " * 50_000 + "means b", "(act of " * 12_000, "a-" * 50_000),
    ],
)
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    document = structured(f"{text}\n")
    began = time.process_time()
    terms(document)
    assert time.process_time() - began < 1.5
