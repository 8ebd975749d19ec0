"""The commands that measure confidence: what it is worth, and which errors it bounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from qa.evaluation.abstaining import abstaining
from qa.evaluation.bounds import GRID, certify, lowest_certified
from qa.evaluation.confidence import judged
from qa.evaluation.folds import fold_of, folds
from qa.evaluation.gold import GoldQuestion, check_quotes
from qa.evaluation.gold_files import write_gold
from qa.evaluation.jsonl import write_records
from qa.evaluation.outcome import Outcome
from qa.evaluation.prediction import Prediction, write_predictions
from qa.evaluation.render_confidence import render_abstaining, render_certificates
from qa.evaluation.run import evaluate
from qa.evaluation.sampling import SEED
from qa.evaluation.unanswerable.holdings import Holdings
from qa.evaluation.unanswerable.left_out import left_out
from qa.evaluation.unanswerable.twins import twins
from qa.opening import Pincite
from qa.serialise import to_json
from web.commands.figures_told import add_json_option, printed
from web.configuration.settings import Settings
from web.evaluation.evaluating import collection, gold_questions

_Run = Callable[[Settings, argparse.Namespace], int]
_Command = Callable[[str, _Run, str], argparse.ArgumentParser]


def add_commands(command: _Command) -> None:
    """Add `abstention` and `certify` to the command line."""
    sub = command(
        "abstention", _abstention, "measure how well questions without an answer are refused"
    )
    sub.add_argument("gold", type=Path, nargs="?", help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")
    sub.add_argument(
        "--left-out",
        action="store_true",
        help="ask each question, too, of the documents that do not answer it",
    )
    sub.add_argument(
        "--twins",
        type=int,
        default=0,
        metavar="N",
        help="ask up to N questions, too, that a changed word leaves without an answer",
    )
    sub.add_argument("--write", type=Path, help="write questions, folds and predictions there")

    sub = command("certify", _certify, "bound the share of wrong answers, by questions kept apart")
    sub.add_argument("gold", type=Path, help="gold questions that nothing was tuned on")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")
    sub.add_argument(
        "--threshold",
        type=_share,
        default=0.0,
        help="the least confidence, fixed beforehand (0: what the service itself answers)",
    )
    sub.add_argument(
        "--share", type=_share, default=0.2, help="the share of unanswerable questions in use"
    )
    sub.add_argument(
        "--target", type=_share, default=0.1, help="the share of errors that may be certified"
    )
    add_json_option(sub)


def _share(text: str) -> float:
    """Return a number from 0 to 1; argparse turns the error into a usage message."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def _abstention(settings: Settings, options: argparse.Namespace) -> int:
    gold = gold_questions(options.gold)
    with collection(settings, options.documents) as pincite:
        made: dict[str, Sequence[GoldQuestion]] = {}
        if options.left_out or options.twins or options.write:
            holdings = Holdings.of(
                [pincite.index.document(i) for i in pincite.index.document_ids()]
            )
            if options.left_out:
                made["left-out"] = left_out(gold, holdings)
            if options.twins:
                made["twins"] = twins(gold, holdings, options.twins, SEED)
            if options.write:
                _write_questions(options.write, gold, made, holdings)
        predictions, outcomes = _asked(pincite, gold)
        named = {"as given": outcomes}
        answerable = [each for each in outcomes if each.answerable]
        for name, questions in made.items():
            more, unanswerable = _asked(pincite, questions)
            predictions += more
            named[f"answerable and {name}"] = [*answerable, *unanswerable]
    if options.write:
        write_predictions(options.write / "predictions.jsonl", predictions)
    sets = [abstaining(name, judged(each)) for name, each in named.items()]
    print(render_abstaining(sets), end="")
    return 0


def _asked(
    pincite: Pincite, gold: Sequence[GoldQuestion]
) -> tuple[list[Prediction], list[Outcome]]:
    texts = pincite.texts()
    check_quotes(gold, texts)
    found = evaluate(gold, pincite.answers.reply, texts)
    return list(found.predictions), list(found.outcomes)


def _write_questions(
    folder: Path,
    gold: Sequence[GoldQuestion],
    made: dict[str, Sequence[GoldQuestion]],
    holdings: Holdings,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    dealt = folds(gold, holdings)
    for name, questions in made.items():
        write_gold(folder / f"{name}.jsonl", questions)
        dealt |= {question.id: fold_of(question.id, dealt) for question in questions}
    write_records(folder / "folds.jsonl", ({"id": i, "fold": fold} for i, fold in dealt.items()))


def _certify(settings: Settings, options: argparse.Namespace) -> int:
    with collection(settings, options.documents) as pincite:
        _, outcomes = _asked(pincite, gold_questions(options.gold))
    replies = judged(outcomes)
    thresholds = sorted({*GRID, options.threshold}, reverse=True)
    certificates = certify(replies, options.share, thresholds)
    figures = abstaining(options.gold.stem, replies, options.threshold)
    reached = lowest_certified(certificates, options.target)
    text = (
        f"{render_abstaining([figures])}\n"
        f"{render_certificates(certificates, options.share, options.threshold)}"
        f"From the highest threshold down, at most {options.target:.0%} of all answered are "
        + ("certified at none." if reached is None else f"certified to {reached.threshold:.3f}.")
    )
    record = {
        "share": options.share,
        "threshold": options.threshold,
        "certificates": to_json(certificates),
        "figures": to_json(figures),
    }
    print(printed(text, record, options.json))
    return 0
