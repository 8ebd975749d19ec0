"""The commands that build a collection, ask it, show it and hold earlier answers against it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.errors import DataFolderError, PinciteError, QuestionError
from qa.opening import Pincite
from qa.question import Question, Turn, check, check_scope
from qa.searching.hits import SearchQuestion
from qa.searching.search import search
from qa.serialise import answer_bytes, explained_bytes, json_bytes, to_json
from qa.showing.printing import wrapped
from qa.showing.text import render, render_trace
from qa.trace import trace
from qa.verifying.given import given_from_json
from qa.verifying.verdicts import Verdict
from qa.verifying.verify import verify
from web.answers.export import ExportFormat, export, export_bytes
from web.collecting.building import build
from web.collecting.commands import collector
from web.collecting.progress import Progress
from web.collecting.repairing import repair_damaged, repaired_text
from web.commands.search_text import render_search
from web.commands.verify_text import verification_text
from web.configuration.settings import Settings
from web.configuration.text import effective, settings_table, settings_text
from web.doctor import diagnosis, diagnosis_text
from web.feedback.store import verdicts_in
from web.library.overview import entry
from web.questions.asking import question_from_json
from web.service import load_embedder, opened, opened_index
from web.storing import storage_of
from web.structure.text import structure_json, structure_text


def build_collection(settings: Settings, options: argparse.Namespace) -> int:
    """Make the collection of a folder, telling each document that is read."""

    def told(document_id: str) -> None:
        print(f"reading {document_id}", file=sys.stderr)

    built = build(
        options.folder,
        settings.data,
        load_embedder(settings),
        on_document=told,
        largest_file=settings.largest_file,
        storage=storage_of(settings),
    )
    print(
        f"{settings.data}: {len(built.added)} added, {len(built.unchanged)} unchanged, "
        f"{len(built.removed)} removed"
        + (f"; superseded: {', '.join(built.superseded)}" if built.superseded else "")
    )
    return 0


def ask(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one question, every line of standard input, or every question of a file.

    Answers to the lines of standard input are printed as lines of JSON.
    """
    given, file = options.question, options.questions
    if given is None and file is None:
        if sys.stdin.isatty():
            raise QuestionError("no question is asked; type one behind `pincite ask`")
        given = "-"
    if options.rows and (options.explain or given == "-" or file is not None):
        raise QuestionError("--rows goes with one question, and without --explain")
    options.json = options.json or given == "-"
    with opened(settings) as pincite:
        if file is not None:
            questions = _questions(options)
        else:
            typed = _typed_lines() if given == "-" else iter((given,))
            questions = (replace(_scope(options), text=text) for text in typed)
        for question in questions:
            _answer(pincite, question, options)
    return 0


def chat(settings: Settings, options: argparse.Namespace) -> int:
    """Answer the lines that are typed, each with what came before it, all within one scope."""
    scope = _scope(options)
    with opened(settings) as pincite:
        check_scope(scope, pincite.index.document_ids)
        interactive = sys.stdin.isatty()
        if interactive:
            print("Ask about the documents; an empty line or Ctrl-D ends.")
        history: list[Turn] = []
        while line := _read_line("\n› " if interactive else ""):
            try:
                question = replace(scope, text=line, history=tuple(history[-5:]))
                text = _answer(pincite, question, options)
            except PinciteError as error:
                print(f"pincite: {error}", file=sys.stderr)
                continue
            history.append(Turn(line, text))
    return 0


