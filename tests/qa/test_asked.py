import time

import pytest

from qa.analysis.asked import asked
from qa.analysis.forms import Form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("When was the lighthouse lit?", Form.DATE),
        ("Since when have ferries crossed the bay?", Form.DATE),
        ("In which month does the fair open?", Form.DATE),
        ("How long ago was the mill sold?", Form.DATE),
        ("bridge opening date?", Form.DATE),
        ("How many ferries cross the bay?", Form.NUMBER),
        ("What share of the catch is herring?", Form.NUMBER),
        ("By how much did the tolls rise?", Form.NUMBER),
        ("How often does the board meet?", Form.NUMBER),
        ("herring % of catch", Form.NUMBER),
        ("Who keeps the lighthouse?", Form.WHO),
        ("Whose signature is on the charter?", Form.WHO),
        ("Which minister opened the mill?", Form.WHO),
        ("Which agency licenses the pilots?", Form.BODY),
        ("Where do the ferries moor?", Form.PLACE),
        ("In what part of the county is the mill?", Form.PLACE),
        ("What is a bollard?", Form.DEFINITION),
        ("What exactly is the Bay Charter?", Form.DEFINITION),
        ("What is the Bay Process?", Form.DEFINITION),
        ("Who counts as a pilot?", Form.DEFINITION),
        ("What qualifies as a small net?", Form.DEFINITION),
        ("What does BFC stand for?", Form.DEFINITION),
        ("How is a vessel defined?", Form.DEFINITION),
        ("bfc full name", Form.DEFINITION),
        ("Why were the tolls raised?", Form.REASON),
        ("What prompted the review?", Form.REASON),
        ("What is the purpose of the levy?", Form.REASON),
        ("What is the levy for?", Form.REASON),
        ("How can a pilot renew a licence?", Form.MANNER),
        ("What is the process for a licence?", Form.MANNER),
        ("By what means are nets checked?", Form.MANNER),
        ("What do divers use to clear the weir?", Form.MANNER),
        ("What has the board pledged?", Form.ACTION),
        ("What is the board doing about silt?", Form.ACTION),
        ("Has the weir been cleared?", Form.YES_NO),
        ("Which species spawn in the bay?", Form.WHICH),
        ("What are the four duties of the pilot?", Form.WHICH),
        ("List the duties of the pilot.", Form.WHICH),
        ("harbour silt clearance", Form.TEXT),
        ("And the outer harbour?", Form.TEXT),
        ("What makes the weir leak?", Form.TEXT),
        ("Can you give me an overview?", Form.TEXT),
        ("tolls up 3 %", Form.TEXT),
        ("What about the outer harbour?", Form.TEXT),
    ],
)
def test_a_question_has_the_form_of_its_words(question: str, form: Form) -> None:
    assert asked(question).form is form


@pytest.mark.parametrize(
    "question",
    ["why did tolls rise", "WHY DID TOLLS RISE", "tolls rose why", "Why did tolls rise ?"],
)
def test_case_marks_and_place_of_the_question_word_change_nothing(question: str) -> None:
    assert asked(question).form is Form.REASON


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("wich agency runs the ferry", Form.BODY),
        ("whne was the weir built", Form.DATE),
        ("wher do ferries moor", Form.PLACE),
        ("how mny ferries are there", Form.NUMBER),
    ],
)
def test_a_slip_in_a_question_word_is_mended(question: str, form: Form) -> None:
    assert asked(question).form is form


@pytest.mark.parametrize("question", ["wheat then", "were there whole nets", "hat and chat"])
def test_words_that_look_like_question_words_are_none(question: str) -> None:
    assert asked(question).form in {Form.TEXT, Form.YES_NO}


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("According to the charter, why are nets banned?", Form.REASON),
        ("Besides dredging, how has the board cleared silt?", Form.MANNER),
        ("When mending nets, which knots do fishers tie?", Form.WHICH),
        ("For crews who sail at night, what is the minimum age?", Form.NUMBER),
        ("Under the charter, may ferries race?", Form.YES_NO),
        ("If a net is torn, does the guild pay?", Form.YES_NO),
    ],
)
def test_an_introduction_is_skipped(question: str, form: Form) -> None:
    assert asked(question).form is form


