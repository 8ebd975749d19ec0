import pytest

from qa.followup import standalone
from qa.question import Question, Turn

HIVES = Turn("Who inspects the hives?", "Every warden inspects each hive twice a month.")
FEES = Turn("What does a garden hive cost?", "30 crowns")


@pytest.mark.parametrize(
    "text",
    [
        "And how often do wardens inspect the hives?",
        "What about the hives that stand on roofs?",
        "How often does it have to be done?",
        "Which frames do they have to burn?",
        "Where are those frames taken by the brigade?",
        "When is that due in the first year?",
        "What do wardens have to do about that?",
        "Which others have to be inspected there?",
        "How often?",
        "In winter?",
        "What is that?",
    ],
)
def test_a_question_that_leans_on_its_history_is_read_with_it(text: str) -> None:
    understood = standalone(Question(text, history=(HIVES,)))
    assert understood.startswith("Who inspects the hives? ")
    assert understood.endswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who may appeal to the mayor within ten days?",
        "Which frames that carry foulbrood are burnt?",
        "How many hives are there on public roofs?",
        "Which animals other than bees are kept on roofs?",
        "Which diseases such as foulbrood are reported?",
        "What is FERA?",
        "Who is the Warden General?",
    ],
)
def test_a_question_that_stands_alone_is_taken_as_it_is(text: str) -> None:
    assert standalone(Question(text, history=(HIVES, FEES))) == text


def test_a_question_without_history_is_taken_as_it_is() -> None:
    assert standalone(Question("And how often is it done?")) == "And how often is it done?"


def test_only_the_last_two_questions_are_read() -> None:
    first = Turn("Where does the mayor live?", "In the town hall.")
    understood = standalone(Question("And for the roofs?", history=(first, HIVES, FEES)))
    assert "mayor" not in understood
    assert understood.index(HIVES.question) < understood.index(FEES.question)


def test_white_space_is_folded_everywhere() -> None:
    history = (Turn(" Who\n inspects the\thives?", " Every\nwarden. "),)
    understood = standalone(Question("\n And  how often? ", history=history))
    assert understood == " ".join(understood.split())
    assert understood.endswith("And how often?")
