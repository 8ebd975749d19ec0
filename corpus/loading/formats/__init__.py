"""Formats that documents come in, each with a reader from bytes to canonical text.

Another format is one more object with `suffixes`, `name` and `extract`, given to
`corpus.loading.folder.read_folder`.
"""

from corpus.loading.formats.decoding import decoded
from corpus.loading.formats.docx.format import Docx
from corpus.loading.formats.extract import DocumentFormat, Extract
from corpus.loading.formats.html.format import Html
from corpus.loading.formats.markdown import Markdown
from corpus.loading.formats.pdf.format import Pdf
from corpus.loading.formats.plain_text import PlainText
from corpus.loading.formats.sheets.delimited import Delimited
from corpus.loading.formats.sheets.format import Xlsx

__all__ = [
    "STANDARD_FORMATS",
    "Delimited",
    "DocumentFormat",
    "Docx",
    "Extract",
    "Html",
    "Markdown",
    "Pdf",
    "PlainText",
    "Xlsx",
    "decoded",
]

STANDARD_FORMATS: tuple[DocumentFormat, ...] = (
    PlainText(),
    Markdown(),
    Pdf(),
    Docx(),
    Html(),
    Delimited(),
    Xlsx(),
)
