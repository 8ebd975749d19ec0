from __future__ import annotations

from qa.answer import Reply
from qa.evaluation.ablation import ablate, render_ablations
from qa.evaluation.run import Respond
from qa.settings import Part
from tests.evaluation_helpers import REFUSAL, answered, gold_question

QUOTE = "It was set up in September 1995."
GOLD = [gold_question(answers=["September 1995"])]
DOCUMENTS = {"doc": QUOTE}


def respond_without(parts: frozenset[Part]) -> Respond:
    """Answer rightly, refuse without the reader, and give the sentence without the form."""
    if Part.READER in parts:
        return lambda _question: Reply(REFUSAL, ())
    short = QUOTE if Part.FORM in parts else "September 1995"
    return lambda _question: Reply(answered(QUOTE, short=short), ())


def test_each_part_is_left_out_once_after_the_whole_pipeline() -> None:
    told: list[Part | None] = []
    parts = (Part.READER, Part.FORM)
    runs = ablate(GOLD, respond_without, DOCUMENTS, parts, on_run=told.append)
    assert [run.without for run in runs] == told == [None, *parts]


def test_a_part_s_worth_is_what_is_lost_without_it() -> None:
    runs = ablate(GOLD, respond_without, DOCUMENTS, (Part.READER, Part.FORM))
    whole, without_reader, without_form = ({m.name: m.mean for m in run.means} for run in runs)
    assert (whole["containment"], whole["token_f1"], whole["answered"]) == (1.0, 1.0, 1.0)
    assert (without_reader["containment"], without_reader["answered"]) == (0.0, 0.0)
    assert without_form["containment"] == 1.0
    assert without_form["token_f1"] < 1.0


def test_the_table_shows_the_whole_and_what_changes() -> None:
    table = render_ablations(ablate(GOLD, respond_without, DOCUMENTS, (Part.READER,)))
    header, _, whole, without = table.splitlines()
    assert header.startswith("| without | recall@1 | recall@5 | containment | token_f1 |")
    assert whole.startswith("| nothing | 0.000 | 0.000 | 1.000 | 1.000 |")
    assert without.startswith("| reader | +0.000 | +0.000 | -1.000 | -1.000 |")
