"""Elements and attributes of WordprocessingML (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from typing import Any, TypeAlias

from docx.oxml.ns import qn

Element: TypeAlias = Any  # of lxml, which has no type information


def tag(name: str) -> str:
    """Return the qualified name of a `w:` element or attribute."""
    return str(qn(f"w:{name}"))


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element that a path of names leads to, None where it ends before."""
    for name in names:
        if element is None:
            return None
        element = element.find(tag(name))
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return the `w:val` of the element that a path leads to, None where there is none."""
    found = child(element, *names)
    return None if found is None else found.get(tag("val"))


def number(element: Element | None, *names: str) -> int | None:
    """Return a `w:val` as a number, None where there is none or it is something else."""
    return whole(value(element, *names))


def whole(written: str | None) -> int | None:
    """Return a whole number that is written with at most nine digits, else None."""
    digits = (written or "").removeprefix("-")
    if written is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return None
    return int(written)


def is_on(element: Element | None, *names: str) -> bool:
    """Tell whether a switch is there and not turned off."""
    found = child(element, *names)
    return found is not None and found.get(tag("val")) not in ("0", "false", "off", "none")
