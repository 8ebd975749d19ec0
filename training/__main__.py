"""The command line of training: `python -m training --help`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import astuple, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer

from corpus.span import Span
from index.models.packaged import READER_EN, RERANKER_EN, VERIFIER_EN, local_model
from qa.evaluation.abstaining import abstaining
from qa.evaluation.render_confidence import render_abstaining
from qa.evaluation.unanswerable.holdings import Holdings
from qa.reading.reader import OnnxReader
from qa.reading.verifier import OnnxVerifier
from qa.settings import AnswerSettings
from training.claims import Claims, ReadSpan, read_claims, write_claims
from training.confidence import Case, as_code, cases, cross_validated, fitted
from training.export import export, load
from training.model import SpanReader, SpanVerifier
from training.reader import Settings, fit_reader
from training.rows import read_rows
from training.scoring import ClaimScore, Score, score, score_claims
from training.verifier import VerifierSettings, fit_verifier
from web.configuration.settings import read_settings
from web.evaluation.evaluating import collection, gold_questions

# Posts and product reviews, far from the language of public documents.
TWINS = 160  # made of each gold set
LEFT_OUT = ("shifts-reddit", "shifts-amazon")


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    fitting = commands.add_parser("fit", help="train a reader on the rows of a file")
    fitting.add_argument("rows", type=Path, help="gzipped JSON Lines")
    fitting.add_argument("out", type=Path, help="folder for the state, goes on where it was")
    claiming = commands.add_parser("claim", help="make claims for a verifier of the rows of a file")
    claiming.add_argument("rows", type=Path, help="gzipped JSON Lines")
    claiming.add_argument("claims", type=Path, help="gzipped JSON Lines, to be written")
    verifying = commands.add_parser("fit-verifier", help="train a verifier on claims")
    verifying.add_argument("claims", type=Path, help="gzipped JSON Lines")
    verifying.add_argument("reader", type=Path, help="state of the reader that it starts from")
    verifying.add_argument("out", type=Path, help="folder for the state, goes on where it was")
    exporting = commands.add_parser("export", help="write the model of a state as int8 ONNX")
    exporting.add_argument("kind", choices=("reader", "verifier"))
    exporting.add_argument("state", type=Path, help="file with the state of a run")
    exporting.add_argument("folder", type=Path, help="folder for the model")
    scoring = commands.add_parser("score", help="score a reader on the rows of a file")
    scoring.add_argument("rows", type=Path, help="gzipped JSON Lines")
    scoring.add_argument("--model", default=READER_EN.name, help="packaged name or ONNX folder")
    trusting = commands.add_parser(
        "confidence", help="fit what the grounds of an answer count for, over the collection"
    )
    trusting.add_argument(
        "--also",
        nargs=2,
        type=Path,
        action="append",
        default=[],
        metavar=("GOLD", "DOCUMENTS"),
        help="another gold set and its folder of documents, fitted on, too",
    )
    trusting.add_argument("--threshold", type=float, default=AnswerSettings().threshold)
    telling = commands.add_parser("score-verifier", help="score a verifier on claims")
    telling.add_argument("claims", type=Path, help="gzipped JSON Lines")
    telling.add_argument("--model", default=VERIFIER_EN.name, help="packaged name or ONNX folder")
    arguments = parser.parse_args()
    match arguments.command:
        case "fit":
            _fit(arguments.rows, arguments.out)
        case "claim":
            with closing(OnnxReader()) as reader:
                made = Claims(read_rows(arguments.rows, LEFT_OUT), _marking(reader))
                _show([f"{write_claims(made, arguments.claims)} claims"])
        case "fit-verifier":
            _fit_verifier(arguments.claims, arguments.reader, arguments.out)
        case "export":
            tokenizer = local_model(RERANKER_EN.name).path / "tokenizer.json"
            model = SpanReader() if arguments.kind == "reader" else SpanVerifier()
            load(model, arguments.state)
            _show([f"SHA-256 {export(model, tokenizer, arguments.folder)}"])
        case "score":
            with closing(OnnxReader(arguments.model)) as reader:
                _show(_table(score(reader, read_rows(arguments.rows, LEFT_OUT))))
        case "confidence":
            _fit_confidence(arguments.also, arguments.threshold)
        case "score-verifier":
            with closing(OnnxVerifier(arguments.model)) as verifier:
                _show(_table(score_claims(verifier, read_claims(arguments.claims))))


def _fit(rows: Path, out: Path) -> None:
    """Train a reader from the packaged cross-encoder and keep the state in `out`."""
    settings = Settings()
    torch.manual_seed(settings.schedule.seed)
    tokenizer = _tokenizer()
    tokenizer.enable_truncation(settings.window, stride=settings.stride, strategy="only_second")
    reader = SpanReader.from_cross_encoder(local_model(RERANKER_EN.name).path / "model.onnx")
    out.mkdir(parents=True, exist_ok=True)
    fit_reader(reader, read_rows(rows, LEFT_OUT), tokenizer, settings, out)


def _fit_verifier(claims: Path, reader: Path, out: Path) -> None:
    """Train a verifier from a reader's state and keep its own in `out`."""
    start = SpanReader()
    load(start, reader)
    verifier = SpanVerifier.from_reader(start)
    out.mkdir(parents=True, exist_ok=True)
    fit_verifier(verifier, read_claims(claims), _tokenizer(), VerifierSettings(), out)


def _fit_confidence(also: Sequence[Sequence[Path]], threshold: float) -> None:
    """Print the trusts fitted on all sets, and the figures of every set by cross-validation."""
    settings = read_settings()
    found: list[Case] = []
    for gold, documents in [(None, None), *also]:
        with collection(settings, documents) as pincite:
            ids = pincite.index.document_ids()
            holdings = Holdings.of([pincite.index.document(id_) for id_ in ids])
            name = documents.parent.name if documents else "shipped"
            questions = gold_questions(gold)
            found += cases(name, questions, pincite.answers, holdings, pincite.texts(), TWINS)
    _show([as_code("TRUST", fitted(found, structured=False))])
    _show([as_code("STRUCTURE_TRUST", fitted(found, structured=True)), ""])
    by_source = cross_validated(found)
    answerable = [each for each in by_source["shipped"] if each.answerable]
    sets = [
        abstaining(
            name, replies if any(e.answerable for e in replies) else answerable + replies, threshold
        )
        for name, replies in by_source.items()
    ]
    _show([render_abstaining(sets)])


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(local_model(RERANKER_EN.name).path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _marking(reader: OnnxReader) -> ReadSpan:
    def marked(question: str, passage: str) -> Span | None:
        spans = reader.read(question, [passage])[0].spans
        return Span(spans[0].start, spans[0].end) if spans else None

    return marked


def _table(scores: Sequence[Score] | Sequence[ClaimScore]) -> list[str]:
    """Return the rows of a Markdown table, one for each score."""
    names = [field.name for field in fields(scores[0])]
    cells = [[_cell(value) for value in astuple(each)] for each in scores]
    return [f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *cells)]


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201 - the command line prints


if __name__ == "__main__":
    main()
