import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.span import Span
from training.claims import Claim, Claims, Rates, read_claims, write_claims
from training.exchanges import Exchanges, names
from training.rows import Row, Variation

PIER = (
    "The pier of Thorn was built in 1874 by the town council. It is 200 yards long. "
    "Old Tom Hale keeps the lantern at its end."
)
MILL = "The mill at Ashby grinds the barley of the Marsh farms. Ann Hale owns it."
AS_IT_IS = Variation(crop=0, miss=0, twin=0, unmarked=0, mistyped=0, keywords=0)
NONE = Rates(name=0, figure=0, word=0, noun=0, answer=0, question=0, marked=0, passage=0, headed=0)


def row(question: str, answer: str | None, context: str = PIER) -> Row:
    start = context.index(answer) if answer else 0
    spans = (Span(start, start + len(answer)),) if answer else ()
    return Row(question, "made", question, context, spans)


BUILDER = row("Who built the pier of Thorn in 1874?", "the town council")
KEEPER = row("Who keeps the lantern of the pier?", "Tom Hale")
LENGTH = row("How many yards long is it?", "200")
OWNER = row("Who owns the mill at Ashby?", "Ann Hale", MILL)
ROWS = (BUILDER, KEEPER, LENGTH, OWNER)


def first_word(_question: str, passage: str) -> Span | None:
    return Span(0, len(passage.split()[0])) if passage.split() else None


def drawn(seed: int = 3) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def made(rates: Rates, rows: Sequence[Row] = ROWS, seed: int = 3) -> list[Claim]:
    return list(Claims(rows, first_word, rates, AS_IT_IS, seed))


def answered(claim: Claim) -> str:
    return claim.context[claim.answer.start : claim.answer.end]


def of_kind(claims: Sequence[Claim], kind: str) -> list[Claim]:
    return [claim for claim in claims if claim.kind == kind]


def test_every_answered_row_gives_a_claim_that_holds() -> None:
    right = [claim for claim in made(NONE) if claim.holds]
    assert [(each.question, answered(each)) for each in right] == [
        (each.question, each.context[each.answers[0].start : each.answers[0].end]) for each in ROWS
    ]


def test_what_the_reader_marks_wrongly_is_claimed_and_does_not_hold() -> None:
    wrong = of_kind(made(NONE), "misread")
    assert {answered(each) for each in wrong} == {"The"}
    assert not any(each.holds for each in wrong)


def test_a_row_without_an_answer_claims_what_the_reader_marks() -> None:
    (claim,) = made(NONE, [row("Who owns the pier?", None)])
    assert (claim.kind, claim.holds, answered(claim)) == ("elsewhere", False, "The")


def test_an_exchanged_name_leaves_the_rest_of_the_question() -> None:
    exchanged = [Exchanges(ROWS, drawn(seed)).name(BUILDER) for seed in range(20)]
    found = {each for each in exchanged if each is not None}
    assert found
    for question in found:
        assert question.startswith("Who built the pier of ")
        assert question.endswith(" in 1874?")
        assert "Thorn" not in question


def test_an_exchanged_year_is_another_year() -> None:
    for seed in range(20):
        question = Exchanges(ROWS, drawn(seed)).figure(BUILDER)
        assert question is not None
        year = question.removeprefix("Who built the pier of Thorn in ").rstrip("?")
        assert year.isdigit()
        assert year != "1874"


def test_a_question_without_a_figure_has_none_exchanged() -> None:
    assert Exchanges(ROWS, drawn()).figure(KEEPER) is None


def test_an_exchanged_word_stood_between_the_same_words_elsewhere() -> None:
    rows = [
        row("Where is the lantern of the pier?", "end"),
        row("Where is the wheel of the mill?", "Ashby", MILL),
    ]
    assert Exchanges(rows, drawn()).word(rows[0]) == "Where is the wheel of the pier?"


def test_a_word_that_the_passage_knows_is_not_put_in() -> None:
    rows = [
        row("Where is the lantern of the pier?", "end"),
        row("Where is the council of the pier?", "end"),
    ]
    assert Exchanges(rows, drawn()).word(rows[0]) is None


def test_an_exchanged_noun_is_one_that_others_ask_for() -> None:
    rows = [LENGTH, row("How many farms are there?", "Marsh farms", MILL)]
    assert Exchanges(rows, drawn()).noun(rows[0]) == "How many farms long is it?"


def test_another_answer_of_the_same_passage_is_claimed() -> None:
    claims = of_kind(made(replace(NONE, answer=1.0)), "answer")
    theirs = {BUILDER.question: {"Tom Hale", "200"}, KEEPER.question: {"the town council", "200"}}
    assert {each.question for each in claims} >= set(theirs)
    assert all(answered(each) in theirs.get(each.question, {answered(each)}) for each in claims)
    assert not any(each.holds for each in claims)


def test_another_question_is_put_with_a_name_of_the_passage() -> None:
    claims: list[Claim] = []
    for seed in range(10):
        claims += of_kind(made(replace(NONE, question=1.0), seed=seed), "question")
    assert claims
    for claim in claims:
        assert claim.question not in {each.question for each in ROWS}
        assert any(name in claim.question for name in names(claim.context))


def test_a_heading_shifts_the_answer() -> None:
    for claim in made(replace(NONE, headed=1.0)):
        heading, _, rest = claim.context.partition("\n")
        assert rest in (PIER, MILL)
        assert heading in {*names(claim.question), *names(rest)}
        assert answered(claim) in rest


def test_the_same_seed_gives_the_same_claims() -> None:
    assert made(Rates()) == made(Rates())
    assert made(Rates()) != made(Rates(), seed=4)


def test_claims_come_back_from_a_file(tmp_path: Path) -> None:
    claims = made(Rates())
    assert write_claims(claims, tmp_path / "claims.gz") == len(claims)
    assert read_claims(tmp_path / "claims.gz") == claims


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where is Thorn Bay?", ["Thorn Bay"]),
        ("Thorn is a town.", []),
        ("It is the Bank of Thorn that pays. Ann Hale keeps it.", ["Bank of Thorn", "Hale"]),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals_but_for_a_first_word(text: str, found: list[str]) -> None:
    assert names(text) == found
