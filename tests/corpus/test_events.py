import time

import pytest

from corpus.events.dates import date_of, dates_in
from corpus.events.finding import Event, events
from corpus.structure import StructuredDocument
from tests.corpus_helpers import structured, structured_markdown

CHRONICLE = (
    "March 3, 1953: First meeting of the board\n\n- Outline of the dyke plan\n\n"
    "April 8, 1954: Second meeting of the board\n\n"
    "- Report on sluices\n\n- Adoption of the budget\n"
)
RUN_ON = (
    "March 3, 1953 O First meeting of the board • Report on sluices\n"
    "April 8, 1954 O Second meeting of the board • Adoption of the plan\n"
    "May 2, 1955 Third meeting of the board Report on the new dykes Adoption of the plan of 1954\n"
)


def shown(document: StructuredDocument) -> list[tuple[str, str, list[str]]]:
    """Return the value, title and details of each event, white space folded."""
    text = document.document.text

    def said(event: Event) -> tuple[str, str, list[str]]:
        *title, details = (event.title, event.details)
        title_text = " ".join(part.of(text) for parts in title for part in parts)
        return (
            event.value,
            title_text,
            [" ".join(" ".join(part.of(text) for part in parts).split()) for parts in details],
        )

    return [said(event) for event in events(document)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("September 5, 2003", "2003-09-05"), ("5 Sept. 2003", "2003-09-05")),
        *(("11th July 2017", "2017-07-11"), ("May 2007", "2007-05"), ("2003-09-05", "2003-09-05")),
        *(("May 19 to 25, 2018", "2018-05-19"), ("2–4 March 2001", "2001-03-02")),
    ],
)
def test_a_date_has_a_partial_iso_value(written: str, value: str) -> None:
    assert date_of(written) == value


@pytest.mark.parametrize("written", ["May 40, 2003", "05/09/2003", "May", "2003", "March for 2003"])
def test_other_words_and_figures_are_no_date(written: str) -> None:
    assert date_of(written) == ""


def test_a_year_alone_is_a_date_where_it_is_asked_for() -> None:
    assert date_of("2003", years=True) == "2003"
    assert [date.value for date in dates_in("from 2003 to May 2004", 0, 21, years=True)] == [
        "2003",
        "2004-05",
    ]


def test_an_entry_with_a_date_is_an_event_with_the_items_below_it() -> None:
    assert shown(structured(CHRONICLE)) == [
        ("1953-03-03", "First meeting of the board", ["Outline of the dyke plan"]),
        (
            "1954-04-08",
            "Second meeting of the board",
            ["Report on sluices", "Adoption of the budget"],
        ),
    ]


def test_the_date_of_an_event_is_where_the_text_gives_it() -> None:
    document = structured(CHRONICLE)
    dates = [event.date.of(document.document.text) for event in events(document)]
    assert dates == ["March 3, 1953", "April 8, 1954"]


def test_points_that_run_on_open_as_those_of_other_entries_do() -> None:
    assert shown(structured(RUN_ON))[2] == (
        "1955-05-02",
        "Third meeting of the board",
        ["Report on the new dykes", "Adoption of the plan of 1954"],
    )


def test_a_known_opener_after_a_binding_word_opens_no_point() -> None:
    text = RUN_ON.replace("Report on the new dykes Adoption", "Report on the Adoption")
    assert shown(structured(text))[2][2] == ["Report on the Adoption of the plan of 1954"]


@pytest.mark.parametrize(
    "line",
    [
        "- 3rd meeting (12 March 2004)",
        "- 3rd meeting, 12 March 2004",
        "- 3rd meeting: 12 March 2004",
    ],
)
def test_a_numbered_meeting_may_stand_before_its_date(line: str) -> None:
    assert shown(structured(f"The board met:\n\n{line}\n")) == [("2004-03-12", "3rd meeting", [])]


@pytest.mark.parametrize(
    "sentence",
    [
        "The third meeting was held on 12 March 2004 in Delft.",
        "March 3, 1953 saw the first boat.",
        "Third meeting was on 12 March 2004.",
    ],
)
def test_a_sentence_that_names_a_date_is_no_event(sentence: str) -> None:
    assert events(structured(f"It began.\n\n{sentence}\n\n{sentence}\n")) == ()


def test_years_before_a_colon_date_the_entries_of_a_list() -> None:
    text = "The board:\n\n- 1953: The dyke breaks.\n- 1954: The dyke is mended.\n"
    assert [(value, title) for value, title, _ in shown(structured_markdown(text))] == [
        ("1953", "The dyke breaks."),
        ("1954", "The dyke is mended."),
    ]


def test_years_of_statutes_are_no_events() -> None:
    text = "- 1980-81-82-83, c. 54, s. 1\n- 1984, c. 31, s. 14\n"
    assert events(structured_markdown(text)) == ()


def test_rows_of_a_table_with_dates_are_events() -> None:
    text = (
        "| Date | Meeting | Place |\n|---|---|---|\n| 3 March 1953 | First | Delft |\n"
        "| 8 April 1954 | Second |  |\n"
    )
    assert shown(structured_markdown(text)) == [
        ("1953-03-03", "First", ["Delft"]),
        ("1954-04-08", "Second", []),
    ]


def test_rows_of_figures_are_no_events() -> None:
    text = "| Port | 2001 |\n|---|---|\n| Bodø | 2003 |\n| Bergen | 1998 |\n"
    assert events(structured_markdown(text)) == ()


def test_a_date_that_stands_alone_is_no_event() -> None:
    assert (
        events(structured("March 3, 1953\n\nThe board met.\n\nApril 8, 1954\n\nIt rested.\n")) == ()
    )


def test_a_text_without_dates_has_no_events() -> None:
    assert events(structured("The board met.\n")) == ()


@pytest.mark.parametrize(
    "line", ["1st meeting " * 8_000, "- May 1, 1990 " * 7_000, "May 1, 1990: a" + " O" * 50_000]
)
def test_a_hostile_text_is_read_in_linear_time(line: str) -> None:
    document = structured(f"It began.\n\n{line}\n")
    began = time.process_time()
    events(document)
    assert time.process_time() - began < 1.0
