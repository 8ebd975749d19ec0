"""An answer as a Markdown message with numbered links, and the answer's text back from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.answer import Answer, AnswerKind, Citation
from qa.cited import shown_citations
from qa.showing.sourcing import source_path, source_titles
from qa.showing.wording import GAPS, REMARKS
from web.answers.presenting import count_worded
from web.openai_api.markdown import escaped, inline, linked, unescaped

_QUOTED = "> "
_POINT = "- "
_BREAK = "\\"  # at the end of a line: the next one begins below it
_MARK = re.compile(r" \[\d{1,6}\]\([^()\s]+\)")
_SCANNED = re.compile(r"^\d{1,9} rows?; \d{1,9} of \d{1,9} sections scanned$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to what a message cites: `content[start:end]` is its Markdown, in code points."""

    start: int
    end: int
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Message:
    """An answer as Markdown, with the links in it in their order."""

    content: str
    links: tuple[Link, ...]


def message(answer: Answer, root: str) -> Message:
    """Return an answer as a message; `root` is put before its links, which begin with `/`.

    The text stands in a block quote and nothing else does, so that `text_of_message` finds it. Each
    quote is followed by the links to its citations, numbered in the order that they come in; the
    sources stand below by their numbers.
    """
    written = _Writing(root, answer)
    for each in answer.corrections:
        written.paragraph(f"“{each.typed}” was read as “{each.read}”.")
    if answer.kind is AnswerKind.NOT_FOUND:
        _refusal(written, answer)
    else:
        _found(written, answer)
    written.sources()
    return written.done()


def text_of_message(content: str) -> str:
    """Return the text of the answer that `message` wrote as `content`, empty where it had none.

    A message that `message` did not write is its own text, or what its first block quote holds.
    """
    lines = content.replace("\r\n", "\n").split("\n")
    quoted: list[str] = []
    for line in lines:
        if line.startswith(_QUOTED.rstrip()):
            quoted.append(_plain(line[1:].removeprefix(" ")))
        elif quoted:
            break
    if quoted:
        return "\n".join(quoted)
    is_ours = any(line in _REFUSALS for line in lines) or _SCANNED.search(content) is not None
    return "" if is_ours else content


class _Writing:
    """A message that is being written, paragraph by paragraph."""

    def __init__(self, root: str, answer: Answer) -> None:
        self._root = root
        self._titles = source_titles(shown_citations(answer))
        self._content = ""
        self._links: list[Link] = []
        self._numbers: dict[Citation, int] = {}

    def paragraph(self, text: str, *cited: Citation, lead: str = "") -> None:
        self._begin()
        self._line(lead, escaped(text), cited)

    def lines(self, lead: str, lines: Iterable[tuple[str, tuple[Citation, ...]]]) -> None:
        """Write lines that belong together, each with what it cites, `lead` before each."""
        self._begin()
        for number, (line, cited) in enumerate(lines):
            if number:
                self._content += "\n" if lead.endswith(_POINT) else f"{_BREAK}\n"
            self._line(lead, escaped(line), cited)

    def title(self, citation: Citation) -> str:
        """Return how the document of a citation is called, with its edition and date."""
        return self._titles[citation.document]

    def strong(self, text: str) -> None:
        self._begin()
        self._content += f"**{escaped(text)}**"

    def sources(self) -> None:
        if not self._numbers:
            return
        self._begin()
        self._content += "Sources:"
        for citation, number in self._numbers.items():
            title = linked(self.title(citation), self._url(citation))
            path = map(inline, source_path(citation))
            separator = "\n\n" if number == 1 else "\n"
            self._content += f"{separator}{number}. {' › '.join((title, *path))}"

    def done(self) -> Message:
        return Message(self._content, tuple(self._links))

    def _begin(self) -> None:
        self._content += "\n\n" if self._content else ""

    def _line(self, lead: str, line: str, cited: Iterable[Citation]) -> None:
        self._content += f"{lead}{line}"
        for citation in cited:
            number = self._numbers.setdefault(citation, len(self._numbers) + 1)
            url = self._url(citation)
            mark = f"[{number}]({url})"
            start = len(self._content) + 1
            title = self.title(citation)
            self._links.append(Link(start, start + len(mark), url, title))
            self._content += f" {mark}"

    def _url(self, citation: Citation) -> str:
        return self._root + citation.link


def _refusal(written: _Writing, answer: Answer) -> None:
    written.paragraph(REMARKS[answer.remark])
    if answer.missing:
        written.paragraph(f"{GAPS[answer.gap]} {answer.missing}")
    if answer.suggestions:
        written.paragraph("Questions that the documents answer:")
        written.lines(_POINT, ((each, ()) for each in answer.suggestions))
    if answer.nearest:
        written.paragraph("Nearest passages:")
        written.lines(_POINT, ((near.text, (near.citation,)) for near in answer.nearest))


def _found(written: _Writing, answer: Answer) -> None:
    is_conflict = answer.kind is AnswerKind.CONFLICT
    if answer.answer not in ("", answer.text) and not is_conflict:
        written.strong(answer.answer)
    for context in answer.context:
        written.paragraph(f"({context.text})", context.citation)
    items = [(item.text, (item.citation,)) for item in answer.items]
    are_the_text = bool(items) and answer.text == "\n".join(text for text, _ in items)
    if are_the_text and not any("\n" in text for text, _ in items):
        written.lines(f"{_QUOTED}{_POINT}", items)
    else:
        if answer.text:
            *first, last = answer.text.split("\n")
            cited = answer.citations[:1] if items else answer.citations
            written.lines(_QUOTED, [*((line, ()) for line in first), (last, cited)])
        if items:
            if is_conflict:
                written.paragraph("The sources differ:")
                items = [(f"{written.title(cited)}: {text}", (cited,)) for text, (cited,) in items]
            written.lines(_POINT, [(" ".join(text.split("\n")), cited) for text, cited in items])
    if counted := count_worded(answer):
        written.paragraph(counted)
    if answer.kind is AnswerKind.LEDGER:
        rows = "1 row" if len(answer.items) == 1 else f"{len(answer.items)} rows"
        coverage = answer.coverage
        scanned = f"{coverage.sections_scanned} of {coverage.sections} sections scanned"
        written.paragraph(f"{rows}; {scanned}")
    if answer.missing:
        written.paragraph(f"{GAPS[answer.gap]} {answer.missing}")
    for reading in answer.readings:
        written.paragraph(f"It can also be understood as: {reading.understood_as}")
        written.paragraph(" ".join(reading.text.split("\n")), *reading.citations)


def _plain(line: str) -> str:
    """Return a quoted line without its lead, its links and its line break."""
    line = line.removeprefix(_POINT)
    if (len(line) - len(line.rstrip(_BREAK))) % 2:  # a backslash of the text is doubled
        line = line[:-1]
    end = len(line)
    while (start := line.rfind(" [", 0, end)) >= 0 and _MARK.fullmatch(line, start, end):
        end = start
    return unescaped(line[:end])


_REFUSALS = frozenset(map(escaped, REMARKS.values()))
