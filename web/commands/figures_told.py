"""Figures of an evaluation, told to a person or to a program."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from qa.evaluation.jsonl import write_records
from qa.serialise import Json

_STANDARD_OUTPUT = "-"


def add_json_option(sub: argparse.ArgumentParser) -> None:
    """Add the option that `printed` takes as its `file`."""
    sub.add_argument(
        "--json",
        metavar="FILE",
        help="write the figures as JSON to this file, too; - prints them as JSON instead",
    )


def printed(text: str, figures: Json, file: str | None) -> str:
    """Return what is to be printed: `text`, or `figures` as a line of JSON if `file` is `-`.

    The figures are written to any other file that is named, as a line of JSON, and the text is
    printed all the same. Raises GoldError if the file cannot be written.
    """
    if file == _STANDARD_OUTPUT:
        return json.dumps(figures, ensure_ascii=False)
    if file is not None:
        write_records(Path(file), [figures])
    return text
