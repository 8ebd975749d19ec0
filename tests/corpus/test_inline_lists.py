import pytest

from corpus.lists.inline_lists import inline_lists
from corpus.lists.item_list import ItemList, ListKind
from corpus.lists.separators import enclosed, masked, separators
from corpus.stitched import read
from corpus.structure import StructuredDocument
from tests.corpus_helpers import structured


def items_of(text: str, *kinds: ListKind) -> list[list[str]]:
    """Return the items of each list within the sentences of a text, of some kinds or of all."""
    document = structured(text)
    return [
        [read(document.document.text, item.parts) for item in found.items]
        for found in inline_lists(document)
        if not kinds or found.kind in kinds
    ]


def only(text: str) -> tuple[StructuredDocument, ItemList]:
    document = structured(text)
    (found,) = inline_lists(document)
    return document, found


# Labels within a sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The ice plan covers: (1) buoys, (2) lamps at sea, and (3) pilots.",
        "The ice plan covers (a) buoys; (b) lamps at sea; (c) pilots.",
        "The ice plan covers (i) buoys, (ii) lamps at sea and (iii) pilots.",
        "The ice plan covers: 1) buoys, 2) lamps at sea, 3) pilots.",
        "The ice plan covers, first, buoys; second, lamps at sea; and third, pilots.",
        "The ice plan covers, firstly, buoys, secondly, lamps at sea, and finally, pilots.",
    ],
)
def test_labelled_items_are_without_label_commas_and_conjunction(sentence: str) -> None:
    assert items_of(sentence) == [["buoys", "lamps at sea", "pilots"]]


def test_sentences_that_begin_with_ordinals_are_items() -> None:
    text = "It does three things. First, it sails. Second, it reports. Third, it warns all boats."
    document, found = only(text)
    assert items_of(text) == [["it sails", "it reports", "it warns all boats"]]
    assert read(document.document.text, found.lead_in) == "It does three things."
    assert found.announced == 3


def test_the_label_stands_beside_its_item() -> None:
    document, found = only("The ice plan covers: (1) buoys and (2) lamps.")
    text = document.document.text
    assert [item.label.of(text) for item in found.items if item.label] == ["(1)", "(2)"]


def test_a_labelled_list_is_led_in_by_its_sentence_so_far() -> None:
    document, found = only("It is cold. The ice plan has two parts: (1) buoys and (2) lamps.")
    assert read(document.document.text, found.lead_in) == "The ice plan has two parts:"
    assert found.announced == 2


def test_the_letter_that_is_a_roman_number_goes_on_after_the_letter_before_it() -> None:
    letters = "abcdefghij"
    sentence = "It covers " + "; ".join(f"({letter}) ice {letter}" for letter in letters) + "."
    assert items_of(sentence) == [[f"ice {letter}" for letter in letters]]


def test_a_list_within_an_item_is_a_list_of_its_own() -> None:
    sentence = "It covers (1) lamps (a) at sea and (b) on land, and (2) buoys."
    assert items_of(sentence) == [
        ["lamps (a) at sea and (b) on land", "buoys"],
        ["at sea", "on land"],
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Paragraph (a) applies to lamps, and paragraph (b) to buoys.",
        "It was moored (1) in Bodø.",
        "It was moored (2) in Bodø and (3) in Narvik.",
    ],
)
def test_references_and_labels_that_do_not_begin_a_series_are_no_items(sentence: str) -> None:
    assert items_of(sentence, ListKind.LABELLED) == []


def test_the_last_item_ends_where_the_sentence_goes_on_without_it() -> None:
    sentence = "It pays for (1) buoys and (2) lamps at sea, and that it would train pilots, too."
    assert items_of(sentence, ListKind.LABELLED) == [["buoys", "lamps at sea"]]


# Announced by a phrase or a colon


@pytest.mark.parametrize(
    "sentence",
    [
        "The fleet consists of tugs, ferries and rafts.",
        "Small boats, including tugs, ferries, and rafts, may pass.",
        "Small boats such as tugs, ferries and rafts are slow.",
        "Three kinds of boats may pass, namely tugs, ferries and rafts.",
        "The fleet comprises tugs, ferries and rafts.",
        "The following may pass: tugs, ferries and rafts.",
        "The following may pass: tugs; ferries; and rafts.",
        "The fleet has: tugs, ferries, rafts.",
        "A treaty exists between tugs, ferries and rafts.",
        "Some boats (such as tugs, ferries and rafts) may pass.",
        "It meets with tugs, ferries and rafts in March.",
        "It covers tugs, ferries, rafts, etc. on the sea.",
        "The fleet consists of tugs, ferries, rafts and others.",
    ],
)
def test_items_are_without_commas_conjunction_and_what_follows(sentence: str) -> None:
    assert items_of(sentence) == [["tugs", "ferries", "rafts"]]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("It runs small boats such as tugs and ferries.", ListKind.NAMED),
        ("It rests on two pillars: tugs and ferries.", ListKind.NAMED),
        ("It works with the tugs, the ferries and the rafts.", ListKind.SERIES),
    ],
)
def test_a_list_knows_whether_something_announces_it(sentence: str, kind: ListKind) -> None:
    _, found = only(sentence)
    assert found.kind is kind


def test_the_lead_in_is_the_sentence_up_to_the_first_item() -> None:
    document, found = only("It is cold. Two boats are slow, namely tugs and ferries.")
    assert read(document.document.text, found.lead_in) == "Two boats are slow, namely"
    assert found.announced == 2


def test_a_remark_after_the_last_item_tells_the_number_and_is_no_item() -> None:
    text = "- Ice Board: Tug Union, Ferry Union and Raft Union (3 unions in total)\n"
    _, found = only(text)
    assert items_of(text) == [["Tug Union", "Ferry Union", "Raft Union"]]
    assert found.announced == 3


