from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Context, Item, Part
from tests.web_helpers import citation
from web.answers.tabulating import NO_GRID, Cell, Grid, grid


def table(header: str, row: str, *answers: Part) -> Answer:
    return Answer(
        AnswerKind.TABLE,
        text="A row.",
        answer_parts=answers,
        citations=(citation(row, 100),),
        context=(Context("A header.", citation(header)),),
    )


def texts(found: Grid) -> tuple[list[list[str]], list[list[str]]]:
    header, rows = (
        [[c.text for c in line] for line in lines] for lines in (found.header, found.rows)
    )
    return header, rows


def marked(found: Grid) -> list[str]:
    return [cell.text for line in (*found.header, *found.rows) for cell in line if cell.answers]


def test_a_row_under_a_header_of_as_many_cells_is_a_table() -> None:
    found = grid(table("Permit\tFee", "Rooftop hive\t12 crowns"))
    assert texts(found) == ([["Permit", "Fee"]], [["Rooftop hive", "12 crowns"]])


def test_the_cell_at_the_answers_place_is_marked_and_no_like_one() -> None:
    found = grid(table("Permit\tOld\tNew", "Roof\t12\t12", Part(108, 110, "12")))
    assert found.rows == ((Cell("Roof"), Cell("12"), Cell("12", answers=True)),)


def test_a_header_cell_that_answers_is_marked() -> None:
    found = grid(table("Permit\t2003\t2004", "Roof\t10\t12", Part(12, 16, "2004")))
    assert marked(found) == ["2004"]


def test_a_cell_between_pipes_is_marked_though_one_before_it_holds_an_escaped_pipe() -> None:
    row = r"| Roof \| wall | 12 |"
    start = 100 + row.index("12")
    found = grid(table("| Permit | Fee |", row, Part(start, start + 2, "12")))
    assert found.rows == ((Cell("Roof | wall"), Cell("12", answers=True)),)


def test_every_line_of_a_row_is_a_row_of_the_table() -> None:
    found = grid(table("Permit\tFee", "Rooftop hive\t12\n(a year)\t(90.0)", Part(126, 130, "90.0")))
    assert texts(found)[1] == [["Rooftop hive", "12"], ["(a year)", "(90.0)"]]
    assert marked(found) == ["(90.0)"]


def test_a_header_of_two_lines_has_both() -> None:
    found = grid(table("Permit\tFee\n(kind)\t(crowns)", "Roof\t12"))
    assert texts(found)[0] == [["Permit", "Fee"], ["(kind)", "(crowns)"]]


def test_a_row_of_two_parts_is_shown_whole() -> None:
    answer = table("Permit\tFee", "Roof\t12", Part(116, 118, "10"))
    parts = (Part(100, 107, "Roof\t12"), Part(110, 118, "(old)\t10"))
    answer = replace(answer, citations=(replace(answer.citations[0], parts=parts),))
    found = grid(answer)
    assert texts(found)[1] == [["Roof", "12"], ["(old)", "10"]]
    assert marked(found) == ["10"]


def test_several_answers_are_marked_where_each_is_in_one_cell() -> None:
    answer = table("Permit\tOld\tNew", "Roof\t12\t14")
    row = answer.citations[0]
    assert marked(grid(replace(answer, items=(Item("12", row), Item("14", row))))) == ["12", "14"]


def test_several_answers_are_not_marked_where_other_cells_say_the_same() -> None:
    answer = table("Permit\tOld\tNew\tNext", "Roof\t12\t14\t14")
    row = answer.citations[0]
    assert marked(grid(replace(answer, items=(Item("12", row), Item("14", row))))) == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Permit\tFee\tTerm", "Roof\t12"),
        ("Permit", "Roof"),
        ("Permit\tFee", "Permits of the city\nRoof\t12"),
        ("Permit\tFee", "(a year)\t(90.0)\t(5)\nRoof\t12"),
    ],
)
def test_lines_of_unequal_length_or_of_one_cell_are_no_table(header: str, row: str) -> None:
    assert grid(table(header, row)) is NO_GRID


def test_cells_are_shown_without_marks() -> None:
    found = grid(table("| **Permit** | Fee |", r"| *Roof* | \$12 |"))
    assert texts(found) == ([["Permit", "Fee"]], [["Roof", "$12"]])
