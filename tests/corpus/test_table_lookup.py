import pytest

from corpus.tables.grid import Cell, RowKind, Table
from corpus.tables.lookup import (
    cells_at,
    columns_named,
    figures_across,
    figures_down,
    highest,
    label_words,
    lowest,
    quantity,
    rows_named,
)
from corpus.tables.reading import tables
from tests.corpus_helpers import structured_markdown

FLEET = (
    "| Port | Unit | 2001 (first year) | 2002 |\n|---|---|---|---|\n"
    "| Fishing boats, Bodø | 100 boats | 5 | 7 |\n| Fishing boats, Bergen | boats | 700 | 20 |\n"
    "| Boats |  | 9 | — |\n| Total | boats | 1 | 2 |\n"
)


@pytest.fixture
def fleet() -> Table:
    (found,) = tables(structured_markdown(FLEET))
    return found


def texts(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in cells]


def test_labels_compare_without_case_plurals_and_marks() -> None:
    assert label_words("Fishing Boats[2]") == label_words("fishing boat") == ("fishing", "boat")


@pytest.mark.parametrize("word", ["gas", "process", "basis", "status"])
def test_an_s_that_ends_no_plural_stays(word: str) -> None:
    assert label_words(word) == (word,)


def test_a_row_with_just_the_words_goes_before_rows_with_more(fleet: Table) -> None:
    assert [row.label.text for row in rows_named(fleet, "boat")] == ["Boats"]


def test_every_row_with_as_few_other_words_is_named(fleet: Table) -> None:
    assert [row.number for row in rows_named(fleet, "fishing boats")] == [0, 1]


def test_a_row_can_be_named_with_its_group() -> None:
    text = "| Port | 2001 | 2002 |\n|---|---|---|\n| North |  |  |\n| Bodø | 1 | 2 |\n"
    (found,) = tables(structured_markdown(text))
    assert [row.number for row in rows_named(found, "Bodø north")] == [1]


def test_a_column_may_say_more_than_its_name(fleet: Table) -> None:
    assert [column.number for column in columns_named(fleet, "2001")] == [2]


@pytest.mark.parametrize("label", ["", "trawlers", "2003"])
def test_a_label_that_no_column_holds_names_none(label: str, fleet: Table) -> None:
    assert columns_named(fleet, label) == ()


def test_cells_are_found_by_the_labels_of_row_and_column(fleet: Table) -> None:
    assert texts(cells_at(fleet, "fishing boats Bergen", "2002")) == ["20"]


def test_a_blank_cell_is_not_found() -> None:
    (found,) = tables(structured_markdown("| Port | Boats |\n|---|---|\n| Bodø |  |\n| Mo | 1 |\n"))
    assert cells_at(found, "Bodø", "boats") == ()


def test_a_row_is_read_across_without_its_label_and_unit(fleet: Table) -> None:
    assert [cell.text for _, cell in figures_across(fleet, fleet.rows[0])] == ["5", "7"]


def test_a_column_is_read_down_without_totals_and_dashes(fleet: Table) -> None:
    assert texts(figures_down(fleet, 3)) == ["7", "20"]
    assert texts(figures_down(fleet, 3, RowKind.TOTAL)) == ["2"]


def test_a_quantity_is_the_figure_times_its_multiplier(fleet: Table) -> None:
    assert quantity(fleet.cell(0, 2)) == 500
    assert quantity(fleet.cell(2, 2)) == 9
    assert quantity(fleet.cell(2, 3)) is None


def test_the_highest_counts_with_multipliers(fleet: Table) -> None:
    cells = [fleet.cell(0, 3), fleet.cell(1, 3)]
    assert texts(highest(cells)) == ["7"]
    assert texts(lowest(cells)) == ["20"]


def test_equal_cells_tie_in_the_order_given() -> None:
    text = "| Port | Boats |\n|---|---|\n| Bodø | 3 |\n| Mo | 1 |\n| Vardø | 3.0 |\n"
    (found,) = tables(structured_markdown(text))
    assert texts(highest(figures_down(found, 1))) == ["3", "3.0"]


def test_figures_of_different_units_have_no_highest(fleet: Table) -> None:
    assert highest([fleet.cell(1, 2), fleet.cell(2, 2)]) == ()


def test_nothing_has_no_highest() -> None:
    assert highest([]) == ()
