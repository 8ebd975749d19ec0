"""An answer as a notebook shows it: HTML that needs neither styles nor scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from qa.answer import Answer, AnswerKind, Citation
from qa.showing.printing import printable
from qa.showing.sourcing import source_line, source_place, source_titles
from qa.showing.text import cited_by, render
from qa.showing.wording import GAPS, REMARKS, as_of_worded


@dataclass(frozen=True, slots=True, repr=False)
class ShownAnswer:
    """An answer that a notebook shows as HTML, and everything else as the command line does."""

    answer: Answer

    def _repr_html_(self) -> str:
        return answer_html(self.answer)

    def __str__(self) -> str:
        return render(self.answer)

    def __repr__(self) -> str:
        return str(self)


def show(answer: Answer) -> ShownAnswer:
    """Return an answer as something that shows itself where it is the last line of a cell."""
    return ShownAnswer(answer)


def answer_html(answer: Answer) -> str:
    """Return an answer as HTML, everything in it escaped; its sources stand below by number."""
    items = (item.citation for item in answer.items)
    cited = cited_by(answer)
    titles = source_titles((*cited, *items, *(near.citation for near in answer.nearest)))
    lines = [
        _paragraph(f"“{each.typed}” was read as “{each.read}”.") for each in answer.corrections
    ]
    if answer.as_of:
        lines.insert(0, _paragraph(as_of_worded(answer.as_of)))
    if answer.kind is AnswerKind.NOT_FOUND:
        lines += _refusal(answer, titles)
    else:
        numbers = {citation: number for number, citation in enumerate(cited, 1)}
        lines += [*_found(answer, titles, numbers), _paragraph("Sources:")]
        lines += _list("ol", (_source(each, titles) for each in cited))
    return "\n".join(["<div>", *lines, "</div>"])


def _refusal(answer: Answer, titles: Mapping[str, str]) -> list[str]:
    lines = [_paragraph(REMARKS[answer.remark])]
    if answer.missing:
        lines.append(_paragraph(f"{GAPS[answer.gap]} {answer.missing}"))
    if answer.suggestions:
        lines.append(_paragraph("Questions that the documents answer:"))
        lines += _list("ul", map(_safe, answer.suggestions))
    if answer.nearest:
        lines.append(_paragraph("Nearest passages:"))
        near = (
            f"{_safe(each.text)}<br>{_source(each.citation, titles)}" for each in answer.nearest
        )
        lines += _list("ol", near)
    return lines


def _found(answer: Answer, titles: Mapping[str, str], numbers: Mapping[Citation, int]) -> list[str]:
    lines = [_paragraph(f"({context.text})") for context in answer.context]
    if answer.items:
        lines += _items(answer, titles, numbers)
    else:
        if answer.answer not in ("", answer.text):
            lines.append(f"<p><strong>{_safe(answer.answer)}</strong></p>")
        lines.append(_quoted(answer.text, answer.citations, numbers))
    for reading in answer.readings:
        lines.append(_paragraph(f"It can also be understood as: {reading.understood_as}"))
        lines.append(_quoted(reading.text, reading.citations, numbers))
    return lines


def _items(answer: Answer, titles: Mapping[str, str], numbers: Mapping[Citation, int]) -> list[str]:
    lines, elements = [], []
    differ = answer.kind is AnswerKind.CONFLICT
    if differ:
        lines.append(_paragraph("The sources differ:"))
    for item in answer.items:
        title = f"{_safe(titles[item.citation.document])}: " if differ else ""
        elements.append(f"{title}{_safe(item.text)}{_marks((item.citation,), numbers)}")
    lines += _list("ul", elements)
    if answer.expected is not None:
        lines.append(_paragraph(f"{len(answer.items)} of {answer.expected}"))
    return lines


def _quoted(text: str, citations: Iterable[Citation], numbers: Mapping[Citation, int]) -> str:
    return f"<blockquote>{_safe(text)}{_marks(citations, numbers)}</blockquote>"


def _marks(citations: Iterable[Citation], numbers: Mapping[Citation, int]) -> str:
    return "".join(f" [{numbers[each]}]" for each in dict.fromkeys(citations) if each in numbers)


def _source(citation: Citation, titles: Mapping[str, str]) -> str:
    place = _safe(source_place(citation))
    return f"{_safe(source_line(citation, titles))}<br><small>{place}</small>"


def _list(kind: str, elements: Iterable[str]) -> list[str]:
    return [f"<{kind}>", *(f"<li>{each}</li>" for each in elements), f"</{kind}>"]


def _paragraph(text: str) -> str:
    return f"<p>{_safe(text)}</p>"


def _safe(text: str) -> str:
    return escape(printable(text))
