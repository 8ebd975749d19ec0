"""The structure of a document in the terminal and as JSON."""

from corpus.structures import structures
from tests.qa_helpers import parsed
from web.structure.text import structure_json, structure_text

QUAY = parsed(
    """\
Quay Plan

1. Duties

The Pilot Training Centre (PTC) has two duties:

- count the boats;
- paint the quay.

2. Docks

| Dock | Length |
|---|---|
| North | 120 |
""",
    "quay",
)


def test_every_structure_stands_under_its_heading() -> None:
    lines = structure_text(QUAY, structures(QUAY)).splitlines()
    duties, docks = (next(i for i, x in enumerate(lines) if name in x) for name in ("1.", "2."))
    first, second = "\n".join(lines[duties:docks]), "\n".join(lines[docks:])
    assert "· list (2 items of 2 announced)" in first
    assert "· abbreviation PTC: Pilot Training Centre" in first
    assert "· table (1 row × 2 columns)" in second


def test_a_long_quote_is_cut() -> None:
    long = parsed("Rules\n\nThe following apply:\n\n- " + "no boats " * 40 + "\n- no cars\n")
    assert max(map(len, structure_text(long, structures(long)).splitlines())) < 130


def test_json_quotes_every_item_at_its_place() -> None:
    found = structure_json(QUAY, structures(QUAY))
    assert isinstance(found, dict)
    lists = found["lists"]
    assert isinstance(lists, list)
    items = [item for each in lists if isinstance(each, dict) for item in each["items"]]  # type: ignore[union-attr]
    texts = [item["text"] for item in items if isinstance(item, dict)]
    assert "count the boats;" in texts
    assert set(found) == {
        *("document", "sections", "lists", "tables", "assignments", "events", "terms")
    }
