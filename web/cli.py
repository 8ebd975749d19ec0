"""The command line."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from corpus.errors import PinciteError, QuestionError
from corpus.loading.folder import SHIPPED_DOCUMENTS, read_folder
from index.embedded import EmbeddedIndex
from qa.evaluation.ablation import ablate, render_ablations
from qa.evaluation.compare import compare
from qa.evaluation.gold import GoldQuestion, check_quotes, read_gold, shipped_gold
from qa.evaluation.outcome import outcomes
from qa.evaluation.prediction import read_predictions, write_predictions
from qa.evaluation.reference import reference_of, write_reference
from qa.evaluation.render import render as render_report
from qa.evaluation.render import render_comparison
from qa.evaluation.report import report
from qa.evaluation.run import Respond, evaluate
from qa.question import Question, Turn, check
from qa.serialise import answer_bytes, explained_bytes
from qa.settings import Part
from qa.trace import trace
from web.asking import question_from_json
from web.building import Built, build
from web.service import Pincite, load_embedder, opened
from web.settings import Settings, read_settings
from web.structure_text import structure_json, structure_text
from web.terminal import render, render_trace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 with one sentence on standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        settings = read_settings()
        if options.data:
            settings = replace(settings, data=options.data)
        return int(options.command(settings, options))
    except PinciteError as error:
        print(f"pincite: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, help="the data folder of the collection (or PINCITE_DATA)"
    )
    parser = argparse.ArgumentParser(
        prog="pincite",
        description="Answers questions about documents in the documents' own words.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help, parents=[common])
        sub.set_defaults(command=run)
        return sub

    sub = command("build", _build, "make the collection from a folder of documents")
    sub.add_argument("folder", type=Path, nargs="?", default=SHIPPED_DOCUMENTS)

    sub = command("ask", _ask, "answer one question")
    asked = sub.add_mutually_exclusive_group(required=True)
    asked.add_argument("question", nargs="?")
    asked.add_argument(
        "--questions",
        metavar="FILE",
        help="ask every line of a file (- for standard input), each a question as JSON",
    )
    sub.add_argument("--document", action="append", default=[], help="ask in this document only")
    sub.add_argument("--json", action="store_true", help="print the answer as JSON")
    sub.add_argument("--explain", action="store_true", help="show why the answer won, too")

    sub = command("chat", _chat, "answer questions one after the other")
    sub.add_argument("--json", action="store_true", help="print the answers as JSON lines")
    sub.set_defaults(explain=False)

    sub = command("serve", _serve, "answer questions on the web")
    sub.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    sub.add_argument("--port", type=int, default=8000, help="the port to listen at")
    sub.add_argument("--threads", type=_count, default=8, help="requests that are answered at once")
    sub.add_argument(
        "--name",
        action="append",
        default=[],
        help="a host name to answer under besides localhost, as behind a proxy (repeatable)",
    )

    sub = command("structure", _structure, "show the sections, lists and tables of a document")
    sub.add_argument("document", help="the id of the document")
    sub.add_argument("--json", action="store_true", help="print the structure as JSON")

    sub = command("evaluate", _evaluate, "score the answers to gold questions")
    sub.add_argument("gold", type=Path, nargs="?", help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")
    sub.add_argument("--predictions", type=Path, help="write the predictions to this file")
    sub.add_argument("--reference", type=Path, help="write the figures of the regression gate")
    sub.add_argument("--threads", type=_count, default=1, help="ask from so many threads at once")
    sub.add_argument("--shuffle", type=int, metavar="SEED", help="ask in another order")

    sub = command("ablate", _ablate, "score the answers with each part left out in turn")
    sub.add_argument("gold", type=Path, nargs="?", help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")

    sub = command("compare", _compare, "compare two files of predictions")
    sub.add_argument("before", type=Path)
    sub.add_argument("after", type=Path)
    sub.add_argument("--gold", type=Path, help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="the folder evaluated over (the shipped)")
    return parser


def _count(text: str) -> int:
    """Return a number from 1 to 64; argparse turns the error into a usage message."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 64):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 64")
    return int(text)


def _build(settings: Settings, options: argparse.Namespace) -> int:
    built = _build_folder(options.folder, settings)
    print(
        f"{settings.data}: {len(built.added)} added, {len(built.unchanged)} unchanged, "
        f"{len(built.removed)} removed"
    )
    return 0


def _build_folder(folder: Path, settings: Settings) -> Built:
    def told(document_id: str) -> None:
        print(f"reading {document_id}", file=sys.stderr)

    return build(folder, settings.data, load_embedder(settings), on_document=told)


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    with opened(settings) as pincite:
        if options.questions is None:
            question = Question(options.question, documents=tuple(options.document))
            _answer(pincite, question, options)
            return 0
        for question in _questions(options):
            _answer(pincite, question, options)
    return 0


