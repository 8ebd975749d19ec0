"""PDF files written for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.loading.formats import Extract, Pdf

PROSE = (
    "The harbour board keeps the quays in repair and lets the berths to the fishing fleet. "
    "Every master of a vessel reports the catch to the clerk before the fish is sold. "
    "The clerk enters it in the register, which anyone may read on a working day. "
)
Draw = Callable[[Any], object]


def pdf_of(*pages: Draw, **about: str) -> bytes:
    """Return a file with a page for each function, which draws on the canvas that it is given.

    `about` may give a title, an author, a subject.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for name, value in about.items():
        getattr(canvas, f"set{name.capitalize()}")(value)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def wrapped(text: str, width: float, size: float = 10, font: str = "Helvetica") -> list[str]:
    """Return a text cut into lines that are no wider than `width` points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def write(
    canvas: Any,
    lines: Sequence[str],
    top: float,
    left: float = 72,
    size: float = 10,
    font: str = "Helvetica",
) -> float:
    """Write lines from a height downwards; return the height for what comes below them."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(left, top, line)
        top -= 1.2 * size
    return top


def paragraphs(*texts: str, top: float = 760) -> Draw:
    """Return what writes paragraphs below each other, over the whole width of a page."""

    def draw(canvas: Any) -> None:
        at = top
        for text in texts:
            at = write(canvas, wrapped(text, 450), at) - 10

    return draw


def read(*pages: Draw, **about: str) -> Extract:
    """Return what is read from a file with these pages."""
    return Pdf().extract(pdf_of(*pages, **about))


def blocks(extract: Extract) -> list[str]:
    """Return the blocks of a text that blank lines part."""
    return extract.text.split("\n\n")


def headings(extract: Extract) -> list[tuple[int, str]]:
    """Return the headings with their levels."""
    return [(mark.level, mark.span.of(extract.text)) for mark in extract.marks]
