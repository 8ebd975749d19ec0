import time

import pytest

from corpus.responsibility.assignments import assignments
from corpus.responsibility.bodies import bodies
from corpus.responsibility.body_names import listing_names, names_a_body, undivided_names
from corpus.span import Span
from corpus.stitched import read
from corpus.structure import BlockKind
from tests.corpus_helpers import structured

SECOND = "- Fog is reported. (Ice Board, Coast Guard)\n"
THIRD = "- Snow is cleared. (Ice Board)\n"


def assigned(text: str) -> list[tuple[str, list[str]]]:
    """Return the measures of a text, each with its bodies."""
    found = assignments(structured(text))
    return [(read(text, one.measure), [read(text, parts) for parts in one.bodies]) for one in found]


def first_bodies(line: str) -> list[str]:
    """Return the bodies of a first item that stands above two others."""
    return assigned(f"- {line}\n{SECOND}{THIRD}")[0][1]


# Measures and their bodies


def test_a_measure_is_assigned_to_the_bodies_in_the_bracket_that_closes_it() -> None:
    assert assigned(SECOND + THIRD) == [
        ("Fog is reported.", ["Ice Board", "Coast Guard"]),
        ("Snow is cleared.", ["Ice Board"]),
    ]


@pytest.mark.parametrize(
    "bracket",
    [
        "(Ice Board, Coast Guard and Fog Office)",
        "(Ice Board; Coast Guard; Fog Office)",
        "[Ice Board, the Coast Guard, and the Fog Office]",
        "(Ice Board, Coast Guard,\nFog Office)",
        "(Lead: Ice Board, Coast Guard, Fog Office)",
    ],
)
def test_bodies_are_free_of_separators_and_articles(bracket: str) -> None:
    assert first_bodies(f"Ice is broken. {bracket}") == ["Ice Board", "Coast Guard", "Fog Office"]


@pytest.mark.parametrize("close", ["Ice is broken (Fog Office).", "Ice is broken (Fog Office)"])
def test_the_full_stop_may_stand_after_the_bracket_or_nowhere(close: str) -> None:
    assert first_bodies(close) == ["Fog Office"]


def test_a_name_with_a_list_in_it_is_one_body() -> None:
    line = "Ice is broken. (Ministry of Ice, Fog and Snow and Department for Ports & Quays)"
    assert first_bodies(line) == ["Ministry of Ice, Fog and Snow", "Department for Ports & Quays"]


def test_a_name_used_alone_elsewhere_takes_no_list() -> None:
    text = (
        f"- Ice is sold. (Ministry of Ice)\n- Ice is kept. (Ministry of Ice and Customs)\n{THIRD}"
    )
    text += "- Ice is taxed. (Customs)\n"
    assert assigned(text)[1][1] == ["Ministry of Ice", "Customs"]


def test_and_within_a_name_joins_it() -> None:
    assert first_bodies("Ice is broken. (Health and Safety Executive)") == [
        "Health and Safety Executive"
    ]


def test_a_name_that_recurs_needs_no_generic_noun() -> None:
    text = "- Ice is sold. (Norfjord)\n- Ice is kept. (Norfjord, Ice Board)\n"
    assert [names for _, names in assigned(text)] == [["Norfjord"], ["Norfjord", "Ice Board"]]


def test_one_misspelt_name_beside_two_bodies_is_kept() -> None:
    line = "Ice is broken. (Ice Board, Coats Gard, Fog Office)"
    assert first_bodies(line) == ["Ice Board", "Coats Gard", "Fog Office"]


@pytest.mark.parametrize(
    "bracket",
    [
        "(IPB)",
        "(see Annex B)",
        "(June)",
        "(Oslo, 1998)",
        "(in the north)",
        "(Photo: Ice Board)",
        "(12 boats)",
        "(“Ice Board”)",
    ],
)
def test_glosses_references_dates_and_credits_are_no_bodies(bracket: str) -> None:
    text = f"- Ice is broken by the Ice Patrol Board {bracket}.\n{SECOND}{THIRD}"
    assert [measure for measure, _ in assigned(text)] == ["Fog is reported.", "Snow is cleared."]


def test_a_bracket_within_a_sentence_closes_no_measure() -> None:
    text = f"- Ice is broken (Fog Office) by boats.\n{SECOND}{THIRD}"
    assert len(assigned(text)) == 2


def test_a_lone_bracket_is_a_remark() -> None:
    assert assigned("- Fog is reported. (Ice Board)\n- Snow falls.\n") == []


def test_brackets_that_share_no_body_are_remarks() -> None:
    assert assigned("- Fog falls. (Ice Board)\n- Snow falls. (Fog Office)\n") == []


def test_a_glossary_assigns_nothing() -> None:
    text = "weir means a dam. (Ice Board)\n\nlock means a gate. (Ice Board)\n"
    assert {block.kind for block in structured(text).blocks} == {BlockKind.GLOSSARY_ENTRY}
    assert assigned(text) == []


def test_two_measures_in_one_paragraph_are_told_apart() -> None:
    text = "Ice is broken. (Ice Board) Fog is reported. (Fog Office)\n\nSnow falls. (Ice Board)\n"
    assert assigned(text)[:2] == [
        ("Ice is broken.", ["Ice Board"]),
        ("Fog is reported.", ["Fog Office"]),
    ]


