"""The command that prepares many files beforehand."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from corpus.loading.formats import STANDARD_FORMATS
from web.collecting.commands import Command
from web.collecting.cutting import Cutting
from web.collecting.places import survey_places
from web.collecting.preparing import Part, Preparer, Preparing, of_part
from web.collecting.preparing_on_ray import LOCAL, prepare_on_ray, ray_cluster
from web.configuration.settings import Settings
from web.service import load_embedder


def add_prepare(command: Command) -> None:
    """Make the command of this module."""
    sub = command(
        "prepare", prepare, "read, cut and embed files beforehand, for `pincite add --prepared`"
    )
    sub.add_argument("paths", type=Path, nargs="+", metavar="FILE|FOLDER")
    sub.add_argument(
        "--store",
        type=Path,
        required=True,
        metavar="STORE",
        help="the folder for what is made; what is there already is not made again",
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
        metavar="N",
        help="processes side by side; as many as processors by default",
    )
    sub.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="do it on the Ray cluster there, whose machines all have FILE|FOLDER and STORE at the "
        f"same path; `{LOCAL}` for one on this machine alone",
    )
    sub.epilog = (
        "It reads no collection and writes none, and may be interrupted: done again, it goes on. "
        "Exit status: 0 if all was prepared, 1 if some files could not be read, 2 if nothing could."
    )


def prepare(settings: Settings, options: argparse.Namespace) -> int:
    """Make what is missing in the store of files, and say what became of them."""
    places = [path.absolute() for path in options.paths]
    found = survey_places(places, (), STANDARD_FORMATS)
    files = of_part((each.file for each in found.candidates), options.part)
    # Nothing else of the settings is sent to other processes or machines.
    load = partial(load_embedder, Settings(embedder=settings.embedder, threads=1))
    store = options.store.absolute()
    preparing = Preparing(store, load, settings.largest_file, Cutting())
    # What is wrong with the model or the folder is said here, once, rather than by each process.
    preparer = Preparer(preparing)
    embedded = known = 0
    failed = [f"{each.path}: {each.reason}" for each in (*found.unlisted, *found.unseen)]
    processors = options.processes or os.cpu_count() or 1
    with ExitStack() as ending:
        if options.ray is not None:
            ending.enter_context(ray_cluster(options.ray, processors))
            done = prepare_on_ray(preparing, files, options.processes, preparer.made_by)
        else:
            done = preparing.prepare(files, processors)
        for each in done:
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
