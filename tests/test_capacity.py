"""What a collection would take, computed from what others took."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from web.growth.capacity import MEASURED, Ingesting, Needs, computed, report

SMALLER = Needs(100, 1.0, 50.0, 10.0, 4.0, 400.0, 10.0, 5.0)
LARGER = Needs(200, 2.0, 60.0, 30.0, 8.0, 500.0, 20.0, 10.0)


def test_sizes_lie_on_the_line_through_those_that_were_measured() -> None:
    found = computed(SMALLER, LARGER, 400)
    assert (found.search, found.ledger, found.opening) == (4.0, 70.0, 16.0)
    assert (found.own, found.shared, found.disk) == (700.0, 40.0, 20.0)


def test_an_answer_takes_longer_by_its_search_alone() -> None:
    assert computed(SMALLER, LARGER, 400).answer == 60.0 - 2.0 + 4.0


@pytest.mark.parametrize("needs", [SMALLER, LARGER])
def test_what_was_measured_is_computed_as_it_was(needs: Needs) -> None:
    found = computed(SMALLER, LARGER, needs.chunks)
    assert (found.search, found.own, found.disk) == (needs.search, needs.own, needs.disk)


def test_the_page_is_that_of_the_figures() -> None:
    root = Path(__file__).parent.parent / MEASURED
    page = (root / "capacity.md").read_text(encoding="utf-8")
    growth = json.loads((root / "growth.json").read_text(encoding="utf-8"))

    def row(name: str) -> list[str]:
        (line,) = (line for line in page.splitlines() if line.startswith(f"| {name}"))
        return [cell.strip() for cell in line.split("|")[2:-1] if cell.strip()]

    chunks = int(page.partition(" chunks |")[0].rpartition(" ")[2].replace(",", ""))
    costs = Ingesting(
        chunks,
        float(row("reading and cutting a chunk")[0]),
        float(row("embedding a chunk")[0]),
    )
    told = report(growth, costs).splitlines()
    # The hours are computed from more places than the page shows.
    assert [line for line in page.splitlines() if "hours" not in line] == [
        line for line in told if "hours" not in line
    ]
