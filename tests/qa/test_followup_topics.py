"""Questions that say only vaguely what they are about, and whom pronouns mean."""

import pytest

from qa.followup.standalone import standalone
from qa.question import Question, Turn

TREATY = Turn("When was the Harbour Treaty signed?", "On 3 May 1998.")
BIRDS = Turn("When did Sweden ratify the Bird Convention?", "In 1975.")
SUPPORT = Turn("How much did Sweden promise Norway for 2006?", "3,000 crowns")
BOARD = Turn("Who chairs the Fish Board?", "Mrs Anna Lind, a biologist.")
COUNCIL = Turn("Who chairs the Deer Council?", "Mr Olof Berg.")
AWARD = Turn("Did Olof Berg win an award?", "He won the Swan Prize in 1990.")
PRIZES = Turn("Which prizes does the town award?", "the Swan Prize, the Reed Prize")


def understood(text: str, *history: Turn) -> str:
    return standalone(Question(text, history=history))


@pytest.mark.parametrize(
    "text",
    ["Were there any objections?", "What was the reason?", "Is there any other information?"],
)
def test_a_vague_question_is_given_the_subject_of_the_conversation(text: str) -> None:
    assert understood(text, TREATY) == f"{text[:-1]} (the Harbour Treaty)?"


def test_the_person_spoken_of_is_the_subject_of_the_conversation() -> None:
    born = Turn("Where was she born?", "In Lund, near the Long Lake.")
    assert understood("What happened in 1990?", BOARD, born).endswith("(Anna Lind)?")


def test_a_request_for_more_is_about_what_was_spoken_of() -> None:
    assert understood("Tell me more.", TREATY) == "Tell me more (the Harbour Treaty)."


@pytest.mark.parametrize(
    "text",
    [
        "What are the duties of the mayor?",
        "Were there any wolves in the valley?",
        "Which documents do you have?",
        "What is the usual penalty for keeping hives on public roofs without leave?",
    ],
)
def test_a_question_that_says_what_it_is_about_is_given_no_subject(text: str) -> None:
    assert understood(text, TREATY) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Which other prizes did he win?", "Which other prizes did Olof Berg win"),
        ("Did he win any other prizes?", "Did Olof Berg win any other prizes"),
    ],
)
def test_other_things_are_asked_for_besides_the_one_that_was_named(text: str, whole: str) -> None:
    assert understood(text, AWARD) == f"{whole} besides the Swan Prize?"


def test_who_else_asks_for_others_than_the_person_of_the_answer() -> None:
    assert understood("Who else sits on it?", BOARD).endswith("besides Mrs Anna Lind?")


@pytest.mark.parametrize(
    "text",
    [
        "Which prizes other than the Reed Prize did Berg win?",
        "How do the wardens help each other?",
        "Who on the other hand keeps hives?",
    ],
)
def test_a_question_that_leaves_out_nothing_unsaid_gets_no_exception(text: str) -> None:
    assert "besides" not in understood(text, AWARD)


def test_two_pronouns_mean_the_two_persons_of_their_sex() -> None:
    assert understood("Did she thank him?", BOARD, COUNCIL) == "Did Anna Lind thank Olof Berg?"


def test_a_pronoun_goes_on_meaning_whom_it_meant() -> None:
    asked = Turn("Where does he live?", "In Lund.")
    assert understood("And when did she retire?", BOARD, COUNCIL, asked) == (
        "When did Anna Lind retire?"
    )


def test_that_treaty_and_it_mean_two_things() -> None:
    made = understood("Does it replace that convention?", BIRDS, TREATY)
    assert made == "Does the Harbour Treaty replace the Bird Convention?"


def test_it_means_what_the_same_verb_was_said_of() -> None:
    assert understood("Did she sign it?", TREATY, BOARD) == "Did Anna Lind sign the Harbour Treaty?"


def test_a_name_is_not_meant_where_it_stands_beside_the_pronoun() -> None:
    met = Turn("Where did she meet Eva Holm?", "In Malmö.")
    assert understood("Where was she born?", BOARD, met) == "Where was Anna Lind born?"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("What is that agreement about?", "What is the Harbour Treaty about?"),
        ("Who drafted this pact?", "Who drafted the Harbour Treaty?"),
    ],
)
def test_a_noun_of_the_same_sort_points_to_the_name(text: str, whole: str) -> None:
    assert understood(text, TREATY) == whole


@pytest.mark.parametrize(
    "text",
    ["I meant Norway, not Sweden", "Not Sweden but Norway", "no, Norway", "Sorry, I meant Norway."],
)
def test_a_correction_puts_the_right_for_the_wrong(text: str) -> None:
    assert understood(text, BIRDS) == "When did Norway ratify the Bird Convention?"


@pytest.mark.parametrize(
    "text",
    [
        "And how does that compare with Norway?",
        "Compared with Norway?",
        "How does it differ from Norway?",
    ],
)
def test_a_comparison_asks_the_same_of_the_other(text: str) -> None:
    assert understood(text, BIRDS) == "When did Norway ratify the Bird Convention?"


def test_whoever_receives_something_may_be_named_with_for() -> None:
    assert (
        understood("And for Finland?", SUPPORT) == "How much did Sweden promise Finland for 2006?"
    )


def test_the_one_with_a_word_of_an_item_is_that_item() -> None:
    assert "the Reed Prize" in understood("Tell me about the Reed one.", PRIZES)


@pytest.mark.parametrize(
    "text",
    [
        "Let's go back to the treaty. Who drafted it?",
        "Coming back to the Harbour Treaty, who drafted it?",
    ],
)
def test_a_return_finds_the_topic_behind_other_ones(text: str) -> None:
    assert understood(text, TREATY, BIRDS, BOARD) == "Who drafted the Harbour Treaty?"


def test_thanks_before_a_question_are_passed_over() -> None:
    assert understood("Great, thanks. And Norway?", BIRDS) == (
        "When did Norway ratify the Bird Convention?"
    )


def test_thanks_before_a_question_that_stands_alone_stay() -> None:
    text = "Thanks. Who inspects the hives on public roofs?"
    assert understood(text, BIRDS) == text


def test_it_is_none_of_the_names_that_those_asked_for_are_answered_with() -> None:
    named = (
        "the Director of Fish Health, the Director of Pond Care, and two anglers of the River Club"
    )
    board = Turn("Who are the members of the Fish Board?", named)
    assert understood("Who chairs it?", board) == "Who chairs the Fish Board?"
