"""The commands that put documents into a collection, take them out and look after it."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from corpus.document import Metadata
from corpus.errors import DataFolderError
from corpus.loading.formats import STANDARD_FORMATS
from index.prepared.documents import PreparedDocuments
from index.prepared.vectors import PreparedEmbedder, PreparedVectors
from qa.serialise import to_json
from web.collecting.adding import Collector
from web.collecting.backup import back_up
from web.collecting.editions import Said
from web.collecting.events import Observer, Outcome
from web.collecting.progress import JsonLines, Progress, summary
from web.collecting.status import status, status_text
from web.collecting.watching import Watch, look_at
from web.configuration.settings import Settings
from web.service import load_embedder
from web.storing import data_folder, storage_of

_FIELDS = tuple(field.name for field in fields_of(Metadata))
_SOME_FAILED = (
    "Exit status: 0 if it was done, 1 if some documents could not be read and the others were "
    "taken, 2 if nothing could be done, with one sentence on standard error, 130 if interrupted."
)
_SHORTEST, _LONGEST = 0.1, 86_400  # seconds between two looks
Run = Callable[[Settings, argparse.Namespace], int]


class Command(Protocol):
    """Makes a command of the command line."""

    def __call__(self, name: str, run: Run, help: str) -> argparse.ArgumentParser:
        """Return the parser of a new command."""


def add_commands(command: Command) -> None:
    """Make the commands of this module."""
    json_lines = "print what happens as lines of JSON"
    sub = command("add", add, "add files and folders to the collection, or what changed in them")
    sub.add_argument("paths", type=Path, nargs="+", metavar="FILE|FOLDER")
    sub.add_argument(
        "--replaces",
        action="append",
        default=[],
        metavar="ID",
        help="the one file is a newer edition of this document, which answers no more",
    )
    sub.add_argument(
        "--keep-both",
        action="store_true",
        help="take none of the documents for an edition of another, however alike they are",
    )
    sub.add_argument(
        "--prepared",
        type=Path,
        metavar="STORE",
        help="take what is there from the folder that `pincite prepare` wrote",
    )
    sub.add_argument("--json", action="store_true", help=json_lines)
    sub.epilog = _SOME_FAILED

    sub = command("update", update, "take in what is new, changed or gone where documents are from")
    sub.add_argument(
        "--anew",
        action="store_true",
        help="read everything again, also where the collection is damaged or of an older format",
    )
    sub.add_argument("--json", action="store_true", help=json_lines)
    sub.epilog = _SOME_FAILED

    sub = command("remove", remove, "remove documents from the collection; their files stay")
    sub.add_argument("documents", nargs="+", metavar="ID")
    sub.add_argument("--json", action="store_true", help=json_lines)

    sub = command("describe", describe, "say what is known about a document, in place of its file")
    sub.add_argument("document", metavar="ID")
    for name in _FIELDS:
        sub.add_argument(f"--{name}", help="as it is to be shown; '' for what the file says")
    sub.add_argument(
        "--replaces",
        action="append",
        default=[],
        metavar="OTHER",
        help="it is a newer edition of this document, which answers no more; '' takes that back",
    )
    sub.add_argument(
        "--current", action="store_true", help="nothing supersedes it, however alike it is"
    )

    sub = command("status", show_status, "show what the collection holds and what changed since")
    sub.add_argument("--json", action="store_true", help="print it as JSON")

    sub = command("watch", watch, "add folders, and update whenever something in them changes")
    sub.add_argument("paths", type=Path, nargs="+", metavar="FOLDER")
    sub.add_argument("--every", type=_seconds, default=2.0, metavar="SECONDS", help="look so often")
    sub.add_argument("--json", action="store_true", help=json_lines)

    sub = command("backup", backup, "copy the data folder, also while it is served")
    sub.add_argument("destination", type=Path, metavar="FOLDER", help="a folder that is not there")


def add(settings: Settings, options: argparse.Namespace) -> int:
    """Add what is new or changed in files and folders."""
    said = Said(options.replaces, options.keep_both)
    collecting = _collector(settings, options)
    if options.prepared:
        vectors = PreparedVectors(options.prepared, collecting.embedder)
        documents = PreparedDocuments(options.prepared, collecting.cutting.chunker)
        collecting = replace(
            collecting,
            embedder=PreparedEmbedder(collecting.embedder, vectors),
            cutting=replace(collecting.cutting, prepared=documents),
        )
    return _told(options, collecting.add(options.paths, said))


def update(settings: Settings, options: argparse.Namespace) -> int:
    """Go over the places that were added."""
    return _told(options, _collector(settings, options).update(anew=options.anew))


def remove(settings: Settings, options: argparse.Namespace) -> int:
    """Remove documents."""
    return _told(options, _collector(settings, options).remove(options.documents))


def describe(settings: Settings, options: argparse.Namespace) -> int:
    """Set what is known about a document and print all of it as JSON."""
    fields = {name: text for name in _FIELDS if (text := getattr(options, name)) is not None}
    said = Said(options.replaces, options.current)
    known = collector(settings, Progress(sys.stderr)).describe(options.document, fields, said)
    print(json.dumps(to_json(known), ensure_ascii=False))
    return 0


def show_status(settings: Settings, options: argparse.Namespace) -> int:
    """Print what the collection holds, where it came from and what has changed since."""
    found = status(data_folder(settings))
    print(json.dumps(to_json(found), ensure_ascii=False) if options.json else status_text(found))
    return 0


def backup(settings: Settings, options: argparse.Namespace) -> int:
    """Copy the data folder."""
    generation = back_up(settings.data, options.destination, storage_of(settings))
    print(f"{options.destination}: generation {generation} and what was left beside it")
    if settings.database:
        print("conversations, verdicts and keys are in PostgreSQL alone; use pg_dump for them")
    return 0


def watch(settings: Settings, options: argparse.Namespace) -> int:
    """Add folders, then update whenever something in them has changed, until interrupted."""
    collecting = _collector(settings, options)
    places = [path.absolute() for path in options.paths]
    watching = Watch(lambda: look_at(places, STANDARD_FORMATS))
    _told(options, collecting.add(places))
    while True:
        time.sleep(options.every)
        if watching.is_due():
            try:
                _told(options, collecting.update())
            except DataFolderError as error:
                # Another process may be writing; what has changed is still there afterwards.
                print(f"pincite: {error}", file=sys.stderr)
                watching.again()


def collector(settings: Settings, observer: Observer) -> Collector:
    """Return a collector that embeds on all processors, and tells what happens."""
    every_one = replace(settings, threads=os.cpu_count() or 1)
    return Collector(
        settings.data,
        load_embedder(every_one),
        observer,
        largest_file=settings.largest_file,
        storage=storage_of(settings),
    )


def _collector(settings: Settings, options: argparse.Namespace) -> Collector:
    return collector(settings, JsonLines(sys.stdout) if options.json else Progress(sys.stderr))


def _told(options: argparse.Namespace, outcome: Outcome) -> int:
    if options.json:
        JsonLines(sys.stdout).done(outcome)
    else:
        print(summary(outcome), flush=True)
    return 0 if outcome.is_whole else 1


def _seconds(text: str) -> float:
    """Return a time from a tenth of a second to a day; argparse turns the error into a message."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not _SHORTEST <= seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no time from {_SHORTEST} to {_LONGEST}")
    return seconds
