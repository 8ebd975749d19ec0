"""The commands that score answers."""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import replace
from datetime import date

from corpus.loading.folder import SHIPPED_DOCUMENTS, read_folder
from qa.evaluation.ablation import ablate, render_ablations
from qa.evaluation.compare import compare
from qa.evaluation.faults import examined
from qa.evaluation.gold import check_quotes
from qa.evaluation.looked import Observed
from qa.evaluation.outcome import outcomes
from qa.evaluation.prediction import read_predictions, write_predictions
from qa.evaluation.published import published, write_published
from qa.evaluation.reference import reference_of, write_reference
from qa.evaluation.render import render as render_report
from qa.evaluation.render import render_comparison
from qa.evaluation.report import report
from qa.evaluation.run import Respond, evaluate
from qa.evaluation.typing_errors import mistyped
from qa.serialise import to_json
from qa.settings import Part
from web.commands.figures_told import printed
from web.configuration.settings import Settings
from web.evaluation.evaluating import collection, gold_questions
from web.evaluation.report_page import page, rows, write_page


def score(settings: Settings, options: argparse.Namespace) -> int:
    """Score the answers to gold questions and print the report."""
    gold = gold_questions(options.gold)
    if options.mistype is not None:
        gold = [replace(each, question=mistyped(each.question, options.mistype)) for each in gold]
    if options.shuffle is not None:
        random.Random(options.shuffle).shuffle(gold)  # noqa: S311 - an order, not a secret
    with collection(settings, options.documents) as pincite:
        texts = pincite.texts()
        check_quotes(gold, texts)
        observed = Observed(pincite.answers.explain)
        found = evaluate(gold, observed.reply, texts, threads=options.threads)
        generation = pincite.index.generation
    if options.predictions:
        write_predictions(options.predictions, sorted(found.predictions, key=lambda p: p.id))
    if options.figures or options.report:
        figures = published(
            gold,
            found.predictions,
            texts,
            date=date.today().isoformat(),
            generation=generation,
            threshold=pincite.answers.settings.threshold,
        )
        if options.figures:
            write_published(options.figures, figures)
        if options.report:
            stages = tuple(
                examined(
                    question, outcome, prediction.answer, observed.seen(question.asked()), texts
                )
                for question, prediction, outcome in zip(
                    gold, found.predictions, found.outcomes, strict=True
                )
            )
            every = rows(gold, found.predictions, found.outcomes, stages)
            name = options.gold.name if options.gold else "the project's questions"
            write_page(options.report, page(every, figures, name))
    if options.reference:
        write_reference(options.reference, reference_of(found.outcomes))
    scored = report(found.outcomes)
    print(printed(render_report(scored), to_json(scored), options.json))
    return 0


def score_without_parts(settings: Settings, options: argparse.Namespace) -> int:
    """Score the answers with each part left out in turn."""
    gold = gold_questions(options.gold)
    with collection(settings, options.documents) as pincite:
        answers, texts = pincite.answers, pincite.texts()
        check_quotes(gold, texts)

        def respond_without(parts: frozenset[Part]) -> Respond:
            return answers.with_settings(replace(answers.settings, without=parts)).reply

        def told(part: Part | None) -> None:
            print(f"without {part or 'nothing'}", file=sys.stderr)

        runs = ablate(gold, respond_without, texts, on_run=told)
    print(render_ablations(runs), end="")
    return 0


def compare_predictions(_settings: Settings, options: argparse.Namespace) -> int:
    """Print what changed between two files of predictions."""
    gold = gold_questions(options.gold)
    documents = read_folder(options.documents or SHIPPED_DOCUMENTS)
    texts = {document.id: document.text for document in documents}
    before, after = (
        outcomes(gold, read_predictions(path), texts) for path in (options.before, options.after)
    )
    differences = compare(before, after)
    figures = {"differences": to_json(differences)}
    print(printed(render_comparison(differences), figures, options.json))
    return 0