def test_a_sentence_before_the_question_is_context_alone() -> None:
    assert asked("The board knows when silt comes. How many dredgers has it?").form is Form.NUMBER


def test_the_first_of_two_questions_counts() -> None:
    assert asked("When was the weir built, and which firm built it?").form is Form.DATE


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Can you tell me when the weir was built?", Form.DATE),
        ("Does the charter say who pays?", Form.WHO),
        ("Does the charter protect crews who sail at night?", Form.YES_NO),
    ],
)
def test_an_indirect_question_asks_for_what_it_holds(question: str, form: Form) -> None:
    assert asked(question).form is form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("What is the Bay Harbour Agency?", Form.DEFINITION),
        ("what is the agency of the bay", Form.BODY),
        ("What is the largest port in the bay?", Form.PLACE),
        ("What is the role of the pilot?", Form.WHICH),
    ],
)
def test_a_name_asks_for_a_definition_and_a_description_for_the_thing(
    question: str, form: Form
) -> None:
    assert asked(question).form is form


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which trade guilds signed the charter?", "guilds"),
        ("Which guild oversees the weir?", "guild"),
        ("Which guilds inspect incoming nets for holes?", "guilds"),
        ("How many night ferries were cancelled?", "ferries"),
        ("How many crew fled to the shore?", "crew"),
        ("How much money did the levy raise?", "money"),
        ("How much better are the new nets?", ""),
        ("What kind of rope holds a ferry?", "rope"),
        ("In which of the ports named is ice sold?", "ports"),
        ("What's the name of the ferry?", "ferry"),
        ("Where do ferries moor?", ""),
    ],
)
def test_the_noun_asked_for_is_the_head_of_its_phrase(question: str, noun: str) -> None:
    assert asked(question).noun == noun


def test_years_and_numbers_are_told_apart() -> None:
    question = asked("Of the 2,370 ferries of 1998, were 64.5 % older than the 4th and $1999?")
    assert question.years == ("1998",)
    assert question.numbers == ("2370", "64.5", "4", "1999")


def test_number_words_count_save_one_and_first() -> None:
    assert asked("Which one of the three guilds first signed the Fifth Charter?").numbers == (
        "3",
        "5",
    )


def test_part_of_a_larger_number_word_is_no_number() -> None:
    assert asked("How many nets, in ten thousands, were sold?").numbers == ()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "Did Ana Reyes sign the Charter of the Bay with BFC?",
            ("Ana Reyes", "Charter of the Bay", "BFC"),
        ),
        ("Ferries stop where?", ()),
        ("BFC moors where?", ("BFC",)),
        ("Bay Harbour closes when?", ("Bay Harbour",)),
        ("Is Ana's boat in Vigo's port?", ("Ana", "Vigo")),
        ("Who wrote “the old weir”?", ("the old weir",)),
        ("When in May did it open?", ()),
        ("Is Ana May in the Friday Club?", ("Ana May", "Friday Club")),
        ("Did Ana R. Silva sign?", ("Ana R. Silva",)),
        ("When was plan B?", ("B",)),
        ("WHERE IS THE WEIR?", ()),
        ("where is vigo", ()),
    ],
)
def test_names_are_runs_of_capitals_and_quoted_titles(
    question: str, names: tuple[str, ...]
) -> None:
    assert asked(question).names == names


def test_terms_are_the_content_words_in_order_without_repeats() -> None:
    question = asked("Which port, in 1998, had the port's 3 anti-silt nets?")
    assert question.terms == ("port", "anti", "silt", "nets")


def test_a_mended_question_word_is_no_term() -> None:
    assert asked("wich port is deep").terms == ("port", "deep")


@pytest.mark.parametrize(
    "question", ["", " \n", "?", "…", "\ud83d", "٣", '"…"', "who", "what", "%"]
)
def test_any_text_is_read(question: str) -> None:
    assert asked(question).names == ()


@pytest.mark.parametrize(
    "piece", ["a", "1,", "what in ", "A of ", "(", "“", '"a', "A. ", "a-", "and what ", "é\u0301"]
)
def test_a_hostile_question_is_read_in_little_time(piece: str) -> None:
    begin = time.process_time()
    asked((piece * 100_000)[:100_000])
    assert time.process_time() - begin < 1.0
