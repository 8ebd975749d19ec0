import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from qa.answer import AnswerKind, Correction
from qa.correcting.english import english
from qa.correcting.neighbours import Beside, neighbours
from qa.correcting.question import corrected
from qa.question import MAX_QUESTION_CHARACTERS, Question, Turn
from tests.fakes import HashedWords
from tests.qa_helpers import build, serving

HARBOUR = """\
# Harbour Rules

The Harbour Authority of Veldmark inspects fishing vessels every spring. The harbour keeps two
lighthouses, and the lighthouse keepers report to the Harbour Authority.

The Coastal Pollution Unit (CPU) fines vessels that pollute the harbour. Brasil and Veldmark share
an agreement on harbour pilots. Bodies such as UNCTAD observe it.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedIndex]:
    data = build(tmp_path_factory.mktemp("harbour"), {"harbour.md": HARBOUR})
    with EmbeddedIndex.open(data, HashedWords()) as opened:
        yield opened


def read(text: str, index: EmbeddedIndex, *history: Turn) -> str:
    return corrected(Question(text, history), index).question.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who inspects fishing vessles?", "who inspects fishing vessels?"),
        ("Who keeps the lighthuoses?", "Who keeps the lighthouses?"),
        ("Which ligthhosues are there?", "Which lighthouses are there?"),
        ("what does the harbuor authoritty do", "what does the harbour authority do"),
        ("Where is Veldmakr?", "Where is Veldmark?"),
        ("where is veldmrak", "where is veldmark"),
    ],
)
def test_misspelt_words_of_the_collection_are_put_right(
    typed: str, meant: str, index: EmbeddedIndex
) -> None:
    assert read(typed, index) == meant


def test_a_misspelt_common_word_is_put_right_though_the_collection_lacks_it(
    index: EmbeddedIndex,
) -> None:
    assert read("What is the diffrence?", index) == "What is the difference?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("How maby harbours are there?", "How many harbours are there?"),
        ("What is on the genda?", "What is on the agenda?"),
        ("Wht does the harbour keep?", "What does the harbour keep?"),
        ("Wen is the harbour inspected?", "When is the harbour inspected?"),
        ("Who works wih the pilots?", "Who works with the pilots?"),
    ],
)
def test_the_words_beside_it_tell_what_a_short_word_was_meant_to_be(
    typed: str, meant: str, index: EmbeddedIndex
) -> None:
    assert read(typed, index) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hWere is Veldmark?", "Where is Veldmark?"),
        ("Where is VVeldmark?", "Where is Veldmark?"),
        ("What is UNTCAD?", "What is UNCTAD?"),
        ("What is UNCCTAD?", "What is UNCTAD?"),
    ],
)
def test_swapped_and_doubled_letters_are_put_right_in_words_with_capitals_inside(
    typed: str, meant: str, index: EmbeddedIndex
) -> None:
    assert read(typed, index) == meant


@pytest.mark.parametrize(
    "text", ["Why is Wat Arun known?", "Wen Jiabao came when?", "What is CUP?", "who is npn for"]
)
def test_names_and_words_of_three_letters_stay(text: str, index: EmbeddedIndex) -> None:
    assert read(text, index) == text


@pytest.mark.parametrize(
    "text",
    [
        "What does Brazil pay?",
        "what does kenya pay",
        "Who inspects fishing nets in Djibouti?",
        "Do lightships report to the authorities?",
        "Which pollutants are fined by inspectors?",
        "Who is Menendez?",
        "What is Sint Maarten and where is st. kitts?",
        "What do tRNAs, iPhones and eBay do?",
        "Is dialing from the harbor free?",
        "What is UNCTED?",
        "Who reads iVessles?",
        "Don't they inspect? They're the harbour's pilots, aren't they?",
        "Who runs www.harbuor.org, pilots@harbuor.org and C:\\harbuor?",
        "vessl3s, 2003rd and 1990s",
    ],
)
def test_words_that_are_no_slips_stay(text: str, index: EmbeddedIndex) -> None:
    assert corrected(Question(text), index).corrections == ()
    assert read(text, index) == text


@pytest.mark.parametrize("text", ["Who pays the pilotss and the organiser?", "lighthouses'"])
def test_forms_and_spellings_of_known_words_stay(text: str, index: EmbeddedIndex) -> None:
    assert "organiser" not in {each.typed for each in corrected(Question(text), index).corrections}


def test_a_word_that_may_be_one_of_two_stays(tmp_path: Path) -> None:
    data = build(tmp_path, {"a.md": "The zorrin and the zorran are kept. Zorrin and zorran."})
    with EmbeddedIndex.open(data, HashedWords()) as index:
        assert read("Where is the zorrn kept?", index) == "Where is the zorrn kept?"


def test_words_of_an_earlier_answer_are_known(index: EmbeddedIndex) -> None:
    turn = Turn("Who signed it?", "Captain Vessles signed it.")
    assert read("When did vessles sign?", index) == "When did vessels sign?"
    assert read("When did vessles sign?", index, turn) == "When did vessles sign?"


def test_the_questions_of_the_history_are_put_right_too(index: EmbeddedIndex) -> None:
    question = Question("And the lighthuoses?", (Turn("Who keeps the harbuor?", "Nobody."),))
    found = corrected(question, index)
    assert found.question.history[0].question == "Who keeps the harbour?"
    assert found.corrections == (
        Correction("lighthuoses", "lighthouses"),
        Correction("harbuor", "harbour"),
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("Harbuor dues", "Harbour dues"), ("HARBUOR DUES", "HARBOUR DUES")]
)
def test_letters_keep_their_case(typed: str, meant: str, index: EmbeddedIndex) -> None:
    assert read(typed, index) == meant


def test_a_word_that_is_misspelt_twice_is_told_once(index: EmbeddedIndex) -> None:
    found = corrected(Question("harbuor or harbuor"), index)
    assert found.question.text == "harbour or harbour"
    assert found.corrections == (Correction("harbuor", "harbour"),)


@pytest.mark.parametrize(
    "text",
    [
        "x" * MAX_QUESTION_CHARACTERS,
        "harbuo" * 300,
        "港湾はどこですか",
        "где гавань?",
        "⚓🚢👩‍✈️ \0 \u200b",
        "'’.&@/\\" * 250,
        "éèê harböur",
        "",
    ],
)
def test_what_holds_no_plain_word_stays_as_it_is(text: str, index: EmbeddedIndex) -> None:
    assert read(text, index) == text


def test_a_question_full_of_misspelt_words_is_read_in_time(index: EmbeddedIndex) -> None:
    english()
    text = " ".join(f"harb{a}uor{b}" for a in "abcdefgh" for b in "abcdefghijklmnop")
    begin = time.process_time()
    corrected(Question(text[:MAX_QUESTION_CHARACTERS]), index)
    assert time.process_time() - begin < 2


def test_the_answer_says_what_was_read(tmp_path: Path) -> None:
    with serving(tmp_path, {"harbour.md": HARBOUR}) as service:
        answer = service.ask(Question("who inspects fishing vessles"))
        assert answer.corrections == (Correction("vessles", "vessels"),)
        assert answer.understood_as == "who inspects fishing vessels"
        assert answer.kind is not AnswerKind.NOT_FOUND
        assert service.ask(Question("who inspects fishing vessels")).corrections == ()


def test_english_has_words_names_and_places() -> None:
    words = english()
    assert all(map(words.holds, ["difference", "aspirin", "edison", "djibouti", "dont"]))
    assert not words.holds("harbuor")
    assert sum(words.shares.values()) == pytest.approx(1)
    assert words.shares["were"] > words.shares["harbour"] * 10  # though "we're" is in there, too


def test_pairs_of_words_have_their_shares() -> None:
    pairs = neighbours()
    assert pairs.share("how", "many") > 50 * pairs.share("how", "may") > 0
    assert pairs.share("how", "harbuor") == pairs.share("", "") == 0
    assert Beside("how", "").expected("many", english()) > Beside("", "").expected(
        "many", english()
    )
