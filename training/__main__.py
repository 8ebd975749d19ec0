"""The command line of training: `python -m training fit|export|score`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.models import READER_EN, RERANKER_EN, local_model
from qa.reading.reader import OnnxReader
from training.export import export
from training.fit import Settings, fit
from training.model import SpanReader
from training.rows import read_rows
from training.scoring import Score, score

# Posts and product reviews, far from the language of public documents.
LEFT_OUT = ("shifts-reddit", "shifts-amazon")
CHECKPOINT = "checkpoint.pt"  # the name that `fit` gives the state in its folder


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    fitting = commands.add_parser("fit", help="train on the rows of a file; goes on where it was")
    fitting.add_argument("rows", type=Path, help="gzipped JSON Lines")
    fitting.add_argument("out", type=Path, help="folder for the state of the run")
    exporting = commands.add_parser("export", help="write the model of a run as int8 ONNX")
    exporting.add_argument("out", type=Path, help="folder with the state of the run")
    exporting.add_argument("folder", type=Path, help="folder for the model")
    scoring = commands.add_parser("score", help="score a model on the rows of a file")
    scoring.add_argument("rows", type=Path, help="gzipped JSON Lines")
    scoring.add_argument("--model", default=READER_EN.name, help="packaged name or ONNX folder")
    arguments = parser.parse_args()
    match arguments.command:
        case "fit":
            _fit(arguments.rows, arguments.out)
        case "export":
            start = local_model(RERANKER_EN.name).path
            checkpoint, tokenizer = arguments.out / CHECKPOINT, start / "tokenizer.json"
            _show([f"SHA-256 {export(checkpoint, tokenizer, arguments.folder)}"])
        case "score":
            with closing(OnnxReader(arguments.model)) as reader:
                _show(_table(score(reader, read_rows(arguments.rows, LEFT_OUT))))


def _fit(rows: Path, out: Path) -> None:
    """Train from the packaged cross-encoder and keep the state in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    torch.manual_seed(settings.seed)
    start = local_model(RERANKER_EN.name).path
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings.window, stride=settings.stride, strategy="only_second")
    reader = SpanReader.from_cross_encoder(start / "model.onnx")
    fit(reader, read_rows(rows, LEFT_OUT), tokenizer, settings, out)


def _table(scores: Iterable[Score]) -> list[str]:
    """Return the rows of a Markdown table, one for each score."""
    names = [field.name for field in fields(Score)]
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
