"""Answers as text for a terminal."""

from __future__ import annotations

import textwrap

from qa.answer import Answer, AnswerKind, Citation
from web.sourcing import source_path, source_title

_WIDTH = 96


def render(answer: Answer) -> str:
    """Return an answer as a person reads it in a terminal: the text, then where it stands."""
    lines: list[str] = []
    if answer.kind is AnswerKind.NOT_FOUND:
        lines.append("The documents do not answer this.")
        if answer.nearest:
            lines.append("Nearest passages:")
        for number, near in enumerate(answer.nearest, start=1):
            lines += ["", *_wrapped(near.text, "  "), *_place(number, near.citation)]
        return "\n".join(lines)
    for context in answer.context:
        lines += [*_wrapped(f"({context.text})", "  "), ""]
    lines += _wrapped(answer.text, "")
    for number, citation in enumerate(answer.citations, start=1):
        lines += ["", *_place(number, citation)]
    return "\n".join(lines)


def _place(number: int, citation: Citation) -> list[str]:
    path = " › ".join((source_title(citation), *source_path(citation)))
    places = ", ".join(f"{part.start}–{part.end}" for part in citation.parts)
    head = f"[{number}] "
    return [
        *textwrap.wrap(
            _printable(path), _WIDTH, initial_indent=head, subsequent_indent=" " * len(head)
        ),
        f"{' ' * len(head)}{citation.document}, characters {places}",
    ]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(_printable(text), _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _printable(text: str) -> str:
    """Return `text` without control characters: a document must not steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
