"""A web application over a small collection, for the tests of the web."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server

from corpus.document import HeadingMark
from corpus.span import Span
from corpus.structure import StructuredDocument
from index.embedded import EmbeddedIndex
from index.protocols import Index
from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind, Citation, Part, Reply
from qa.question import Question
from qa.ranking import NOTHING
from qa.service import AnswerService, Reasoned
from qa.settings import WEIGHTS
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, COLLECTION, SharedLines, SharedWords, Shelf, build, parsed
from web.app import create_app
from web.configuration.settings import Settings
from web.opening import Asking

HOSTILE = """\
# <script>document.title = "stolen"</script> Attacks

The attacker writes <img src=x onerror="document.title='stolen'"> into minutes of the assembly.

## <b>Bold</b> & "quoted" headings

Escaped entities such as &lt;script&gt; stay ampersands in assembly minutes.
"""


@dataclass(frozen=True, slots=True)
class Collection:
    """An index and whatever answers."""

    index: Index
    answers: Asking

    def refresh(self) -> None:
        pass  # it never changes


class Prepared:
    """Answers every question alike and remembers what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        return self.explain(question).reply.answer

    def explain(self, question: Question) -> Reasoned:
        self.asked.append(question)
        reply = Reply(self.answer, ())
        return Reasoned(reply, asked(question.text), NOTHING, (), WEIGHTS, None)


class ByQuestion:
    """Answers each question that it knows with its own answer, and every other with a refusal."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def ask(self, question: Question) -> Answer:
        return self._answers.get(question.text, Answer(AnswerKind.NOT_FOUND))

    def explain(self, question: Question) -> Reasoned:
        return Prepared(self.ask(question)).explain(question)


def markdown(text: str) -> StructuredDocument:
    """Return a text in Markdown with its structure."""
    headings = re.finditer(r"^(#+) (.+)$", text, re.MULTILINE)
    return parsed(
        text,
        marks=[HeadingMark(Span(found.start(2), found.end()), len(found[1])) for found in headings],
    )


@cache
def long_document() -> StructuredDocument:
    """Return a document of five million characters in five thousand sections."""
    said = "The warden of part {n} keeps the register of hives and tells the mayor. "
    return markdown("".join(f"## Part {n}\n\n{said.format(n=n) * 14}\n\n" for n in range(5000)))


@contextmanager
def collection(folder: Path, texts: Mapping[str, str] = COLLECTION) -> Iterator[Collection]:
    """Open a collection of these files with the models done by hand."""
    with EmbeddedIndex.open(build(folder, texts), HashedWords()) as index:
        yield Collection(index, AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP))


@contextmanager
def application(folder: Path, texts: Mapping[str, str] = COLLECTION) -> Iterator[Flask]:
    """Make the application over a collection of these files."""
    with collection(folder, texts) as service:
        yield create_app(service=service)


def answering(answer: Answer) -> tuple[Flask, Prepared]:
    """Return an application that gives one answer to everything, and what it was asked."""
    answers = Prepared(answer)
    return create_app(service=Collection(Shelf(parsed("A text.\n")), answers)), answers


def citation(quote: str, start: int = 0, **changed: str) -> Citation:
    """Return a citation of a document called `doc`."""
    end = start + len(quote)
    section = (changed.get("section", "Scope"),)
    document = changed.get("document", "doc")
    return Citation(
        document=document,
        title=changed.get("title", "The Act"),
        edition=changed.get("edition", "2nd"),
        section=section,
        page=None,
        parts=(Part(start, end, quote),),
        prefix="",
        suffix="",
        text_sha256="0" * 64,
        link=f"/documents/{document}?cite={start}-{end}#cited",
    )


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve the application on a free port and yield its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@contextmanager
def keeping(folder: Path, answer: Answer, days: int = 30) -> Iterator[tuple[Flask, Prepared]]:
    """Make an application that gives one answer to everything and keeps conversations in a folder.

    Yield it and what it was asked.
    """
    answers = Prepared(answer)
    settings = Settings(data=folder, history_days=days)
    app = create_app(settings, Collection(Shelf(parsed("A text.\n")), answers))
    yield app, answers
    app.extensions["history"].close()
