"""The command that makes the vectors of many files beforehand."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.loading.formats import STANDARD_FORMATS
from index.prepared import PreparedVectors
from web.collecting.commands import Command
from web.collecting.cutting import Cutting
from web.collecting.places import survey_places
from web.collecting.preparing import Part, Preparing, of_part
from web.configuration.settings import Settings
from web.service import load_embedder


def add_prepare(command: Command) -> None:
    """Make the command of this module."""
    sub = command("prepare", prepare, "embed files beforehand, for `pincite add --prepared`")
    sub.add_argument("paths", type=Path, nargs="+", metavar="FILE|FOLDER")
    sub.add_argument(
        "--store",
        type=Path,
        required=True,
        metavar="STORE",
        help="the folder for the vectors; what is there already is not made again",
    )
    sub.add_argument(
        "--part",
        type=_part,
        default=Part(),
        metavar="I/N",
        help="do the I-th of N parts alone, for N machines that do one each",
    )
    sub.add_argument(
        "--processes",
        type=int,
        choices=range(1, 65),
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes side by side; as many as processors by default",
    )
    sub.epilog = (
        "It reads no collection and writes none, and may be interrupted: done again, it goes on. "
        "Exit status: 0 if all was prepared, 1 if some files could not be read, 2 if nothing could."
    )


def prepare(settings: Settings, options: argparse.Namespace) -> int:
    """Embed the chunks of files that have no vector yet, and say what became of them."""
    found = survey_places(options.paths, (), STANDARD_FORMATS)
    files = of_part((each.file for each in found.candidates), options.part)
    load = partial(load_embedder, replace(settings, threads=1))
    # What is wrong with the model or the folder is said here, once, rather than by each process.
    PreparedVectors(options.store, load())
    preparing = Preparing(options.store, load, settings.largest_file, Cutting())
    embedded = known = 0
    failed = [f"{each.path}: {each.reason}" for each in (*found.unlisted, *found.unseen)]
    for each in preparing.prepare(files, options.processes):
        embedded, known = embedded + each.embedded, known + each.known
        failed += [f"{each.path}: {each.reason}"] if each.reason else []
    for line in failed:
        print(line)
    print(
        f"{len(files)} files; {embedded} texts embedded, {known} were there; {len(failed)} failed"
    )
    return 1 if failed else 0


def _part(text: str) -> Part:
    """Return the part that is written so; argparse turns the error into a message."""
    number, _, of = text.partition("/")
    try:
        return Part(int(number), int(of))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no part; write one of three as 1/3, 2/3 or 3/3"
        ) from error
