import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from qa.evaluation.gold_files import shipped_gold
from qa.followup.standalone import standalone
from qa.question import Question, Turn

WORDINGS = Path(__file__).parents[1] / "data" / "followups.jsonl"

HIVES = Turn("Who inspects the hives?", "Every warden inspects each hive twice a month.")
FEES = Turn("What does a garden hive cost?", "30 crowns")
FUND = Turn("How much did the Garden Fund spend on bees in 2006?", "12,000 crowns")
BIRDS = Turn("When did Sweden ratify the Bird Convention?", "In 1975.")
TREES = Turn("How many trees were planted under the spring scheme in Lund?", "4,000")
TREATY = Turn("When was the Harbour Treaty signed?", "On 3 May 1998.")
BOARD = Turn("Who chairs the Fish Board?", "Anna Lind, a biologist.")
RIVER = Turn("Which country chairs the Glomma Commission?", "Norway")
STEPS = Turn("Which steps does the plan name?", "1. counting hives\n2. training wardens\n3. fires")
DUTIES = Turn("What are the duties of the wardens?", "They inspect hives and report swarms.")
LOANS = Turn(
    "Does the bank lend to farmers?",
    "Yes, under a credit programme for small farms run with the Ministry of Rural Affairs.",
)


def understood(text: str, *history: Turn) -> str:
    return standalone(Question(text, history=history))


# What is left out


@pytest.mark.parametrize(
    ("text", "turn", "whole"),
    [
        ("And in 2007?", FUND, "How much did the Garden Fund spend on bees in 2007?"),
        ("And 2009?", FUND, "How much did the Garden Fund spend on bees in 2009?"),
        ("and on wasps?", FUND, "How much did the Garden Fund spend on wasps in 2006?"),
        ("And the Forest Fund?", FUND, "How much did the Forest Fund spend on bees in 2006?"),
        ("And Finland?", BIRDS, "When did Finland ratify the Bird Convention?"),
        ("What about the roof hives?", HIVES, "Who inspects the roof hives?"),
        ("And in Malmö?", TREES, "How many trees were planted under the spring scheme in Malmö?"),
        ("And shrubs?", TREES, "How many shrubs were planted under the spring scheme in Lund?"),
        ("And of the mayor?", DUTIES, "What are the duties of the mayor?"),
        ("What about the harbour council?", BOARD, "Who chairs the harbour council?"),
    ],
)
def test_a_fragment_takes_the_place_of_the_phrase_of_its_kind(
    text: str, turn: Turn, whole: str
) -> None:
    assert understood(text, turn) == whole


def test_a_fragment_with_a_new_preposition_is_put_at_the_end() -> None:
    assert understood("In winter?", HIVES) == "Who inspects the hives in winter?"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("What about the autumn one?", "the autumn scheme in Lund"),
        ("And under the autumn one?", "the autumn scheme in Lund"),
        ("And the one for schools?", "the scheme for schools"),
    ],
)
def test_one_stands_for_the_noun_with_another_modifier(text: str, whole: str) -> None:
    assert understood(text, TREES) == f"How many trees were planted under {whole}?"


def test_one_with_the_same_preposition_is_the_same_thing_elsewhere() -> None:
    before = Turn("When will the evening course at Malmö begin?", "In May.")
    whole = "When will the evening course at Lund begin?"
    assert understood("And the one at Lund?", before) == whole


@pytest.mark.parametrize(
    "asked",
    ["When was the city's noise office opened?", "When was the city's gun control office opened?"],
)
def test_one_stands_for_what_is_owned_and_not_for_the_owner(asked: str) -> None:
    before = Turn(asked, "In May 1931.")
    assert understood("And the one for parks?", before) == "When was the office for parks opened?"


def test_which_one_asks_for_what_was_asked_for() -> None:
    assert understood("Which one is the dearest?", STEPS) == "Which step is the dearest?"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Who does the second one?", "Who does training wardens?"),
        ("How much does the second cost?", "How much does training wardens cost?"),
        ("When does the last one start?", "When does fires start?"),
    ],
)
def test_an_ordinal_stands_for_the_item_of_the_last_answer(text: str, whole: str) -> None:
    assert understood(text, STEPS) == whole


def test_an_ordinal_beyond_the_list_is_not_replaced() -> None:
    assert "fires" not in understood("Who does the fifth one?", STEPS)


def test_question_words_alone_ask_the_question_before_differently() -> None:
    assert understood("Since when?", LOANS) == "Since when does the bank lend to farmers?"
    assert understood("Where?", TREATY) == "Where was the Harbour Treaty signed?"


def test_question_words_after_a_question_for_the_subject_come_with_its_answer() -> None:
    assert understood("Since when?", BOARD) == "Since when (Anna Lind chairs the Fish Board)?"


@pytest.mark.parametrize("text", ["No, I meant the Forest Fund.", "no, the Forest Fund"])
def test_a_correction_asks_the_earlier_question_about_the_right_thing(text: str) -> None:
    whole = "How much did the Forest Fund spend on bees in 2006?"
    assert understood(text, FUND) == whole


# What is pointed to


@pytest.mark.parametrize(
    ("text", "turn", "whole"),
    [
        ("Who runs it?", FUND, "Who runs the Garden Fund?"),
        ("When did it enter into force?", BIRDS, "When did the Bird Convention enter into force?"),
        ("Did it sign the Fish Convention?", BIRDS, "Did Sweden sign the Fish Convention?"),
        ("Who are its members?", RIVER, "Who are the Glomma Commission's members?"),
        ("Where was she born?", BOARD, "Where was Anna Lind born?"),
        ("How are they paid?", DUTIES, "How are the wardens paid?"),
        ("What are their powers?", DUTIES, "What are the wardens' powers?"),
        ("How many of them survived?", TREES, "How many of the trees survived?"),
        ("When did it begin?", LOANS, "When did the credit programme for small farms begin?"),
        ("How many people live there?", RIVER, "How many people live in Norway?"),
    ],
)
def test_a_pronoun_becomes_the_phrase_of_the_exchange_that_fits_it(
    text: str, turn: Turn, whole: str
) -> None:
    assert understood(text, turn) == whole


