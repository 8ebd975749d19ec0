"""Pages of a long list, numbered from 1, as an address names them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[0-9]{1,6}")


def page_number(given: str, count: int, size: int) -> int | None:
    """Return the page that an address names, or None if `count` entries have no such page.

    "" is the first page. No entries make one empty page.
    """
    number = int(given or "1") if _NUMBER.fullmatch(given or "1") else 0
    return number if 1 <= number <= last_page(count, size) else None


def last_page(count: int, size: int) -> int:
    """Return the number of the last page of `count` entries, `size` a page."""
    return max(1, -(-count // size))
