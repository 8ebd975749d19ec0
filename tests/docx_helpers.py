"""Word files written for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from corpus.loading.formats import Docx, Extract


def docx_of(write: Callable[[Any], object]) -> bytes:
    """Return a file with what a function writes into an empty document."""
    document = docx.Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(write: Callable[[Any], object]) -> Extract:
    """Return what is read from such a file."""
    return Docx().extract(docx_of(write))


def with_list(document: Any, levels: Mapping[int, tuple[str, str]], *, start: int = 1) -> int:
    """Add a list whose levels have a format and a text; return the number that refers to it."""
    numbering = document.part.numbering_part.element
    id_ = 1000 + len(numbering)
    xml = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (style, text) in levels.items()
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id_}">{xml}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    return numbered(document, id_)


def numbered(document: Any, abstract: int, starts: Mapping[int, int] | None = None) -> int:
    """Add a number that refers to a list, with its own starts; return it."""
    numbering = document.part.numbering_part.element
    id_ = 5000 + len(numbering)
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in (starts or {}).items()
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="{abstract}"/>'
            f"{overrides}</w:num>"
        )
    )
    return id_


def item(document: Any, text: str, number: int, level: int = 0, style: str | None = None) -> Any:
    """Add a numbered paragraph."""
    paragraph = document.add_paragraph(text, style=style)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level
    return paragraph


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a file with one of its parts put in or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for file in old.infolist():
            if file.filename != name:
                new.writestr(file.filename, old.read(file))
        new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    """Return a part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
