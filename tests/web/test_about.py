from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind
from qa.evaluation.confidence import Bin, RiskPoint, at_tenths
from qa.evaluation.published import Published, read_published
from qa.evaluation.sampling import Mean
from tests.web_helpers import answering
from web.evaluation.about import percent, pictures

FIGURES = Published(
    date="2031-05-17",
    generation="abc",
    questions=40,
    documents=3,
    threshold=0.37,
    main=(Mean("containment", 20, 0.61, 0.5, 0.7),),
    types=(
        Mean("date", 20, 0.61, 0.5, 0.7),
        Mean("followup", 8, 0.345, 0.2, 0.4),
    ),
    recall=(Mean("recall@1", 9, 0.43, 0.1, 0.8), Mean("recall@2", 9, 0.87, 0.5, 1.0)),
    bins=(Bin(0.1, 0.5, 6, 0.31, 0.29), Bin(0.5, 0.9, 7, 0.71, 0.83)),
    curve=(RiskPoint(0.9, 0.25, 0.0), RiskPoint(0.5, 0.75, 0.12), RiskPoint(0.1, 1.0, 0.26)),
)


@pytest.fixture
def client() -> FlaskClient:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    return app.test_client()


def test_every_picture_has_its_figures_as_a_table() -> None:
    rows = {each.id: each.rows for each in pictures(FIGURES)}
    assert rows["types"] == (
        ("date", "20", "61 %", "50 % to 70 %"),
        ("follow-up", "8", "34 %", "20 % to 40 %"),
    )
    assert rows["recall"] == (("1", "43 %", "10 % to 80 %"), ("2", "87 %", "50 % to 100 %"))
    assert rows["reliability"][1] == ("0.50 to 0.90", "7", "71 %", "83 %")
    assert rows["risk"] == (
        ("25 %", "0 %", "0.90"),
        ("75 %", "12 %", "0.50"),
        ("100 %", "26 %", "0.10"),
    )


def test_every_picture_says_in_words_what_it_shows() -> None:
    described = {
        each.id: re.findall(r"<desc[^>]*>([^<]*)", each.chart) for each in pictures(FIGURES)
    }
    assert described == {
        "types": ["date 61 %, follow-up 34 %"],
        "recall": ["After the first passage 43 %, after 2 87 %."],
        "risk": [
            "0 % wrong with 25 % answered, 12 % wrong with 75 % answered, "
            "26 % wrong with 100 % answered."
        ],
        "reliability": ["At 31 % confidence 29 % right, at 71 % confidence 83 % right"],
    }


def test_a_picture_without_figures_is_left_out() -> None:
    assert [each.id for each in pictures(replace(FIGURES, bins=(), curve=()))] == [
        "types",
        "recall",
    ]
    empty = replace(FIGURES, types=(), recall=(), bins=(), curve=())
    assert pictures(empty) == ()


def test_a_curve_is_told_by_the_points_that_first_reach_each_tenth() -> None:
    curve = tuple(RiskPoint(1 - n / 100, n / 100, 0.0) for n in range(1, 101))
    assert [each.coverage for each in at_tenths(curve)] == [n / 10 for n in range(1, 11)]
    assert at_tenths(()) == ()


def test_the_page_shows_the_figures_that_were_measured(client: FlaskClient) -> None:
    page = client.get("/about").text
    measured = read_published()
    for each in measured.types:
        assert f"<td>{percent(each.mean)}</td>" in page
    assert f"{measured.questions} questions on {measured.documents} documents" in page
    assert page.count('<svg class="chart"') == len(pictures(measured)) == page.count("<table>")


def test_the_page_needs_no_collection(client: FlaskClient) -> None:
    client.application.extensions["pincite"].close()
    assert client.get("/about").status_code == 200


def test_nothing_on_the_page_is_styled_in_its_markup(client: FlaskClient) -> None:
    assert "style=" not in client.get("/about").text
