"""What a collection would take, computed from what others took."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.fakes import HashedWords
from tests.postgresql_server import PostgresqlServer
from web.collecting.building import build
from web.configuration.settings import Settings
from web.growth.capacity import MEASURED, Ingesting, Needs, computed, report
from web.growth.servers import Kept, kept, read_kept, row_bytes, section
from web.storing import storage_of

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
    root = Path(__file__).parents[2] / MEASURED
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
    told = report(growth, costs, read_kept(root / "servers.json")).splitlines()
    # The hours are computed from more places than the page shows.
    assert [line for line in page.splitlines() if "hours" not in line] == [
        line for line in told if "hours" not in line
    ]


def test_a_row_in_milvus_takes_its_numbers_links_postings_and_texts() -> None:
    assert row_bytes(Kept(1, 1, 0, 0, words=10.0, text=60.0)) == 4 * (384 + 64) + 8 * 10 + 60


def test_servers_are_computed_from_the_largest_collection_for_three_states() -> None:
    small, large = Kept(1, 10, 9_000, 0, 1.0, 1.0), Kept(9, 1000, 500_000, 0, 1.0, 0.0)
    lines = section([large, small], [1_000_000_000], memory=100)
    rows = {
        cells[1]: cells[2] for cells in (re.split(r" ?\| ?", line) for line in lines) if cells[2:]
    }
    assert rows["disk of PostgreSQL, GB"] == "1,500"
    assert rows["memory of Milvus, GB"] == f"{1.7 * 3 * 1800:,.0f}"
    assert rows["machines of 100 GB for that"] == "92"


def test_a_collection_is_measured_where_it_is_kept(
    postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path / "data", catalogue=postgresql.new_database())
    (tmp_path / "documents").mkdir()
    text = "# Boats\n\nBoats sail. Ferries sail.\n"
    (tmp_path / "documents" / "boats.md").write_text(text, encoding="utf-8")
    build(tmp_path / "documents", settings.data, HashedWords(), storage=storage_of(settings))
    found = kept(settings)
    assert (found.documents, found.chunks) == (1, 1)
    assert (found.words, found.text) == (1 + 3, len("boat") + len("boat sail ferri sail"))
    assert found.catalogue > 0
    assert found.register > 0
