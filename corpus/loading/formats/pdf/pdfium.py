"""The one place where PDFium is called: bytes in, words and drawn rules out."""

from __future__ import annotations

import ctypes
import math
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import DocumentError
from corpus.loading.formats.pdf.rules import Place, rules_on
from corpus.loading.formats.pdf.words import SOFT_HYPHEN, Bookmark, Page, Word

_ONE_AT_A_TIME = threading.Lock()  # the library keeps state that threads would share
_MOST_CHARACTERS = 500_000  # on one page
_MOST_BOOKMARKS = 20_000
_BOLD = 600  # weight
_FORCED_BOLD = 1 << 18  # a flag of the font's descriptor (ISO 32000-1, table 123)
_DOTS_PER_INCH = 300
_MOST_DOTS = 40_000_000
_LINE_END_HYPHEN = "\x02"  # PDFium writes a hyphen so where a word goes on in the next line


_LONGEST_FONT_NAME = 128

_Box: TypeAlias = tuple[float, ...]  # left, bottom, right, top


class _Spelled(NamedTuple):
    """A word where the file puts it, y growing upwards; `turn` counts quarter turns."""

    turn: int
    text: str
    box: _Box
    origin: tuple[float, float]
    size: float
    bold: bool
    glued: bool


class PdfFile:
    """An open PDF file. Every method raises DocumentError where the file is damaged."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def metadata(self) -> dict[str, str]:
        """Return what the file says of itself, by the names that PDF uses, and its `Lang`."""
        known: dict[str, str] = dict(self._document.get_metadata_dict())
        size = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        if size:
            buffer = ctypes.create_string_buffer(size)
            language = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
            pdfium.FPDFCatalog_GetLanguage(self._document, language, size)
            known["Lang"] = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        return known

    def labels(self) -> list[str]:
        """Return what each page is called, an empty text where the file does not say it."""
        return [self._document.get_page_label(number) or "" for number in range(len(self))]

    def bookmarks(self) -> list[Bookmark]:
        """Return the declared outline in its order, entries without a page left out."""
        found: list[Bookmark] = []
        for entry in self._document.get_toc():
            target = entry.get_dest()
            page = None if target is None else target.get_index()
            if page is not None:
                found.append(Bookmark(entry.get_title(), entry.level + 1, page))
            if len(found) >= _MOST_BOOKMARKS:
                break
        return found

    def page(self, index: int) -> Page:
        """Return what stands on a page, which may be turned; words across its lines are left out.

        A page that cannot be read has nothing on it.
        """
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            return Page(index, 0.0, 0.0, (), (), 0.0)
        try:
            return _content(page, index)
        finally:
            page.close()

    def picture(self, index: int) -> bytes:
        """Return a page as it is printed, in grey, as a portable grey map (PGM)."""
        page = self._document[index]
        width, height = page.get_size()
        scale = _DOTS_PER_INCH / 72
        scale *= min(1.0, math.sqrt(_MOST_DOTS / max(width * height * scale * scale, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True)
        buffer, stride = bytes(bitmap.buffer), bitmap.stride
        rows = (buffer[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
        return head + b"".join(rows)


@contextmanager
def opened(data: bytes) -> Iterator[PdfFile]:
    """Open a file for the time of a `with` statement. Raises DocumentError if it cannot be read."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise DocumentError(_reason(error)) from error
        try:
            yield PdfFile(document)
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"it is a damaged PDF file ({error})") from error
        finally:
            document.close()


def _reason(error: pypdfium2.PdfiumError) -> str:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return "it is protected by a password; save a copy without one and add that"
    return "it is no PDF file or a damaged one; save it anew and add it again"


def _content(page: pypdfium2.PdfPage, index: int) -> Page:
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    try:
        spelled = list(_words(text))
    finally:
        text.close()
    turns = Counter(each.turn for each in spelled)
    turn = max(turns, key=lambda each: (turns[each], -each)) if turns else 0
    place, width, height = _upright(turn, left, bottom, right, top)
    words = [_placed(each, place) for each in spelled if each.turn == turn]
    inside = tuple(
        word
        for word in words
        if -1 <= word.middle <= width + 1 and -1 <= word.baseline <= height + 1
    )
    rules, pictured = rules_on(page, place)
    area = max(width * height, 1.0)
    return Page(index, width, height, inside, rules, min(pictured / area, 1.0))


def _upright(
    turn: int, left: float, bottom: float, right: float, top: float
) -> tuple[Place, float, float]:
    """Return what leads a place on the page to one of the page held upright, and its size."""
    width, height = right - left, top - bottom
    if turn == 3:  # written upwards: PDFium counts clockwise
        return lambda x, y: (y - bottom, x - left), height, width
    if turn == 2:
        return lambda x, y: (right - x, y - bottom), width, height
    if turn == 1:
        return lambda x, y: (top - y, right - x), height, width
    return lambda x, y: (x - left, top - y), width, height


def _placed(found: _Spelled, place: Place) -> Word:
    x0, y0, x1, y1 = found.box
    (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
    return Word(
        text=found.text,
        left=min(ax, bx),
        right=max(ax, bx),
        top=min(ay, by),
        bottom=max(ay, by),
        baseline=place(*found.origin)[1],
        size=found.size,
        bold=found.bold,
        glued=found.glued,
    )


def _words(text: pypdfium2.PdfTextPage) -> Iterator[_Spelled]:
    """Yield the words in the file's order."""
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    box: _Box = (0.0, 0.0, 0.0, 0.0)
    last = box
    first, size, glued = 0, 0.0, False
    for at in range(min(text.count_chars(), _MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code <= sys.maxunicode else "\ufffd"
        blank = letter.isspace() or not code
        pdfium.FPDFText_GetCharBox(text, at, x0, x1, y0, y1)
        here = (x0.value, y0.value, x1.value, y1.value)
        letter_size = pdfium.FPDFText_GetFontSize(text, at)
        if letters and (blank or letter_size != size or _jumps(last, here)):
            yield _spelled(text, first, "".join(letters), box, glued)
            glued = not blank and not _jumps(last, here)
            letters = []
        if blank:
            glued = False
            continue
        if not letters:
            first, box, size = at, here, letter_size
        letters.append(f"-{SOFT_HYPHEN}" if letter == _LINE_END_HYPHEN else letter)
        box = (*map(min, box[:2], here[:2]), *map(max, box[2:], here[2:]))
        last = here
    if letters:
        yield _spelled(text, first, "".join(letters), box, glued)


def _jumps(last: _Box, here: _Box) -> bool:
    """Tell whether a letter stands further from the one before it than a letter is high."""
    reach = max(last[2] - last[0], last[3] - last[1], here[2] - here[0], here[3] - here[1])
    across = max(here[0] - last[2], last[0] - here[2])
    along = max(here[1] - last[3], last[1] - here[3])
    return max(across, along) > reach


def _spelled(
    text: pypdfium2.PdfTextPage, at: int, letters: str, box: _Box, glued: bool
) -> _Spelled:
    """Return a word with what its first letter, number `at` on the page, is written in."""
    matrix, x, y, flags = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    buffer = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    pdfium.FPDFText_GetFontInfo(text, at, buffer, _LONGEST_FONT_NAME, flags)
    bold = (
        pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD
        or bool(flags.value & _FORCED_BOLD)
        or b"bold" in buffer.value.lower()
    )
    size = pdfium.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
    turn = round(pdfium.FPDFText_GetCharAngle(text, at) / (math.pi / 2)) % 4
    return _Spelled(turn, letters, box, (x.value, y.value), size, bold, glued)
