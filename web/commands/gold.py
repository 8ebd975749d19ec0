"""The commands that look after gold questions of one's own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import GoldError
from corpus.loading.folder import read_folder
from qa.evaluation.doubts import unheld_answers
from qa.evaluation.drafting import drafted
from qa.evaluation.gold import GoldQuestion, Status, misquoted
from qa.evaluation.gold_files import gold_in, write_gold
from qa.evaluation.suggesting import suggestions
from qa.opening import Pincite
from qa.question import Question
from web.configuration.settings import Settings
from web.evaluation.evaluating import collection
from web.feedback.record import Feedback, Verdict
from web.feedback.store import verdicts_in
from web.service import opened

_Run = Callable[[Settings, argparse.Namespace], int]
_Command = Callable[[str, _Run, str], argparse.ArgumentParser]


def add_gold_commands(command: _Command) -> None:
    """Add `gold check` and `gold suggest` to the command line."""
    sub = command("gold", _check, "check gold questions of one's own, or draft some")
    known = sub.add_subparsers(required=True, metavar="COMMAND")

    told = "tell what is wrong with a file of gold questions"
    check = known.add_parser("check", help=told, description=told)
    check.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, or a table: .csv")
    check.add_argument("--documents", type=Path, help="the folder that the questions are about")
    check.set_defaults(command=_check)
    check.epilog = "Exit status: 0 if nothing is wrong, 1 if something is."

    told = "draft gold questions for a person to accept, from the documents and from feedback"
    suggest = known.add_parser("suggest", help=told, description=told)
    suggest.add_argument("file", type=Path, metavar="FILE", help="a new file: .jsonl or .csv")
    suggest.add_argument("--documents", type=Path, help="draft from this folder instead")
    suggest.add_argument("--most", type=int, default=40, help="from the documents (40)")
    suggest.set_defaults(command=_suggest)


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


def _suggest(settings: Settings, options: argparse.Namespace) -> int:
    """Write drafts, which count for nothing before somebody accepts them, to a new file."""
    if options.file.exists():
        raise GoldError(f"{options.file} is there already; name a new file")
    with collection(settings, options.documents) as pincite:
        index = pincite.index
        documents = ((index.document(i), index.structures(i)) for i in index.document_ids())
        made = list(suggestions(documents, max(options.most, 0)))
        is_collection = options.documents is None
        asked = verdicts_in(settings.data, settings.database) if is_collection else iter(())
        made += _from_feedback(pincite, asked)
    write_gold(options.file, made)
    print(
        f"{options.file}: {len(made)} suggested; set the status of those that are good to "
        "accepted, and take the others out"
    )
    return 0


def _from_feedback(pincite: Pincite, verdicts: Iterator[Feedback]) -> Iterator[GoldQuestion]:
    """Yield a draft for each question that feedback was left on, the newest verdict counting.

    A question that followed on others is passed over: what they were answered is not kept.
    """
    newest = {each.question: each for each in verdicts if not each.earlier}
    for number, verdict in enumerate(newest.values(), start=1):
        answer = pincite.answers.ask(Question(verdict.question))
        said = "right" if verdict.verdict is Verdict.UP else "wrong"
        note = f"somebody found the answer {said}" + (verdict.remark and f": {verdict.remark}")
        draft = drafted(f"feedback-{number}", verdict.question, answer, note)
        if draft is not None:
            yield draft


def _texts(settings: Settings, documents: Path | None) -> dict[str, str]:
    if documents is not None:
        return {each.id: each.text for each in read_folder(documents)}
    with opened(settings) as pincite:
        return pincite.texts()
