"""The drawn rules of a page, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loading.formats.pdf.words import Rule

Place: TypeAlias = Callable[[float, float], tuple[float, float]]
_Point: TypeAlias = tuple[float, float]

_MOST_OBJECTS = 20_000  # a page with more is a map or a drawing
_MOST_SEGMENTS = 400  # of one path
_MOST_RULES = 4_000
_THICKEST = 3.0  # points; a filled box no thicker than this is a rule
_SHORTEST = 4.0
_SLANT = 0.5  # points that a straight line may be off


def rules_on(page: pypdfium2.PdfPage, place: Place) -> tuple[tuple[Rule, ...], float]:
    """Return the rules of a page, none for a drawing, and the area of its pictures.

    `place` leads from a place in the file to one on the page held upright.
    """
    rules: list[Rule] = []
    pictured = 0.0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    try:
        for number, found in enumerate(page.get_objects(filter=kinds, max_depth=4)):
            if number >= _MOST_OBJECTS or len(rules) > _MOST_RULES:
                return (), pictured
            if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = found.get_bounds()
                pictured += abs(right - left) * abs(top - bottom)
            elif found.level == 0:  # what stands in forms has other coordinates
                rules.extend(_rules_of(found, place))
    except pypdfium2.PdfiumError:  # an object that cannot be measured draws no table
        return tuple(rules), pictured
    return tuple(rules), pictured


def _rules_of(path: Any, place: Place) -> Iterator[Rule]:
    for corners in _lines(path):
        for (x0, y0), (x1, y1) in pairwise(corners):
            (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
            if abs(ax - bx) <= _SLANT and abs(ay - by) >= _SHORTEST:
                yield Rule((ax + bx) / 2, min(ay, by), max(ay, by), upright=True)
            elif abs(ay - by) <= _SLANT and abs(ax - bx) >= _SHORTEST:
                yield Rule((ay + by) / 2, min(ax, bx), max(ax, bx), upright=False)


def _lines(path: Any) -> list[list[_Point]]:
    """Return the lines that a path draws, by their corners; a thin box is one line."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    drawn: list[list[_Point]] = []
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return []
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not drawn:
            drawn.append([])
        drawn[-1].append(matrix.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            drawn[-1].append(drawn[-1][0])
    outlined = _is_outlined(path)
    return [line for corners in drawn if (line := _line(corners, outlined=outlined))]


def _is_outlined(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _line(corners: list[_Point], *, outlined: bool) -> list[_Point]:
    """Return corners as a line: a thin box as the one along it, a filled area as none."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if len(corners) > 2 and min(wide, high) <= _THICKEST:
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return [(x, min(ys)), (x, max(ys))] if high > wide else [(min(xs), y), (max(xs), y)]
    return corners if outlined else []
