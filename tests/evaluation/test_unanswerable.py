"""Questions made unanswerable, over two documents written for the test."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.parsing.parser import parse
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.gold_files import read_gold, write_gold
from qa.evaluation.unanswerable.attributes import reasked
from qa.evaluation.unanswerable.exchanges import Exchange, Exchanged, exchanges
from qa.evaluation.unanswerable.holdings import Holdings
from qa.evaluation.unanswerable.left_out import left_out
from qa.evaluation.unanswerable.names import Names, names_in, peoples, takes_no_article, territories
from qa.evaluation.unanswerable.twins import twins
from qa.question import Turn
from tests.corpus_helpers import markdown_document
from tests.evaluation_helpers import gold_question

HARBOUR = (
    "# Harbour plan\n\n"
    "## Tugs\n\nIn 2011 Norway gave six tugs to the Harbour Council of Velmar.\n\n"
    "## Costs\n\nThe Harbour Council of Velmar spent 40 million crowns on the new mole.\n"
    "The Light Council of Velmar runs the lighthouse with Norway.\n\n"
    "## Pilots\n\nPilots board each tanker off the mole. The Light Council of Velmar looks on.\n"
)
FOREST = (
    "# Forest report\n\n"
    "## Fires\n\nIn 2014 Portugal lent four aeroplanes to put out the fires.\n\n"
    "## Trees\n\nPilots of the aeroplanes counted the trees.\n"
)
HOLDINGS = Holdings.of(
    [
        parse(replace(markdown_document(text), id=name))
        for name, text in (("f", FOREST), ("h", HARBOUR))
    ]
)
NAMED = names_in(HOLDINGS)
TUGS = gold_question(
    "q-1",
    type="number",
    question="How many tugs did Norway give to the harbour in 2011?",
    answers=["six"],
    evidence=[("h", "In 2011 Norway gave six tugs to the Harbour Council of Velmar.")],
)
PILOTS = gold_question(
    "q-2",
    type="entity",
    question="Who boards each tanker?",
    answers=["Pilots"],
    evidence=[("h", "Pilots board each tanker off the mole.")],
)


def kinds(question: str, kind: Exchanged) -> list[Exchange]:
    return [each for each in exchanges(question, NAMED) if each.kind is kind]


def test_a_question_is_put_to_the_other_documents() -> None:
    (made,) = left_out([TUGS], HOLDINGS)
    assert made.id == "q-1-left-out"
    assert made.asked().documents == ("f",)
    assert not made.answerable
    assert made.answers == () == made.evidence


def test_a_question_that_another_document_answers_is_left_alone() -> None:
    counted = gold_question(
        question="Who counted the trees from aeroplanes?",
        answers=["Pilots"],
        evidence=[("h", "Pilots board each tanker off the mole.")],
    )
    assert left_out([counted], HOLDINGS) == ()


def test_a_question_over_two_documents_is_left_alone() -> None:
    both = gold_question(
        type="crossdoc",
        question="Who gave tugs and who lent aeroplanes?",
        evidence=[("h", "In 2011 Norway gave six tugs"), ("f", "Portugal lent four aeroplanes")],
    )
    assert left_out([both], HOLDINGS) == ()


def test_the_words_of_a_follow_up_are_those_of_its_history_too() -> None:
    follow_up = replace(
        TUGS,
        type="followup",
        question="How many?",
        history=(Turn("Which tugs did the harbour get from Norway?", "New ones."),),
    )
    (made,) = left_out([follow_up], HOLDINGS)
    assert made.history == follow_up.history


def test_a_year_is_put_for_another_or_added_to_a_question_for_a_number() -> None:
    exchanged = kinds(TUGS.question, Exchanged.YEAR)
    assert {each.old for each in exchanged} == {"2011"}
    assert "How many tugs did Norway give to the harbour in 2004?" in {
        each.question for each in exchanged
    }
    (added, *_) = kinds("How many tugs are there?", Exchanged.YEAR)
    assert added.question == f"How many tugs are there in {added.new}?"


@pytest.mark.parametrize("question", ["How many are there now?", "Who looks on?"])
def test_no_year_is_added_where_it_would_not_fit(question: str) -> None:
    assert kinds(question, Exchanged.YEAR) == []


def test_ordinals_are_raised_in_the_form_they_have() -> None:
    assert kinds("When was the second council held?", Exchanged.EVENT)[0].new == "fourth"
    assert kinds("When was the 19th council held?", Exchanged.EVENT)[0].new == "21st"
    assert kinds("When was VELCON IV held?", Exchanged.EVENT)[0].new == "VI"
    assert kinds("What happened in the second half?", Exchanged.EVENT) == []


def test_a_country_is_put_for_another_and_kept_small_among_small_letters() -> None:
    found = {each.question for each in kinds("what did norway give", Exchanged.COUNTRY)}
    assert "what did portugal give" in found
    assert "Which Danish tugs came?" in {
        each.question for each in kinds("Which Norwegian tugs came?", Exchanged.COUNTRY)
    }


def test_a_definition_keeps_its_names() -> None:
    assert kinds("What is the Light Council of Norway?", Exchanged.COUNTRY) == []


def test_a_body_is_put_for_another_of_its_noun() -> None:
    (found,) = kinds("How much did the Harbour Council of Velmar spend?", Exchanged.BODY)
    assert found.new == "Light Council of Velmar"


def test_only_an_acronym_behind_the_name_of_a_body_stands_for_one() -> None:
    text = "# T\n\nThe Harbour Watch Office (HWO) found Dimethyl Amber (DMA). ALL STAFF left.\n"
    named = names_in(Holdings.of([parse(markdown_document(text))]))
    assert named.acronyms == ("HWO",)


def test_names_of_territories_and_peoples_can_stand_in_a_sentence() -> None:
    assert {"Portugal", "Norway", "Netherlands"} <= set(territories())
    assert not takes_no_article("Netherlands")
    assert {"Danish", "Portuguese"} <= set(peoples())


def test_another_question_word_leaves_the_rest_as_it_is() -> None:
    assert "At what time of day did the tugs come?" in {
        wording for wording, _ in reasked("When did the tugs come?")
    }
    assert list(reasked("Name the tugs.")) == []


def test_a_twin_asks_what_no_text_tells() -> None:
    made = twins([TUGS, PILOTS], HOLDINGS, 20, seed=1)
    assert made
    assert not any(twin.answerable for twin in made)
    wordings = {twin.question for twin in made}
    assert not wordings & {TUGS.question, PILOTS.question}
    assert len(wordings) == len(made)
    assert all(twin.notes.startswith("near: h; kind: ") for twin in made)


def test_what_the_text_tells_of_is_not_put_in() -> None:
    lent = replace(TUGS, question="How many aeroplanes did Norway lend to put out fires?")
    wordings = [twin.question for twin in twins([lent], HOLDINGS, 50, seed=1)]
    assert any("did" in wording for wording in wordings)
    assert not any("Portugal" in wording for wording in wordings)


def test_kinds_are_drawn_in_turn_and_the_count_is_kept() -> None:
    made = twins([TUGS, PILOTS], HOLDINGS, 2, seed=1)
    assert len(made) == 2
    assert len({twin.notes.split(";")[1] for twin in made}) == 2


def test_the_same_seed_makes_the_same_twins_in_the_order_of_their_ids() -> None:
    made = twins([TUGS, PILOTS], HOLDINGS, 20, seed=3)
    assert made == twins([TUGS, PILOTS], HOLDINGS, 20, seed=3)
    assert all(a.id < b.id for a, b in pairwise(made))


def test_unanswerable_questions_and_follow_ups_have_no_twins() -> None:
    trap = GoldQuestion("q-3", "unanswerable", TUGS.question, (), (), (), (), answerable=False)
    follow_up = replace(TUGS, type="followup", history=(Turn("Who?", "Norway."),))
    assert twins([trap, follow_up], HOLDINGS, 9, seed=1) == ()


def test_what_is_made_is_an_ordinary_gold_file(tmp_path: Path) -> None:
    made = (*left_out([TUGS], HOLDINGS), *twins([TUGS], HOLDINGS, 9, seed=1))
    path = tmp_path / "made.jsonl"
    write_gold(path, made)
    assert read_gold(path) == made


def test_a_question_is_put_to_one_document_or_to_several_not_both() -> None:
    with pytest.raises(ValueError, match="scope_docs"):
        replace(TUGS, scope_doc="h", scope_docs=("f",))


def test_names_know_which_bodies_they_hold() -> None:
    assert NAMED.holds("Light Council of Velmar")
    assert not Names((), {}).holds("Light Council of Velmar")
