from collections.abc import Mapping

import pytest

from index.catalogue.table_sum import TableSum

BOAT: Mapping[str, object] = {"id": "boat", "spans": [[0, 4]], "level": None}
LAMP: Mapping[str, object] = {"id": "lämp\0", "spans": [], "level": 2}


def summed(table: str, *rows: Mapping[str, object]) -> str:
    found = TableSum()
    for row in rows:
        found.add(table, [row])
    return str(found)


def test_rows_in_another_order_come_to_the_same() -> None:
    assert summed("words", BOAT, LAMP) == summed("words", LAMP, BOAT)


def test_columns_in_another_order_come_to_the_same() -> None:
    assert summed("words", dict(reversed(list(BOAT.items())))) == summed("words", BOAT)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("words", ()),
        ("words", (BOAT,)),
        ("blocks", (BOAT, LAMP)),
        ("words", (BOAT, BOAT)),
        ("words", (BOAT, LAMP, LAMP)),
        ("words", (BOAT, {**LAMP, "level": "2"})),
    ],
)
def test_other_rows_come_to_something_else(
    table: str, rows: tuple[Mapping[str, object], ...]
) -> None:
    assert summed(table, *rows) != summed("words", BOAT, LAMP)
