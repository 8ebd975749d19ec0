"""A conversation as a file to take away: JSON for programs, Markdown for people."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qa.answer import AnswerKind, Citation, Item
from qa.serialise import Json
from qa.showing.wording import gap_worded, remark_worded
from web.answers.markdown import escaped
from web.answers.presenting import Shown
from web.conversations.conversation import Conversation
from web.conversations.showing import ShownTurn

UNREADABLE = "This answer was kept by another version of the service and can no longer be shown."


def json_bytes(conversation: Conversation) -> bytes:
    """Return a conversation as UTF-8 JSON: its title and turns, each with its answer as given."""
    turns: list[Json] = [
        {
            "number": turn.number,
            "question": turn.question,
            "documents": list(turn.documents),
            "after": list(turn.after),
            "asked": turn.asked.isoformat(),
            "answer": _json(turn.answer),
        }
        for turn in conversation.turns
    ]
    whole = {"title": conversation.summary.title, "turns": turns}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def markdown_bytes(title: str, turns: tuple[ShownTurn, ...], root: str) -> bytes:
    """Return a conversation as UTF-8 Markdown (CommonMark), its links at the service's `root`.

    Questions, quotes and titles are shown as they are, white space folded: nothing in them is
    understood as Markdown or HTML.
    """
    paragraphs = [f"# {_line(title)}"]
    for turn in turns:
        paragraphs.append(f"## {_line(turn.question)}")
        if turn.asked is not None:
            paragraphs.append(f"Asked on {turn.asked:%Y-%m-%d %H:%M} UTC")
        paragraphs += [UNREADABLE] if turn.shown is None else _answer(turn.shown, root)
    return "\n\n".join(paragraphs).encode("utf-8") + b"\n"


def _answer(shown: Shown, root: str) -> Iterator[str]:
    answer = shown.answer
    if shown.understood_as:
        yield f"Understood as: {_line(shown.understood_as)}"
    if answer.kind is AnswerKind.NOT_FOUND:
        yield _line(remark_worded(answer.remark))
    if shown.lead:
        yield f"**{_line(shown.lead)}**"
    if answer.kind is AnswerKind.CONFLICT:
        yield "The sources differ:"
    yield from _quotes(shown)
    if answer.missing:
        yield f"{gap_worded(answer.gap)} {_line(answer.missing)}"
    for reading in answer.readings:
        yield f"It can also be understood as: {_line(reading.understood_as)}"
        yield f"> {_line(reading.text)} {_marks(shown, reading.citations)}"
    if answer.nearest:
        yield "The nearest passages:"
    for near in answer.nearest:
        yield f"> {_line(near.citation.quote)}\n>\n> {_source(near.citation, shown, root)}"
    cited = [each for source in shown.sources for each in source]
    if cited:
        yield "Sources:"
        yield "\n".join(
            f"- \\[{each.number}\\] {_source(each.citation, shown, root)}"
            for each in sorted(cited, key=lambda each: each.number)
        )


def _quotes(shown: Shown) -> Iterator[str]:
    """Yield what the answer quotes, with its context, each with the numbers of its sources."""
    answer = shown.answer
    for context in answer.context:
        mark = _marks(shown, (context.citation,))
        yield f"> Context: {_line(context.citation.quote)} {mark}"
    if answer.items:
        if answer.expected is not None:
            yield f"{len(answer.items)} of {answer.expected}:"
        yield "\n".join(
            f"- {_side(shown, item)}{_line(item.citation.quote)} {_marks(shown, (item.citation,))}"
            for item in answer.items
        )
        return
    for citation in answer.citations:
        yield f"> {_line(citation.quote)} {_marks(shown, (citation,))}"


def _side(shown: Shown, item: Item) -> str:
    """Return what stands before the quote of an item: in a conflict, whose it is and of when."""
    if shown.answer.kind is not AnswerKind.CONFLICT:
        return ""
    return f"{_line(shown.titles[item.citation.document])}: "


def _marks(shown: Shown, citations: tuple[Citation, ...]) -> str:
    return " ".join(f"\\[{shown.numbers[each.link]}\\]" for each in citations)


def _source(citation: Citation, shown: Shown, root: str) -> str:
    title = shown.titles[citation.document]
    page = () if citation.page is None else (f"page {citation.page}",)
    places = ", ".join(f"{part.start}–{part.end}" for part in citation.parts)
    path = " › ".join(_line(each) for each in (title, *citation.section))
    told = ", ".join((path, *page, f"characters {places}"))
    return f"{told}: <{root}{citation.link}>"


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _json(answer: bytes) -> Json:
    try:
        found: Json = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return found