def test_brackets_after_every_item_belong_to_them() -> None:
    sentence = "The panel: Anna Vos (chair), Jan Smit (clerk), Per Lund (pilot)."
    assert items_of(sentence) == [["Anna Vos (chair)", "Jan Smit (clerk)", "Per Lund (pilot)"]]


def test_items_parted_by_semicolons_keep_their_commas() -> None:
    sentence = "The following sail: tugs, old and new; ferries; and rafts, large ones."
    assert items_of(sentence, ListKind.NAMED) == [
        ["tugs, old and new", "ferries", "rafts, large ones"]
    ]


def test_an_exclamation_in_a_quoted_title_does_not_end_a_list() -> None:
    text = 'The events are: "Help!" Week (May); "Ice Month" (June); and "Lamp Day" (July).'
    assert items_of(text, ListKind.NAMED) == [
        ['"Help!" Week (May)', '"Ice Month" (June)', '"Lamp Day" (July)']
    ]


# Joined by commas and "and" alone


def test_commas_within_brackets_and_quotes_part_nothing() -> None:
    sentence = "It sells lamps (red, green and white), “Ice, Fog and Snow” and buoys."
    assert items_of(sentence)[0] == ["lamps (red, green and white)", "“Ice, Fog and Snow”", "buoys"]


def test_a_list_in_brackets_is_found_by_itself() -> None:
    assert items_of("It sells lamps (red, green and white).") == [["red", "green", "white"]]


def test_an_item_may_hold_and_where_the_list_goes_on() -> None:
    sentence = "The plan covers repair and supply, moorings, and pilots."
    assert items_of(sentence) == [["The plan covers repair and supply", "moorings", "pilots"]]


def test_names_of_bodies_that_hold_a_list_are_one_item() -> None:
    sentence = (
        "It works with the Ministry of Ice, Fog and Snow, the Ministry of Ports and the Lamp Board."
    )
    assert items_of(sentence) == [
        ["the Ministry of Ice, Fog and Snow", "the Ministry of Ports", "the Lamp Board"]
    ]


def test_a_name_that_the_text_uses_alone_holds_no_list() -> None:
    text = "The Ministry of Ice rests. It works with the Ministry of Ice, Norway and Sweden."
    assert items_of(text) == [["the Ministry of Ice", "Norway", "Sweden"]]


def test_two_names_after_a_preposition_are_a_list() -> None:
    assert items_of("Ice was shipped from Narvik and Vardø.") == [["Narvik", "Vardø"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ice and fog are cold.",
        "Norway and Sweden met.",
        "In 2018, Norway signed the treaty, and Sweden joined it later.",
        "Furthermore, Norway and Sweden will sign.",
        "The patrol, which was founded in 1950, sails in winter, and the boats rest.",
        "The fee is 1,200 or 1,300 kroner.",
        "It rose between 2003 and 2007.",
    ],
)
def test_other_sentences_with_commas_and_conjunctions_are_no_lists(sentence: str) -> None:
    assert items_of(sentence) == []


def test_a_list_cut_by_a_page_break_is_found_whole() -> None:
    text = (
        "The winter patrol of the county sails to Bodø, Narvik, the outer\n\f\nislands and Vardø.\n"
    )
    _, found = only(text)
    assert items_of(text) == [["Bodø", "Narvik", "the outer islands", "Vardø"]]
    assert [len(item.parts) for item in found.items] == [1, 1, 2, 1]


def test_the_label_of_an_item_on_its_own_line_belongs_to_no_list_within_it() -> None:
    text = "It may:\n\n- (a) paint, mend, and sell boats;\n- (b) hire pilots.\n"
    assert items_of(text, ListKind.SERIES) == [["paint", "mend", "sell boats"]]


def test_a_cell_of_a_table_may_hold_a_list() -> None:
    text = "Ports by kind\n\nKind\tPorts\nwarm\tBodø (1912), Narvik (1920), Alta (1931)\n"
    assert items_of(text) == [["Bodø (1912)", "Narvik (1920)", "Alta (1931)"]]


def test_every_item_is_exactly_its_slice() -> None:
    text = "It sails   to Bodø,\nNarvik and  Vardø, as told.\n"
    _, found = only(text)
    assert [[part.of(text) for part in item.parts] for item in found.items] == [
        ["Bodø"],
        ["Narvik"],
        ["Vardø"],
    ]


# Separators


def test_a_comma_with_its_conjunction_is_one_separator() -> None:
    found = separators("ice, and fog or snow; rain")
    assert [(one.sign, one.word) for one in found] == [(",", "and"), ("", "or"), (";", "")]


def test_commas_within_numbers_are_no_separators() -> None:
    assert separators("1,200 boats") == ()


def test_a_bracket_without_its_partner_encloses_nothing() -> None:
    assert enclosed("ice (fog, snow") == []
    assert enclosed("ice) fog (a (b)) c") == [(9, 16)]


def test_a_masked_text_keeps_its_length() -> None:
    assert masked("ice (a, b) fog", [(4, 10)]) == "ice (xxxxx fog"


# The following


def test_the_following_announces_the_items_below_and_none_in_its_own_sentence() -> None:
    text = (
        "The plan has the following aims for harmony between pilots under the Board and steps "
        "taken towards each aim.\n\n- calm seas\n- dry feet\n"
    )
    assert items_of(text) == []


def test_a_sentence_that_leads_in_items_below_may_hold_a_list_of_its_own() -> None:
    text = "Cod, herring and mackerel are kept by these means.\n\n- salt\n- ice\n"
    assert ["Cod", "herring", "mackerel"] in items_of(text)
