"""Cells of CSV files that no spreadsheet takes for a formula."""

from __future__ import annotations

_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
_GUARD = "'"
_GUARDED = frozenset(("\t", "\r", "\n", _GUARD))


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe before it where a spreadsheet would compute it.

    Signs that do not show do not count: some programs drop them before they look.
    """
    return _GUARD + cell if _needs_guard(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given; an apostrophe that guards nothing stays."""
    rest = cell.removeprefix(_GUARD)
    return rest if rest != cell and _needs_guard(rest) else cell


def _needs_guard(cell: str) -> bool:
    first = next((sign for sign in cell if sign.isprintable() and not sign.isspace()), "")
    return cell[:1] in _GUARDED or first in _FORMULA_SIGNS