def serve_pages(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Answer on the web until interrupted."""
    # gunicorn and Flask are loaded for this command alone: `ask` starts faster without them.
    from web.server.serving import serve

    def announce(line: str) -> None:
        print(line, flush=True)

    return serve(settings, announce)


def show_settings(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print the settings in effect with where they come from, or the table of all."""
    if options.table:
        print(settings_table(), end="")
    elif options.json:
        print(json.dumps(to_json(effective(options.configured)), ensure_ascii=False))
    else:
        print(settings_text(options.configured))
    return 0


def serve_models(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Answer, as a server of the Model Context Protocol, the program that started this one."""
    # The protocol's library is loaded for this command alone.
    from web.mcp.running import serve_standard_streams
    from web.mcp.server import mcp_server
    from web.opening import Opening

    with opened(settings) as pincite:
        serve_standard_streams(mcp_server(Opening.done(pincite)))
    return 0


def show_structure(settings: Settings, options: argparse.Namespace) -> int:
    """Print what was found in a document."""
    with opened_index(settings) as index:
        id_ = options.document
        check(Question(id_, documents=(id_,)), index.document_ids)
        document, found = index.document(id_), index.structures(id_)
    as_json = json.dumps(structure_json(document, found), ensure_ascii=False)
    print(as_json if options.json else structure_text(document, found))
    return 0


def list_documents(settings: Settings, options: argparse.Namespace) -> int:
    """Print the documents of the collection by id, with what is known about them."""
    with opened_index(settings) as index:
        editions = index.editions()
        entries = tuple(entry(each, editions) for each in index.summaries())
        listed = {"generation": index.generation, "documents": to_json(entries)}
    if options.json:
        print(json.dumps(listed, ensure_ascii=False))
        return 0
    for each in entries:
        newer = f"superseded by {each.superseded_by}" if each.superseded_by else ""
        known = (each.id, each.title, each.issuer, each.date, each.edition, newer)
        told = "; ".join(said for said in dict.fromkeys(known) if said)
        print("\n".join(wrapped(told, "", "    ")))
    return 0


def diagnose(settings: Settings, options: argparse.Namespace) -> int:
    """Print what was found of models, collection and machine; the status is 1 if anything lacks.

    What is damaged of the collection is repaired before, if that is wanted.
    """
    if options.repair:
        parts = repair_damaged(collector(settings, Progress(sys.stderr)))
        print(repaired_text(parts), file=sys.stderr)
    findings = diagnosis(settings)
    is_well = all(each.is_well for each in findings)
    if options.json:
        print(json.dumps({"is_well": is_well, "findings": to_json(findings)}, ensure_ascii=False))
    else:
        print(diagnosis_text(findings))
    return 0 if is_well else 1


def search_texts(settings: Settings, options: argparse.Namespace) -> int:
    """Print where a phrase, or several words together, stand."""
    question = SearchQuestion(
        options.text, tuple(options.document), options.offset, options.limit, options.as_of
    )
    with opened_index(settings) as index:
        found = search(index, question)
    if options.json:
        sys.stdout.buffer.write(json_bytes(found) + b"\n")
        sys.stdout.flush()
    else:
        print(render_search(found))
    return 0


def verify_earlier(settings: Settings, options: argparse.Namespace) -> int:
    """Tell what became of earlier answers; the status is 1 if something changed or is gone."""
    given = given_from_json(_content(options.file))
    with opened_index(settings) as index:
        found = verify(given, index)
    print(json_bytes(found).decode("utf-8") if options.json else verification_text(found))
    return int(found.verdict in (Verdict.CHANGED, Verdict.GONE))


def _typed_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come, without the blank ones."""
    for line in sys.stdin.buffer:
        if text := line.decode("utf-8", errors="replace").strip():
            yield text


def print_feedback(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print what people say of the answers, a JSON object a line, the oldest first."""
    if not settings.data.is_dir():
        raise DataFolderError(f"There is no data folder {settings.data}; name another by --data.")
    for each in verdicts_in(settings.data, settings.database):
        sys.stdout.buffer.write(json_bytes(each) + b"\n")
    return 0


def _scope(options: argparse.Namespace) -> Question:
    """Return the question without words that is confined to the documents and the day given."""
    return Question("", documents=tuple(options.document), as_of=options.as_of)


def _questions(options: argparse.Namespace) -> Iterator[Question]:
    if options.document or options.as_of:
        raise QuestionError(
            "--document and --as-of go with one question; name them in the file instead"
        )
    for number, line in enumerate(_lines(options.questions), start=1):
        try:
            yield question_from_json(line)
        except PinciteError as error:
            raise QuestionError(f"{options.questions}, line {number}: {error}") from error


def _lines(name: str) -> list[bytes]:
    return _content(name).splitlines()


def _content(name: str) -> bytes:
    """Return what a file holds, or standard input as `-`."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise QuestionError(f"{name} cannot be read: {error.strerror}") from error


def _answer(pincite: Pincite, question: Question, options: argparse.Namespace) -> str:
    reasoned = pincite.answers.explain(question)
    answer = reasoned.reply.answer
    told = trace(reasoned) if options.explain else None
    if options.rows:
        exported = export(question.text, answer)
        sys.stdout.buffer.write(export_bytes(exported, ExportFormat(options.rows)))
        sys.stdout.flush()
    elif options.json:
        body = answer_bytes(answer) if told is None else explained_bytes(answer, told)
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.flush()
    else:
        print(render(answer), flush=True)
        if told is not None:
            print(f"\n{render_trace(told)}", flush=True)
    return answer.text


def _read_line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
