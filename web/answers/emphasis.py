"""The short answer inside the text that is shown with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.placed import placed
from corpus.span import Span
from qa.answer import Part

_ELLIPSIS = "… "


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a shown text; `answers` where it is the short answer, or a piece of it."""

    text: str
    answers: bool = False


def emphasised(
    text: str, quoted: Sequence[Part], answer: str, answer_parts: Sequence[Part]
) -> tuple[Stretch, ...]:
    """Return `text` cut up, with `answer` told apart from what stands around it; joined, as it was.

    `text` is what is shown of `quoted`: white space folded, marks dropped, or from a later clause
    on after an ellipsis. `answer_parts` lie in the same document. () where it cannot be told for
    sure where in the text they are shown, or where nothing stands around them.
    """
    if not answer_parts or text == answer:
        return ()
    source, spans, starts = "", [], []
    for part in quoted:
        spans.append(Span(len(source), len(source) + len(part.quote)))
        starts.append(part.start - len(source))
        source += part.quote
    whole = placed(source, spans)
    body = text.removeprefix(_ELLIPSIS)
    if not body or not whole.text.endswith(body):
        return ()
    cut = len(whole.text) - len(body)
    places = [
        at
        for at in range(cut, len(whole.text))
        if not whole.text[at].isspace()
        and _is_within(whole.offsets[at] + starts[whole.parts[at]], answer_parts)
    ]
    if not places:
        return ()
    shift = len(text) - len(whole.text)
    return _told_apart(text, places[0] + shift, places[-1] + 1 + shift, answer)


def said_once(text: str, answer: str) -> tuple[Stretch, ...]:
    """Return `text` cut up as above by the words alone; () unless they stand in it just once."""
    if not answer or text == answer or text.count(answer) != 1:
        return ()
    start = text.index(answer)
    return _told_apart(text, start, start + len(answer), answer)


def _told_apart(text: str, start: int, end: int, answer: str) -> tuple[Stretch, ...]:
    if text[start:end] != answer:
        return ()
    pieces = (Stretch(text[:start]), Stretch(answer, answers=True), Stretch(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _is_within(offset: int, parts: Sequence[Part]) -> bool:
    return any(part.start <= offset < part.end for part in parts)
