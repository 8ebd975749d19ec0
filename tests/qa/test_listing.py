import time

import pytest

from corpus.span import Span
from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind
from qa.listing.separators import unseparated
from qa.listing.wanted import Wish, is_plural, wanted
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

GUILD = """\
# Bell Founders' Guild

## Board

The board of the guild has the following members:

- the master founder;
- the keeper of the moulds;
- the treasurer.

## Aims

The guild has three aims: (1) casting bells of good bronze, (2) teaching apprentices, and (3)
burying poor members.

## Metals

Bells are cast from copper, tin, and a little silver. The bronze is bought at Ostend by the
treasurer.

## Feasts

The guild keeps these feasts:

- the feast of the first casting, on which the apprentices are given new aprons and each master
shows a bell;
- the feast of the cooled furnace, which falls in the week after the last casting of the year.
"""
DUTIES = """\
# Lock Plan

## Gates

The following measures keep the gates in order:

- To grease the hinges. (Canal Office)
- To renew the planks. (Canal Office and Ministry of Works)
"""


def ask(question: str, marks: dict[str, float], text: str = GUILD) -> Answer:
    service = AnswerService(Shelf(parsed(text)), SharedWords(), Marks(marks), BY_OVERLAP)
    return service.ask(Question(question))


def items(answer: Answer) -> list[str]:
    return [item.text for item in answer.items]


def test_a_list_is_answered_with_all_its_items_in_order() -> None:
    answer = ask("Who are the members of the board?", {"the master founder": 5.0})
    assert answer.kind is AnswerKind.LIST
    assert items(answer) == ["the master founder", "the keeper of the moulds", "the treasurer"]


def test_a_stop_that_ends_a_sentence_of_an_item_stays() -> None:
    text = GUILD.replace("- the treasurer.", "- the treasurer. He has no vote.")
    answer = ask("Who are the members of the board?", {"the master founder": 5.0}, text)
    assert items(answer)[-1] == "the treasurer. He has no vote."


def test_a_word_that_joins_the_last_items_is_dropped_with_its_sign() -> None:
    text = GUILD.replace("moulds;", "moulds; and")
    answer = ask("Who are the members of the board?", {"the master founder": 5.0}, text)
    assert items(answer)[1] == "the keeper of the moulds"


def test_each_item_is_cited_at_its_place() -> None:
    answer = ask("Who are the members of the board?", {"the master founder": 5.0})
    places = [part.start for item in answer.items for part in item.citation.parts]
    assert places == sorted(places)
    assert [item.citation.quote for item in answer.items] == items(answer)
    assert answer.citations == tuple(item.citation for item in answer.items)


def test_the_lead_in_is_the_context() -> None:
    (context,) = ask("Who are the members of the board?", {"the treasurer": 5.0}).context
    assert context.text == "The board of the guild has the following members:"


def test_the_number_that_the_text_announces_is_expected() -> None:
    answer = ask("What three aims does the guild have?", {"casting bells": 5.0})
    assert len(answer.items) == answer.expected == 3


def test_no_number_is_expected_where_the_text_tells_none() -> None:
    answer = ask("Who are the members of the board?", {"the treasurer": 5.0})
    assert answer.expected is None


def test_a_list_within_a_sentence_is_shown_as_it_runs() -> None:
    answer = ask("From which metals are bells cast?", {"copper, tin, and a little silver": 5.0})
    assert items(answer) == ["copper", "tin", "a little silver"]
    assert answer.text == "copper, tin, and a little silver"


def test_a_list_that_the_short_answer_runs_over_answers_even_who() -> None:
    text = "# Boats\n\nThe raft is steered by Anna, Bo, and Cyril. It leaves at noon."
    answer = ask("Who steers the raft that leaves at noon?", {"Anna, Bo, and Cyril": 5.0}, text)
    assert items(answer) == ["Anna", "Bo", "Cyril"]


def test_the_following_information_is_all_of_it() -> None:
    text = GUILD.replace("following members", "following information on its bells on show")
    question = "What information has the keeper's guild about the weight of bells?"
    answer = ask(question, {"the keeper": 5.0}, text)
    assert items(answer) == ["the master founder", "the keeper of the moulds", "the treasurer"]


