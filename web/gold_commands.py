"""The commands that look after gold questions of one's own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from corpus.loading.folder import read_folder
from qa.evaluation.doubts import unheld_answers
from qa.evaluation.gold import Status, misquoted
from qa.evaluation.gold_files import gold_in
from web.service import opened
from web.settings import Settings

_Run = Callable[[Settings, argparse.Namespace], int]
_Command = Callable[[str, _Run, str], argparse.ArgumentParser]


def add_gold_commands(command: _Command) -> None:
    """Add `gold check` to the command line."""
    sub = command("gold", _check, "check gold questions of one's own")
    known = sub.add_subparsers(required=True, metavar="COMMAND")

    told = "tell what is wrong with a file of gold questions"
    check = known.add_parser("check", help=told, description=told)
    check.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, or a table: .csv")
    check.add_argument("--documents", type=Path, help="the folder that the questions are about")
    check.set_defaults(command=_check)
    check.epilog = "Exit status: 0 if nothing is wrong, 1 if something is."


def _check(settings: Settings, options: argparse.Namespace) -> int:
    """Print all that is wrong with a file, then what it holds."""
    read = gold_in(options.file)
    problems = [*read.problems, *misquoted(read.questions, _texts(settings, options.documents))]
    for problem in problems:
        print(problem)
    for question in read.questions:
        unheld = unheld_answers(question)
        if unheld:
            print(f"{question.id} is doubtful: {unheld}")
    answerable = sum(each.answerable for each in read.questions)
    suggested = sum(each.status is Status.SUGGESTED for each in read.questions)
    print(
        f"{options.file}: {len(read.questions)} questions, {answerable} with an answer, "
        f"{len(read.questions) - answerable} without; {suggested} only suggested; "
        f"{len(problems)} to correct"
    )
    return 1 if problems else 0


def _texts(settings: Settings, documents: Path | None) -> dict[str, str]:
    if documents is not None:
        return {each.id: each.text for each in read_folder(documents)}
    with opened(settings) as pincite:
        return pincite.texts()
