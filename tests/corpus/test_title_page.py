import time

import pytest

from corpus.document import Metadata
from corpus.loading.title_page import title_page


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 2018", "2018-03"),
        ("(March, 2018)", "2018-03"),
        ("12 March 2018", "2018-03-12"),
        ("March 12th, 2018", "2018-03-12"),
        ("2018-03-12", "2018-03-12"),
        ("Published: 1st May 2018.", "2018-05-01"),
        ("**Adopted on 12 March 2018**", "2018-03-12"),
        ("Signed at New Haven on 12 March 2018", "2018-03-12"),
        ("Done at Saint-Malo, 12 March 2018", "2018-03-12"),
    ],
)
def test_a_line_that_is_a_date_is_the_date_of_the_document(line: str, date: str) -> None:
    assert title_page(f"Strategy for Rivers\n\n{line}\n\nRiver Agency\n") == Metadata(date=date)


@pytest.mark.parametrize(
    "line",
    [
        "Warnings are issued by the duty officer",
        "The agency was founded in March 2018",
        "2018",
        "31 February 2018",
        "2018-13-01",
        "Plan for March 2018",
        "12/03/2018",
    ],
)
def test_what_is_no_date_or_more_than_a_date_tells_none(line: str) -> None:
    assert title_page(f"Strategy for Rivers\n\n{line}\n\nRiver Agency\n") == Metadata()


def test_of_two_dates_neither_is_taken() -> None:
    assert title_page("Rivers\nMarch 2018\nApril 2019\n") == Metadata()


def test_one_date_said_twice_is_taken() -> None:
    assert title_page("Rivers\nMarch 2018\nA Plan\n(March 2018)\n").date == "2018-03"


def test_a_date_far_below_the_title_tells_nothing() -> None:
    lines = "".join(f"Line number {n}.\n" for n in range(12))
    assert title_page(f"{lines}March 2018\n") == Metadata()


@pytest.mark.parametrize("line", ["Second edition", "2nd Edition", "Version 2.1", "Edition 2018"])
def test_a_line_that_names_an_edition_is_the_edition_of_the_document(line: str) -> None:
    assert title_page(f"Strategy for Rivers\n{line}\n") == Metadata(edition=line)


@pytest.mark.parametrize("line", ["Issued by the River Agency", "*Published by: River Agency*"])
def test_a_line_that_says_who_issued_it_names_the_issuer(line: str) -> None:
    assert title_page(f"Strategy for Rivers\n{line}\n") == Metadata(issuer="River Agency")


def test_a_sentence_about_an_edition_names_none() -> None:
    assert title_page("The second edition is out of print.\nVersions 1 and 2\n") == Metadata()


@pytest.mark.parametrize("text", ["(" * 100_000, "March " * 20_000, "1" * 100_000, "\n" * 100_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    assert title_page(text) == Metadata()
    assert time.process_time() - began < 0.2
