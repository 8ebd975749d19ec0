"""Whole conversations, over documents that were written for them."""

import time
from itertools import pairwise

import pytest

from qa.followup.standalone import standalone
from qa.question import Question, Turn

# What is asked, what it is to be understood as, and what is answered.
Told = tuple[str, str, str]

GARDENS: tuple[Told, ...] = (
    ("Hello!", "Hello!", "Hello. Ask me about the gardens."),
    (
        "How much did the Garden Fund spend on bees in 2005?",
        "How much did the Garden Fund spend on bees in 2005?",
        "12,000 crowns",
    ),
    ("And in 2007?", "How much did the Garden Fund spend on bees in 2007?", "14,000 crowns"),
    ("I meant 2006", "How much did the Garden Fund spend on bees in 2006?", "13,000 crowns"),
    ("Who runs it?", "Who runs the Garden Fund?", "Mrs Anna Lind."),
    ("Where was she born?", "Where was Anna Lind born?", "In Lund."),
    ("Thanks, great!", "Thanks, great!", "You are welcome."),
    ("When was the Harbour Treaty signed?", "When was the Harbour Treaty signed?", "In 1998."),
    ("Did she sign it?", "Did Anna Lind sign the Harbour Treaty?", "Yes."),
    (
        "Back to the fund: when was it founded?",
        "When was the Garden Fund founded?",
        "In 1990.",
    ),
    ("How many hives stand in Malmö?", "How many hives stand in Malmö?", "Forty."),
    ("And how does that compare with Lund?", "How many hives stand in Lund?", "Thirty."),
)
PANELS: tuple[Told, ...] = (
    (
        "Who are the members of the ferry headquarters?",
        "Who are the members of the ferry headquarters?",
        "Head of the Tide Office\nClerk of the Rope Bureau\nWarden of the Lamp Agency",
    ),
    ("How often did it meet?", "How often did the ferry headquarters meet?", "Twice."),
)
PRIZES: tuple[Told, ...] = (
    (
        "Which prizes does the Reed Academy award?",
        "Which prizes does the Reed Academy award?",
        "- the Swan Prize\n- the Pike Prize\n- the Carp Prize",
    ),
    ("When was the second one founded?", "When was the Pike Prize founded?", "In 1950."),
    ("Who gives that award?", "Who gives the Pike Prize?", "The Reed Academy."),
    ("Who heads the Reed Academy?", "Who heads the Reed Academy?", "Mr Olof Berg."),
    ("Who wrote its rules?", "Who wrote the Reed Academy's rules?", "Mrs Eva Holm."),
    ("When did he meet her?", "When did Olof Berg meet Eva Holm?", "In 1961."),
    ("What does a pike eat?", "What does a pike eat?", "Smaller fish."),
)
TREATIES: tuple[Told, ...] = (
    (
        "When did Sweden ratify the Bird Convention?",
        "When did Sweden ratify the Bird Convention?",
        "In 1975.",
    ),
    ("not Sweden, Norway", "When did Norway ratify the Bird Convention?", "In 1977."),
    (
        "Which pact protects fish?",
        "Which pact protects fish?",
        "The Salmon Agreement.",
    ),
    (
        "Does it replace that convention?",
        "Does the Salmon Agreement replace the Bird Convention?",
        "No.",
    ),
    ("Okay, thanks. Who signed that treaty?", "Who signed the Salmon Agreement?", "Norway."),
    (
        "Who heads the headquarters on drugs?",
        "Who heads the headquarters on drugs?",
        "Nobody yet.",
    ),
    ("no, the firearms one", "Who heads the firearms headquarters?", "The mayor."),
)


@pytest.mark.parametrize(
    "conversation",
    [GARDENS, PANELS, PRIZES, TREATIES],
    ids=["gardens", "panels", "prizes", "treaties"],
)
def test_each_turn_of_a_conversation_is_understood_from_those_before(
    conversation: tuple[Told, ...],
) -> None:
    history: tuple[Turn, ...] = ()
    for typed, meant, answer in conversation:
        understood = standalone(Question(typed, history=history))
        assert understood == meant
        history = (*history, Turn(typed, answer))


def test_the_same_conversation_is_understood_alike_every_time() -> None:
    history = tuple(Turn(typed, answer) for typed, _, answer in GARDENS)
    question = Question("Who told her about it?", history=history)
    assert len({standalone(question) for _ in range(3)}) == 1


def test_a_question_on_something_else_is_taken_as_it_is_anywhere_in_a_conversation() -> None:
    history: tuple[Turn, ...] = ()
    for typed, _, answer in (*GARDENS, *PRIZES):
        for text in ("Which courts hear appeals against fines?", "What does the Otter Act forbid?"):
            assert standalone(Question(text, history=history)) == text
        history = (*history, Turn(typed, answer))


@pytest.mark.parametrize("text", ["Thanks!", "ok, thank you very much", "Good morning", "Really?"])
def test_what_asks_nothing_takes_nothing_over(text: str) -> None:
    assert standalone(Question(text, history=(Turn("Who heads the Fish Board?", "Lind."),))) == text


@pytest.mark.parametrize(
    "text",
    [
        "¿Quién firmó el tratado?",
        "Wann wurde der Vertrag unterzeichnet?",
        "条約はいつ署名されましたか",
    ],
)
def test_a_question_in_another_language_keeps_all_its_words(text: str) -> None:
    history = tuple(Turn(typed, answer) for typed, _, answer in TREATIES)
    assert standalone(Question(text, history=history)).startswith(text[:-1])


@pytest.mark.parametrize(
    "text", ["¿Quién dirige el consejo?", "Qui dirige le conseil ?", "誰が議長ですか"]
)
def test_a_turn_in_another_language_does_no_harm_to_the_next(text: str) -> None:
    history = (Turn("When was the Harbour Treaty signed?", "In 1998."), Turn(text, "…"))
    made = standalone(Question("Who signed that treaty?", history=history))
    assert made == "Who signed the Harbour Treaty?"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        " \n ",
        "<script>alert('it')</script>",
        "| a | b |\n|---|---|\n| **the second** | [it](http://x.y) |",
        "</p>" * 25_000,
        "Anna Lind " * 10_000,
        "- one\n" * 20_000,
        "\x00\u202e\ufeff" * 1_000,
    ],
    ids=["empty", "blank", "script", "table", "tags", "names", "list", "controls"],
)
def test_hostile_answers_are_read_quickly_and_never_run_into_the_question(answer: str) -> None:
    history = tuple(Turn(f"Who heads the Board in {year}?", answer) for year in range(1990, 2010))
    started = time.process_time()
    for text in ("And in 2011?", "When was the second one founded?", "Where was she born?"):
        made = standalone(Question(text, history=history))
        assert len(made) <= 400
        assert "\n" not in made
    assert time.process_time() - started < 2


def test_every_question_of_a_long_conversation_stays_short() -> None:
    history: tuple[Turn, ...] = ()
    lengths = []
    for turn in range(20):
        text = ("And why?", "And the others?", "What is that?", "Any other ones?")[turn % 4]
        lengths.append(len(standalone(Question(text, history=history))))
        history = (*history, Turn(text, "The Board of the Fund of the Town of Lund, which is old."))
    assert max(lengths) < 200
    assert all(later < earlier + 100 for earlier, later in pairwise(lengths))