def test_a_singular_noun_gets_one_answer() -> None:
    answer = ask("Which member of the board keeps the moulds?", {"the keeper": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_a_short_answer_within_one_item_does_not_make_who_a_list() -> None:
    answer = ask("Who of the guild keeps the moulds?", {"the keeper of the moulds": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_a_short_answer_that_goes_beyond_a_list_does_not_make_where_a_list() -> None:
    text = "# Rafts\n\nThe raft lies between the quay, the mill, and the lock. It leaves at noon."
    answer = ask("Where lies the raft?", {"between the quay, the mill, and the lock": 5.0}, text)
    assert answer.kind is AnswerKind.SPAN


def test_an_article_before_a_list_is_not_beyond_it() -> None:
    text = "# Rafts\n\nThe raft lies at the quay, the mill, and the lock. It leaves at noon."
    answer = ask("Where lies the raft?", {"the quay, the mill, and the lock": 5.0}, text)
    assert len(answer.items) == 3


def test_a_list_in_one_item_gives_way_to_the_list_of_that_item() -> None:
    text = """# Raft Order

The raft master shall

- steer, moor, and paint the raft;
- ring the bell.
"""
    marks = {"steer, moor, and paint the raft": 5.0}
    answer = ask("What are the tasks of the raft master under the raft order?", marks, text)
    assert items(answer) == ["steer, moor, and paint the raft", "ring the bell"]


def test_a_short_answer_that_is_mostly_something_else_is_no_list() -> None:
    said = "the barges that carry hay to the market on Monday, Tuesday, and Friday with two men"
    text = f"# Boats\n\nThe lock lets through {said}. It is old."
    answer = ask("Which boats does the lock let through?", {said: 5.0}, text)
    assert answer.kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    "question",
    ["How does the charter of the ferry help travellers?", "What does the ferry charter do?"],
)
def test_a_question_that_singles_no_item_out_gets_the_list_below_its_words(question: str) -> None:
    text = (
        "# Ferry\n\nThe charter of the ferry helps travellers by:\n\n- lower tolls;\n- dry seats.\n"
    )
    assert items(ask(question, {"lower tolls": 5.0}, text)) == ["lower tolls", "dry seats"]


def test_a_question_that_singles_an_item_out_gets_it_alone() -> None:
    text = (
        "# Ferry\n\nThe charter of the ferry helps travellers by:\n\n- lower tolls;\n- dry seats.\n"
    )
    answer = ask("How does the ferry charter help with seats?", {"dry seats": 5.0}, text)
    assert (answer.kind, answer.answer) == (AnswerKind.SPAN, "dry seats")


def test_what_stands_before_a_lead_in_says_what_it_speaks_of() -> None:
    text = (
        "# Ferry\n\n## Article 4\n\nThe reeve is told of a leak at once.\n\n"
        "The message shall contain:\n\n- the place of the leak;\n- the depth;\n- a name.\n"
    )
    answer = ask("What shall a message about a leak contain?", {"place of the leak": 5.0}, text)
    assert items(answer) == ["the place of the leak", "the depth", "a name"]


def test_words_that_announce_a_list_are_answered_by_it() -> None:
    lead = "Any of the following persons may stop the ferry:"
    text = f"# Ferry\n\n{lead}\n\n- the captain;\n- the pilot.\n"
    answer = ask("Who may stop the ferry?", {"Any of the following persons": 5.0}, text)
    assert items(answer) == ["the captain", "the pilot"]


def test_long_items_answer_where_the_text_announces_the_noun_asked_for() -> None:
    text = GUILD.replace("has the following members", "has the following members or bodies")
    text = text.replace("the treasurer.", "the treasurer, who is elected for three years by all.")
    text = text.replace("the master founder;", "the master founder" + " of every one" * 9 + ";")
    text = text.replace("the keeper of the moulds;", "the keeper" + " of some moulds" * 9 + ";")
    answer = ask("Who are the members of the board?", {"the keeper": 5.0}, text)
    assert len(answer.items) == 3


def test_a_command_names_the_noun_asked_for() -> None:
    assert (
        wanted("List the duties of wardens.", asked("List the duties of wardens.")).noun == "duties"
    )


def test_a_list_of_another_length_than_asked_for_does_not_answer() -> None:
    answer = ask("What are the five aims of the guild?", {"teaching apprentices": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_long_items_do_not_answer_where_names_are_asked_for() -> None:
    text = GUILD.replace("these feasts", "these feasts in the towns")
    answer = ask("In which towns does the guild keep feasts?", {"Ostend": 5.0}, text)
    assert answer.kind is AnswerKind.SPAN


def test_items_that_only_repeat_the_question_do_not_answer() -> None:
    answer = ask("Which bells are cast from copper and tin?", {"copper, tin": 5.0})
    assert answer.kind is AnswerKind.SPAN


def test_an_item_is_shown_without_its_bracket_of_bodies() -> None:
    answer = ask("Which measures keep the gates in order?", {"renew": 5.0}, DUTIES)
    assert items(answer) == ["To grease the hinges.", "To renew the planks."]


def test_a_question_far_from_everything_gets_no_list() -> None:
    assert ask("Which breads rise overnight?", {}).kind is AnswerKind.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "wish", "number"),
    [
        ("What are the four objectives?", Wish.CLEARLY, 4),
        ("Which five areas does it concentrate on?", Wish.CLEARLY, 5),
        ("With which ministries does it work?", Wish.CLEARLY, None),
        ("Who sits on the board?", Wish.CLEARLY, None),
        ("Who are the members?", Wish.CLEARLY, None),
        ("Who makes up the council?", Wish.CLEARLY, None),
        ("List the duties of wardens.", Wish.CLEARLY, None),
        ("Please name the stages.", Wish.CLEARLY, None),
        ("What kinds of drugs are named?", Wish.CLEARLY, None),
        ("Who made the bell?", Wish.PERHAPS, None),
        ("Where are hives kept?", Wish.PERHAPS, None),
        ("What are the dates of the fair?", Wish.PERHAPS, None),
        ("What does the warden do?", Wish.OPEN, None),
        ("How are hives kept?", Wish.OPEN, None),
        ("What information must a warden give?", Wish.OPEN, None),
        ("Which ministry pays?", Wish.NO, None),
        ("How many wardens are there?", Wish.NO, None),
        ("What is a swarm?", Wish.NO, None),
        ("Who counts as a warden?", Wish.NO, None),
        ("What is the largest of the keepers' duties?", Wish.NO, None),
        ("What are swarms?", Wish.NO, None),
        ("Does the board have members?", Wish.NO, None),
        ("Why are hives kept?", Wish.NO, None),
        ("", Wish.NO, None),
    ],
)
def test_a_question_says_whether_it_asks_for_a_list(
    question: str, wish: Wish, number: int | None
) -> None:
    found = wanted(question, asked(question))
    assert (found.wish, found.number) == (wish, number)


@pytest.mark.parametrize("noun", ["duties", "people", "ministries", "criteria"])
def test_plural_nouns_are_known(noun: str) -> None:
    assert is_plural(noun)


@pytest.mark.parametrize("noun", ["duty", "news", "customs", "basis", "status", ""])
def test_singular_nouns_are_known(noun: str) -> None:
    assert not is_plural(noun)


@pytest.mark.parametrize("piece", ["who is ", "what are the ", " ", "list ", "four things ", "is "])
def test_the_wish_for_a_list_is_read_in_linear_time(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    wants = asked(long)
    start = time.perf_counter()
    wanted(long, wants)
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("items", "bare"),
    [
        (["salt;", "flour; and", "bread."], ["salt", "flour", "bread"]),
        (["salt,", "flour, or", "bread."], ["salt", "flour", "bread"]),
        (["Salt.", "Flour."], ["Salt.", "Flour."]),
        (["salt", "flour"], ["salt", "flour"]),
        (["salt;", "flour. It is white."], ["salt", "flour. It is white."]),
        ([";", "flour"], [";", "flour"]),
    ],
)
def test_what_parts_items_is_no_part_of_them(items: list[str], bare: list[str]) -> None:
    text = "\n".join(items)
    starts = [text.index(item) for item in items]
    places = [[Span(at, at + len(item))] for at, item in zip(starts, items, strict=True)]
    assert [part.of(text) for (part,) in unseparated(text, places)] == bare