def test_a_short_form_before_the_bracket_belongs_to_the_measure() -> None:
    text = f"- Ice is reported to the Ice Patrol Board (IPB). (Coast Guard)\n{SECOND}{THIRD}"
    assert assigned(text)[0] == (
        "Ice is reported to the Ice Patrol Board (IPB).",
        ["Coast Guard"],
    )


def test_a_name_cut_by_a_page_break_has_two_parts() -> None:
    line = "- Ice that lies in the sound is broken by boats every day. (Ministry of\n\n\f\nIce)\n"
    found = assignments(structured(line + SECOND + THIRD))[0]
    assert [[part.of(line) for part in parts] for parts in found.bodies] == [["Ministry of", "Ice"]]


def test_offsets_count_in_the_text() -> None:
    text = SECOND + THIRD
    found = assignments(structured(text))[1]
    assert found.group == (Span(text.rindex("(Ice"), len(text) - 1),)
    assert [parts[0].of(text) for parts in found.bodies] == ["Ice Board"]


def test_a_text_without_brackets_assigns_nothing() -> None:
    assert assigned("Fog is reported.\n") == []


# Names


@pytest.mark.parametrize(
    "name", ["Ice Board", "Ministry of Ice", "Deputy Harbour Master", "Police"]
)
def test_a_noun_for_a_body_or_an_office_makes_a_name(name: str) -> None:
    assert names_a_body(name)


@pytest.mark.parametrize("name", ["Norway", "the sea board", "Ice", ""])
def test_other_names_are_of_no_body(name: str) -> None:
    assert not names_a_body(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Ministry of Ice, Fog and Snow, the navy", "Ministry of Ice, Fog and Snow"),
        ("Minister of Ice, Fog, and Snow", "Minister of Ice, Fog, and Snow"),
        ("the Office on Ice and Fog", "Office on Ice and Fog"),
    ],
)
def test_a_name_may_list_what_a_body_is_for(text: str, name: str) -> None:
    assert [text[start:end] for start, end in listing_names(text, frozenset())] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Ice, Ministry of Fog and Coast Guard",
        "Ministry of Ice, Norway",
        "Ministry of Ice and UNODC",
    ],
)
def test_other_bodies_are_no_part_of_a_name(text: str) -> None:
    assert list(listing_names(text, frozenset())) == []


def test_a_name_that_ends_a_clause_is_undivided() -> None:
    text = "It is kept by the Ministry of Ice; the Ministry of Fog and Snow rests."
    assert undivided_names(text) == {"Ministry of Ice"}


# One name for each body


@pytest.mark.parametrize(
    "variant",
    [
        *("Department for Ice & Snow", "the Department for Ice and Snow"),
        *(
            "Department for Ice and\nSnow",
            "Department for Ice and Sn- ow",
            "Departments for Ice and Snow",
        ),
    ],
)
def test_spellings_of_one_name_are_one_body(variant: str) -> None:
    names = ["Department for Ice and Snow"] * 3 + [variant]
    assert set(bodies(names).values()) == {"Department for Ice and Snow"}


@pytest.mark.parametrize(
    "slip", ["Harbor Agency", "Harbour Agecny", "Harrbour Agency", "Harbour Agenzy"]
)
def test_a_rare_slip_of_the_pen_is_the_common_name(slip: str) -> None:
    assert bodies(["Harbour Agency"] * 3 + [slip])[slip] == "Harbour Agency"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Ice", "Ministry of Ivy"),
        ("Northern Office", "Southern Office"),
        ("Harbour Ministry", "Harbour Minister"),
        ("Harbour Office", "Harbour Officer Board"),
        ("District 1 Office", "District 2 Office"),
        ("Ministry of Health", "Ministry of Wealth"),
        ("Justice Ministry", "Finance Ministry"),
    ],
)
def test_two_bodies_stay_two(one: str, other: str) -> None:
    found = bodies([one] * 9 + [other])
    assert found == {one: one, other: other}


def test_a_word_that_other_names_spell_so_is_no_slip() -> None:
    names = ["Marine Office"] * 9 + ["Marina Office", "Marina Board"]
    assert bodies(names)["Marina Office"] == "Marina Office"


def test_a_slip_that_could_be_of_two_names_stays() -> None:
    names = ["Sailor Board"] * 3 + ["Sailer Board"] * 3 + ["Sailir Board"]
    assert bodies(names)["Sailir Board"] == "Sailir Board"


def test_a_short_form_that_the_text_defines_is_the_whole_name() -> None:
    text = "The Ice Patrol Board (IPB) sails."
    assert bodies(["Ice Patrol Board", "IPB"], text) == {
        "IPB": "Ice Patrol Board",
        "Ice Patrol Board": "Ice Patrol Board",
    }


def test_a_short_form_that_nothing_defines_stands_for_itself() -> None:
    assert bodies(["Ice Patrol Board", "IPB"], "The IPB sails.")["IPB"] == "IPB"


def test_no_names_make_no_bodies() -> None:
    assert bodies([]) == {}


@pytest.mark.parametrize("unit", ["Do it (Ice Board). ", "(A) ", "(", "Ministry of A, ", "[A (b "])
def test_a_long_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        document = structured("x " + unit * (length // len(unit)))
        begin = time.process_time()
        assignments(document)
        return time.process_time() - begin

    assert seconds(100_000) < max(8 * seconds(20_000), 2.0)
