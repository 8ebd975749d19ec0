from dataclasses import replace

from corpus.structures import structures
from qa.evaluation.doubts import unheld_answers
from qa.evaluation.drafting import drafted
from qa.evaluation.gold import GoldQuestion, Status, misquoted
from qa.evaluation.suggesting import suggestions
from tests.evaluation_helpers import REFUSAL, answered, citation, listed
from tests.qa_helpers import parsed

TEXT = """\
City Beekeeping Plan

1. Duties of wardens

Every warden has the following duties:

- inspect each hive twice a month;
- report swarms to the fire brigade;
- burn frames that carry foulbrood.

2. Fees

| Permit | Fee | Valid for |
|---|---|---|
| Rooftop hive | 12 crowns | one year |
| Garden hive | 30 crowns | three years |

3. Terms

The Hive Inspection Service (HIS) visits every roof.

"Swarm" means a colony that has left its hive.

"Frame" has the same meaning as in the Box Order.

4. Cooperation

- To count the hives on public roofs every spring. (Parks Office)
- To teach the keepers of garden hives each autumn. (Parks Office, Fire Brigade)

5. Chronicle

- 3 May 2001: First meeting of the council of hives
- 9 June 2004: Second meeting of the council of hives
"""


def made(*texts: str, limit: int = 100) -> tuple[GoldQuestion, ...]:
    documents = [parsed(text, f"doc{number}") for number, text in enumerate(texts)]
    return suggestions([(each, structures(each)) for each in documents], limit)


def answers(*texts: str) -> dict[str, tuple[str, ...]]:
    return {
        each.question: each.answers or tuple(item[0] for item in each.items)
        for each in made(*texts)
    }


def test_what_a_document_states_is_asked_in_whole_questions() -> None:
    assert answers(TEXT) == {
        "What is HIS short for?": ("Hive Inspection Service",),
        "What is meant by “Swarm”?": ("a colony that has left its hive",),
        "Who is responsible for this: “To count the hives on public roofs every spring”?": (
            "Parks Office",
        ),
        "Who is responsible for this: “To teach the keepers of garden hives each autumn”?": (
            "Parks Office",
            "Fire Brigade",
        ),
        "Which duties are listed under “1. Duties of wardens”?": (
            "inspect each hive twice a month",
            "report swarms to the fire brigade",
            "burn frames that carry foulbrood",
        ),
        "What does the table give as “Fee” for “Rooftop hive”?": ("12 crowns",),
        "What does the table give as “Valid for” for “Garden hive”?": ("three years",),
        "When did this take place: “First meeting of the council of hives”?": ("3 May 2001",),
        "When did this take place: “Second meeting of the council of hives”?": ("9 June 2004",),
    }


def test_no_suggestion_is_accepted_and_each_quotes_what_answers_it() -> None:
    found = made(TEXT)
    assert {each.status for each in found} == {Status.SUGGESTED}
    assert not any(unheld_answers(each) for each in found)
    assert list(misquoted(found, {"doc0": TEXT})) == []
    assert len({each.id for each in found}) == len(found)


def test_few_are_taken_from_many_kinds_and_documents_in_turn() -> None:
    other = 'Ferries\n\n"Slip" means a ramp for boats.\n'
    first = made(TEXT, other, limit=6)
    assert [each.type for each in first].count("definition") == 2
    assert {each.evidence[0].doc for each in first} == {"doc0", "doc1"}
    assert {each.type for each in first} == {
        "definition",
        "responsibility",
        "list",
        "table",
        "date",
    }


def test_a_question_with_two_answers_is_not_suggested() -> None:
    other = 'Ferries\n\n"Swarm" means a great many boats at once.\n'
    assert "What is meant by “Swarm”?" not in answers(TEXT, other)


def test_a_text_without_structure_suggests_nothing() -> None:
    assert made("The mill grinds barley.\n") == ()
    assert made(TEXT, limit=0) == ()


def test_an_answer_that_was_given_is_drafted_with_its_passages() -> None:
    quote = "It was set up in September 1995."
    draft = drafted("f", "When?", answered(quote, short="September 1995"), "note")
    assert draft is not None
    assert (draft.answers, draft.evidence[0].quote) == (("September 1995",), quote)
    assert (draft.status, draft.notes) == (Status.SUGGESTED, "note")
    items = drafted("f", "Which?", listed("police", "customs"), "")
    assert items is not None
    assert (items.type, items.items) == ("list", (("police",), ("customs",)))


def test_a_refusal_is_drafted_as_a_question_without_an_answer() -> None:
    draft = drafted("f", "Who?", REFUSAL, "")
    assert draft is not None
    assert (draft.type, draft.answerable) == ("unanswerable", False)


def test_an_answer_that_no_quote_in_one_piece_holds_is_not_drafted() -> None:
    torn = replace(answered("It was set up."), citations=(citation("It was", "set up."),))
    assert drafted("f", "When?", torn, "") is None
