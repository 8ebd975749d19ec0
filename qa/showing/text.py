"""Answers as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from qa.answer import Answer, AnswerKind, Citation, Item
from qa.confidence.grounds import Grounds
from qa.showing.printing import printable, wrapped
from qa.showing.sourcing import source_line, source_place, source_titles
from qa.showing.wording import GAPS, REMARKS, as_of_worded
from qa.signals import Signals
from qa.trace import Trace

_CANDIDATE_WIDTH = 160


def render(answer: Answer) -> str:
    """Return an answer as a person reads it in a terminal: the text, then where it stands."""
    lines: list[str] = []
    for each in answer.corrections:
        lines += [*wrapped(f"“{each.typed}” was read as “{each.read}”.", ""), ""]
    if answer.as_of:
        lines += [as_of_worded(answer.as_of), ""]
    items = (item.citation for item in answer.items)
    nearest = (near.citation for near in answer.nearest)
    cited = cited_by(answer)
    titles = source_titles((*cited, *items, *nearest))
    if answer.kind is AnswerKind.NOT_FOUND:
        lines += wrapped(REMARKS[answer.remark], "")
        if answer.missing:
            lines += wrapped(f"{GAPS[answer.gap]} {answer.missing}", "")
        if answer.suggestions:
            lines += ["", "Questions that the documents answer:"]
            lines += [*(line for s in answer.suggestions for line in _point(s)), ""]
        if answer.nearest:
            lines.append("Nearest passages:")
        for number, near in enumerate(answer.nearest, start=1):
            lines += ["", *wrapped(near.text, "  "), *place_lines(number, near.citation, titles)]
        return "\n".join(lines).rstrip()
    for context in answer.context:
        lines += [*wrapped(f"({context.text})", "  "), ""]
    if answer.kind is AnswerKind.CONFLICT:
        lines += _sides(answer, titles)
    elif answer.items:
        lines += _items(answer)
    else:
        if answer.answer not in ("", answer.text):
            lines += [*wrapped(answer.answer, ""), ""]
        lines += wrapped(answer.text, "")
    for reading in answer.readings:
        marks = " ".join(f"[{cited.index(citation) + 1}]" for citation in reading.citations)
        lines += ["", *wrapped(f"It can also be understood as: {reading.understood_as}", "")]
        lines += wrapped(f"{reading.text} {marks}", "  ")
    for number, citation in enumerate(cited, start=1):
        lines += ["", *place_lines(number, citation, titles)]
    return "\n".join(lines)


def cited_by(answer: Answer) -> tuple[Citation, ...]:
    """Return what the answer and its readings cite, each once, in the order they are numbered."""
    others = (citation for reading in answer.readings for citation in reading.citations)
    return tuple(dict.fromkeys((*answer.citations, *others)))


def _sides(answer: Answer, titles: Mapping[str, str]) -> list[str]:
    """Return the quotes of a conflict, each below the title and the edition of its document."""
    lines = ["The sources differ:"]
    for item in answer.items:
        lines += ["", *wrapped(f"{titles[item.citation.document]}:", ""), *_item(answer, item)]
    return lines


def _item(answer: Answer, item: Item) -> list[str]:
    """Return an item with the number of its citation, from 1."""
    known = item.citation in answer.citations
    mark = f" [{answer.citations.index(item.citation) + 1}]" if known else ""
    return _point(f"{item.text}{mark}")


def _items(answer: Answer) -> list[str]:
    """Return the items with the numbers of their citations, and how many of how many they are."""
    lines = [line for item in answer.items for line in _item(answer, item)]
    if answer.expected is not None:
        lines += ["", f"{len(answer.items)} of {answer.expected}"]
    if answer.kind is AnswerKind.LEDGER:
        coverage = answer.coverage
        scanned = f"{coverage.sections_scanned} of {coverage.sections} sections scanned"
        rows = "1 row" if len(answer.items) == 1 else f"{len(answer.items)} rows"
        lines += ["", f"{rows}; {scanned}"]
    return lines


def _point(text: str) -> list[str]:
    return wrapped(text, "- ", "  ")


def render_trace(trace: Trace) -> str:
    """Return what led to an answer: what was asked for, the candidates' signals, why one won."""
    names = [field.name for field in fields(Signals)]
    wanted = [f"form {trace.form}", *([f"noun {trace.noun}"] if trace.noun else [])]
    for label, found in (
        ("years", trace.years),
        ("numbers", trace.numbers),
        ("names", trace.names),
        ("words", trace.terms),
    ):
        if found:
            wanted.append(f"{label} {', '.join(found)}")
    lines = [*wrapped(f"Asked for: {'; '.join(wanted)}.", ""), *wrapped(f"Why: {trace.why}.", "")]
    if trace.grounds is not None:
        grounds = ", ".join(
            f"{f.name} {getattr(trace.grounds, f.name):.2f}" for f in fields(Grounds)
        )
        lines += wrapped(f"Sure by: {grounds}.", "")
    lines += ["", "  ".join([" total", *(f"{name[:8]:>8}" for name in names), "candidate"])]
    for candidate in trace.candidates:
        values = [f"{getattr(candidate.signals, name):8.2f}" for name in names]
        text = printable(f"“{candidate.answer}” in {candidate.document}: {candidate.text}")
        shown = _shortened(text, _CANDIDATE_WIDTH)
        lines.append("  ".join([f"{candidate.score:6.2f}", *values, shown]))
    return "\n".join(lines)


def place_lines(number: int, citation: Citation, titles: Mapping[str, str]) -> list[str]:
    """Return where a citation leads: the number, the titles, the characters."""
    head = f"[{number}] "
    return [
        *wrapped(source_line(citation, titles), head, " " * len(head)),
        f"{' ' * len(head)}{source_place(citation)}",
    ]


def _shortened(text: str, width: int) -> str:
    """Return `text` in at most `width` characters, cut at a space where a late one is near."""
    if len(text) <= width:
        return text
    head = text[: width - 1]  # a cut word of a script without spaces is still worth showing
    space = head.rfind(" ", width // 2)
    return f"{head[: space + 1] if space >= 0 else head}…"
