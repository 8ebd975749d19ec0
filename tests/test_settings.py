from pathlib import Path

import pytest

from corpus.errors import SettingsError
from web.configuration.reading import declared
from web.configuration.settings import Settings, configured_settings, read_settings
from web.configuration.text import settings_table, settings_text


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


@pytest.mark.parametrize("threads", ["0", "-1", "two", "65", "²"])
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


def written(folder: Path, content: str) -> Path:
    file = folder / "pincite.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_a_file_gives_settings_in_its_own_types(tmp_path: Path) -> None:
    content = (
        'data = "/srv/reports"\nthreads = 4\nthreshold = 0.5\nfeedback = false\n'
        'cors_origins = ["https://a.example"]\nquestions_waiting = "auto"\nrate_per_key = "off"\n'
    )
    found = configured_settings({}, written(tmp_path, content)).settings
    assert found == Settings(
        data=Path("/srv/reports"),
        threads=4,
        threshold=0.5,
        feedback=False,
        cors_origins=("https://a.example",),
        rate_per_key="",
    )


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "threads = 4\nworkers = 3\n")
    found = configured_settings({"PINCITE_THREADS": "8", "PINCITE_CONFIG": str(file)})
    assert (found.settings.threads, found.settings.workers) == (8, 3)
    assert found.sources["threads"] == "PINCITE_THREADS"
    assert found.sources["workers"] == str(file)
    assert found.sources["data"] == "default"


def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no setting 'treshold'; did you mean 'threshold'\?"):
        configured_settings({}, written(tmp_path, "treshold = 0.5\n"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("PINCITE_WORKERS = 2\n", r"no setting 'PINCITE_WORKERS'; did you mean 'workers'\?"),
        ("colour = 2\n", r"no setting 'colour'; `pincite settings` names all"),
        ("[server]\nport = 1\n", r"has a table 'server'; settings stand in none"),
        ('"\\u001b[2J" = 1\n', r"no setting '\\x1b\[2J'; `pincite settings` names all"),
    ],
)
def test_what_is_no_setting_is_named_with_what_to_do(
    tmp_path: Path, content: str, told: str
) -> None:
    with pytest.raises(SettingsError, match=f"{told}$"):
        configured_settings({}, written(tmp_path, content))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "pincite.toml"
    file.write_bytes('data = "Märkte"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match="is not UTF-8; save it in that encoding"):
        configured_settings({}, file)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        configured_settings({}, tmp_path)


def test_a_variable_with_a_slip_is_refused() -> None:
    with pytest.raises(SettingsError, match="no PINCITE_TRESHOLD; did you mean PINCITE_THRESHOLD"):
        read_settings({"PINCITE_TRESHOLD": "0.5"})


def test_variables_that_an_orchestrator_adds_are_passed_over() -> None:
    added = {
        "PINCITE_PORT": "tcp://10.0.0.7:80",
        "PINCITE_SERVICE_HOST": "10.0.0.7",
        "PINCITE_SERVICE_PORT": "80",
        "PINCITE_PORT_80_TCP_ADDR": "10.0.0.7",
    }
    assert read_settings(added) == Settings()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("threads = 0", "threads in .* is 0; give a number from 1 to 64"),
        ("threads = true", "threads in .* is True; give a number from 1 to 64"),
        ("feedback = 1", "feedback in .* is 1; give on or off"),
        ("threshold = nan", "threshold in .* is nan; give a number from 0 to 1"),
        ('cors_origins = ["https://a.example", 3]', "give origins like"),
        ('data = ""', "data in .* is ''; give the path of a folder"),
        ('rate_per_key = "many"', "give a rate like 120 per minute"),
        ('listen_host = "a b"', "give an address like"),
        ("[threads]\nmost = 3", "give a number from 1 to 64"),
    ],
)
def test_an_impossible_value_is_refused_with_key_value_and_what_is_allowed(
    tmp_path: Path, line: str, told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        configured_settings({}, written(tmp_path, line))


@pytest.mark.parametrize("content", ["threads = ", "[" * 50_000, "a = 1\na = 2\n", "x" * 2_000_000])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(SettingsError, match=r"is not TOML|too large"):
        configured_settings({}, written(tmp_path, content))


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        configured_settings({"PINCITE_CONFIG": str(tmp_path / "none.toml")})


def test_the_file_of_the_working_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "threads = 7\n")
    monkeypatch.chdir(tmp_path)
    assert read_settings({}).threads == 7


def test_a_secret_is_neither_printed_nor_told_when_it_is_wrong() -> None:
    secret = {"PINCITE_RATE_STORAGE": "redis://:hunter2@cache:6379"}
    assert "hunter2" not in settings_text(configured_settings(secret))
    assert "(hidden)" in settings_text(configured_settings(secret))
    with pytest.raises(SettingsError) as refused:
        read_settings({"PINCITE_RATE_STORAGE": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_every_value_can_be_typed_as_it_is_printed() -> None:
    for each in declared(Settings):
        if typed := each.kind.typed(each.default):
            assert each.kind.read(typed) == each.default


def test_the_documented_settings_are_those_that_there_are() -> None:
    documented = (Path(__file__).parent.parent / "docs/settings.md").read_text(encoding="utf-8")
    assert documented.endswith(settings_table())