@pytest.mark.parametrize(
    ("text", "turn", "whole"),
    [
        ("Who signed that treaty?", TREATY, "Who signed the Harbour Treaty?"),
        ("Where was the treaty signed?", TREATY, "Where was the Harbour Treaty signed?"),
        ("When did that country join?", RIVER, "When did Norway join?"),
    ],
)
def test_a_noun_alone_becomes_the_thing_it_was_said_of(text: str, turn: Turn, whole: str) -> None:
    assert understood(text, turn) == whole


def test_what_a_turn_pointed_to_is_still_known_in_the_next() -> None:
    asked = Turn("Has Finland ratified it?", "No.")
    assert understood("Who drafted it?", BIRDS, asked) == "Who drafted the Bird Convention?"


def test_an_earlier_person_is_found_when_the_last_exchange_names_none() -> None:
    assert understood("Where does she live?", BOARD, FEES) == "Where does Anna Lind live?"


def test_what_a_word_points_to_is_put_behind_the_question_if_that_is_not_clear() -> None:
    assert understood("Which towns benefit from that?", FUND) == (
        "Which towns benefit from that (the Garden Fund)?"
    )


def test_an_answer_that_knows_nothing_names_nothing() -> None:
    turn = Turn("Who chairs the Fish Board?", "I don't know Anna Lind.")
    assert "Anna" not in understood("Where was she born?", turn)


def test_no_whole_sentence_of_an_answer_is_taken_over() -> None:
    answer = "The Timber Board, which the king set up in 1903, looks after woods and roads. " * 50
    made = understood("Where does it sit?", Turn("Which board looks after the woods?", answer))
    assert made == "Where does the Timber Board sit?"


# Topics


@pytest.mark.parametrize(
    "text", ["Back to the treaty: who signed it?", "As for the Harbour Treaty, who signed it?"]
)
def test_an_earlier_topic_can_be_returned_to(text: str) -> None:
    assert understood(text, TREATY, BOARD) == "Who signed the Harbour Treaty?"


@pytest.mark.parametrize(
    "text",
    [
        "Who may appeal to the mayor within ten days?",
        "Which frames that carry foulbrood are burnt?",
        "Who said that wardens burn frames?",
        "How many hives are there on public roofs?",
        "Which animals other than bees are kept on roofs?",
        "Which diseases such as foulbrood are reported?",
        "What is FERA?",
        "Who is the Warden General?",
        "Why is it vital that wardens count swarms?",
        "Did Norway say when it will pay?",
        "How do wardens let their dogs rest?",
        "Norway promised Finland ten boats. How many of those boats has it delivered?",
        "Which wardens train dogs so that they find swarms?",
        "warden duties fire brigade swarms",
        "When was the Forest Fund founded?",
        "What are the duties of the mayor?",
    ],
)
def test_a_question_that_needs_no_history_is_taken_as_it_is(text: str) -> None:
    for turn in (HIVES, FEES, FUND, TREATY, RIVER, BOARD, DUTIES):
        assert understood(text, turn) == text


def test_a_question_with_its_own_topic_takes_nothing_over_for_its_and() -> None:
    text = "And how often do wardens inspect boats?"
    assert understood(text, BOARD) == text


def test_a_question_without_history_is_taken_as_it_is() -> None:
    assert understood("And how often is it done?") == "And how often is it done?"


def test_white_space_is_folded_everywhere() -> None:
    turn = Turn(" When did\n Sweden ratify the\tBird Convention?", " In\n1975. ")
    whole = "When did Finland ratify the Bird Convention?"
    assert understood("\n And  Finland? ", turn) == whole


# The whole


def test_the_development_followups_come_near_to_how_a_person_words_them() -> None:
    wordings = {
        record["id"]: record["standalone"]
        for record in map(json.loads, WORDINGS.read_text(encoding="utf-8").splitlines())
    }
    gold = {each.id: each for each in shipped_gold() if each.history}
    assert gold.keys() == wordings.keys()
    scores = [
        overlap(understood(each.question, *each.history), wordings[name])
        for name, each in gold.items()
    ]
    assert sum(scores) / len(scores) > 0.9


def overlap(one: str, other: str) -> float:
    """Return the token F1 of two questions, case and punctuation aside."""
    bags = [Counter(re.findall(r"\w+", text.lower())) for text in (one, other)]
    common = (bags[0] & bags[1]).total()
    return 2 * common / (bags[0].total() + bags[1].total())


def test_the_development_questions_stay_as_they_are_after_any_conversation() -> None:
    gold = shipped_gold()
    histories = [each.history for each in gold if each.history]
    alone = [each for each in gold if not each.history]
    changed = [
        each.question
        for at, each in enumerate(alone)
        if understood(each.question, *histories[at % len(histories)]) != each.question
    ]
    assert len(changed) <= len(alone) // 50


@pytest.mark.parametrize(
    "odd", ["it ", "the ", "A", '"', "\n", "1. a\n", "Which that of ", "x's ", "a-", "one of the "]
)
def test_odd_conversations_are_understood_quickly(odd: str) -> None:
    long = odd * (100_000 // len(odd))
    started = time.process_time()
    understood(long, BOARD)
    understood("And the second one?", *[Turn(long, long)] * 20)
    understood(long[:399], *[Turn(long[:399], long)] * 20)
    assert time.process_time() - started < 2