def _questions(options: argparse.Namespace) -> Iterator[Question]:
    if options.document:
        raise QuestionError("--document goes with one question; name documents in the file instead")
    for number, line in enumerate(_lines(options.questions), start=1):
        try:
            yield question_from_json(line)
        except PinciteError as error:
            raise QuestionError(f"{options.questions}, line {number}: {error}") from error


def _lines(name: str) -> list[bytes]:
    try:
        source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise QuestionError(f"{name} cannot be read: {error.strerror}") from error
    return source.splitlines()


def _answer(pincite: Pincite, question: Question, options: argparse.Namespace) -> str:
    reasoned = pincite.answers.explain(question)
    answer = reasoned.reply.answer
    told = trace(reasoned) if options.explain else None
    if options.json:
        body = answer_bytes(answer) if told is None else explained_bytes(answer, told)
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.flush()
    else:
        print(render(answer), flush=True)
        if told is not None:
            print(f"\n{render_trace(told)}", flush=True)
    return answer.text


def _chat(settings: Settings, options: argparse.Namespace) -> int:
    with opened(settings) as pincite:
        interactive = sys.stdin.isatty()
        if interactive:
            print("Ask about the documents; an empty line or Ctrl-D ends.")
        history: list[Turn] = []
        while line := _read_line("\n› " if interactive else ""):
            try:
                text = _answer(pincite, Question(line, history=tuple(history[-5:])), options)
            except PinciteError as error:
                print(f"pincite: {error}", file=sys.stderr)
                continue
            history.append(Turn(line, text))
    return 0


def _read_line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        return ""


def _serve(settings: Settings, options: argparse.Namespace) -> int:
    # gunicorn and Flask are loaded for this command alone: `ask` starts faster without them.
    from web.serving import serve

    def announce(line: str) -> None:
        print(line, flush=True)

    return serve(
        settings, options.host, options.port, options.threads, announce, names=options.name
    )


def _structure(settings: Settings, options: argparse.Namespace) -> int:
    with EmbeddedIndex.open(settings.data, load_embedder(settings)) as index:
        id_ = options.document
        check(Question(id_, documents=(id_,)), index.document_ids)
        document, found = index.document(id_), index.structures(id_)
    as_json = json.dumps(structure_json(document, found), ensure_ascii=False)
    print(as_json if options.json else structure_text(document, found))
    return 0


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    gold = _gold(options.gold)
    if options.shuffle is not None:
        random.Random(options.shuffle).shuffle(gold)  # noqa: S311 - an order, not a secret
    with _collection(settings, options.documents) as pincite:
        texts = pincite.texts()
        check_quotes(gold, texts)
        found = evaluate(gold, pincite.answers.reply, texts, threads=options.threads)
    if options.predictions:
        write_predictions(options.predictions, sorted(found.predictions, key=lambda p: p.id))
    if options.reference:
        write_reference(options.reference, reference_of(found.outcomes))
    print(render_report(report(found.outcomes)))
    return 0


def _ablate(settings: Settings, options: argparse.Namespace) -> int:
    gold = _gold(options.gold)
    with _collection(settings, options.documents) as pincite:
        answers, texts = pincite.answers, pincite.texts()
        check_quotes(gold, texts)

        def respond_without(parts: frozenset[Part]) -> Respond:
            return answers.with_settings(replace(answers.settings, without=parts)).reply

        def told(part: Part | None) -> None:
            print(f"without {part or 'nothing'}", file=sys.stderr)

        runs = ablate(gold, respond_without, texts, on_run=told)
    print(render_ablations(runs), end="")
    return 0


def _collection(settings: Settings, documents: Path | None) -> AbstractContextManager[Pincite]:
    """Open the collection of the settings, or one kept beside it for another folder."""
    embedder = load_embedder(settings)
    if documents is not None:
        place = hashlib.sha256(str(documents.resolve()).encode()).hexdigest()[:8]
        beside = settings.data.with_name(f"{settings.data.name}-evaluated")
        beside /= f"{documents.resolve().name}-{place}"
        settings = replace(settings, data=beside)
        build(documents, settings.data, embedder)
    return opened(settings, embedder)


def _gold(path: Path | None) -> list[GoldQuestion]:
    return list(shipped_gold() if path is None else read_gold(path))


def _compare(_settings: Settings, options: argparse.Namespace) -> int:
    gold = _gold(options.gold)
    documents = read_folder(options.documents or SHIPPED_DOCUMENTS)
    texts = {document.id: document.text for document in documents}
    before, after = (
        outcomes(gold, read_predictions(path), texts) for path in (options.before, options.after)
    )
    print(render_comparison(compare(before, after)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
