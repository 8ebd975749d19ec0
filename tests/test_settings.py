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
        }
    )
    assert found == Settings(
        Path("/srv/reports"), "/models/a", "/models/b", "/models/c", "/models/d", 4
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"PINCITE_DATA": "", "PINCITE_EMBEDDER": ""}) == Settings()


@pytest.mark.parametrize("threads", ["", "0", "-1", "two", "65", "²"])
def test_an_impossible_number_of_threads_is_refused(threads: str) -> None:
    with pytest.raises(SettingsError, match="give a number from 1 to 64"):
        read_settings({"PINCITE_THREADS": threads})
