from pathlib import Path

import pytest

from corpus.errors import SettingsError
from web.settings import Settings, read_settings


def test_without_an_environment_the_defaults_hold() -> None:
    assert read_settings({}) == Settings()


def test_the_environment_chooses_folder_models_and_threads() -> None:
    found = read_settings(
        {
            "PINCITE_DATA": "/srv/reports",
            "PINCITE_EMBEDDER": "/models/a",
            "PINCITE_RERANKER": "/models/b",
            "PINCITE_READER": "/models/c",
            "PINCITE_VERIFIER": "/models/d",
            "PINCITE_THREADS": "4",
            "PINCITE_THRESHOLD": "0.7",
            "PINCITE_HISTORY_DAYS": "7",
        }
    )
    assert found == Settings(
        Path("/srv/reports"), "/models/a", "/models/b", "/models/c", "/models/d", 4, 0.7, 7
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"PINCITE_DATA": "", "PINCITE_EMBEDDER": ""}) == Settings()


@pytest.mark.parametrize("threads", ["", "0", "-1", "two", "65", "²"])
def test_an_impossible_number_of_threads_is_refused(threads: str) -> None:
    with pytest.raises(SettingsError, match="give a number from 1 to 64"):
        read_settings({"PINCITE_THREADS": threads})


@pytest.mark.parametrize("threshold", ["-0.1", "1.1", "half", "0,5", "٠", "1e-1", "nan"])
def test_an_impossible_threshold_is_refused_in_one_sentence(threshold: str) -> None:
    with pytest.raises(SettingsError, match="from 0 to 1"):
        read_settings({"PINCITE_THRESHOLD": threshold})


@pytest.mark.parametrize(("typed", "read"), [("0", 0.0), ("1", 1.0), (".5", 0.5), ("", None)])
def test_a_threshold_is_a_number_from_0_to_1(typed: str, read: float | None) -> None:
    expected = Settings().threshold if read is None else read
    assert read_settings({"PINCITE_THRESHOLD": typed}).threshold == expected


@pytest.mark.parametrize("days", ["-1", "10000", "ten", "1.5", "٣"])
def test_an_impossible_number_of_days_is_refused(days: str) -> None:
    with pytest.raises(SettingsError, match="from 0 to 9999"):
        read_settings({"PINCITE_HISTORY_DAYS": days})


def test_no_days_are_a_number_too() -> None:
    assert read_settings({"PINCITE_HISTORY_DAYS": "0"}).history_days == 0


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ()),
        ("*", ("*",)),
        (
            "https://a.example, http://localhost:3000",
            ("https://a.example", "http://localhost:3000"),
        ),
    ],
)
def test_the_origins_that_may_read_the_api_are_a_list(given: str, read: tuple[str, ...]) -> None:
    assert read_settings({"PINCITE_CORS_ORIGINS": given}).cors_origins == read


@pytest.mark.parametrize("given", ["a.example", "https://a.example/path", "ftp://a.example", "**"])
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match=r"https://example\.org"):
        read_settings({"PINCITE_CORS_ORIGINS": given})


@pytest.mark.parametrize(("typed", "read"), [("on", True), ("off", False), ("", True)])
def test_feedback_is_taken_unless_it_is_off(typed: str, *, read: bool) -> None:
    assert read_settings({"PINCITE_FEEDBACK": typed}).feedback is read


def test_feedback_is_on_or_off_and_nothing_else() -> None:
    with pytest.raises(SettingsError, match="give on or off"):
        read_settings({"PINCITE_FEEDBACK": "yes"})


def test_the_largest_file_is_given_in_megabytes() -> None:
    assert read_settings({"PINCITE_LARGEST_FILE": "7"}).largest_file == 7_000_000


@pytest.mark.parametrize("megabytes", ["0", "-1", "1.5", "many", "10001", "9" * 5_000])
def test_an_impossible_largest_file_is_refused(megabytes: str) -> None:
    with pytest.raises(SettingsError, match="a number of MB from 1 to 10000"):
        read_settings({"PINCITE_LARGEST_FILE": megabytes})
