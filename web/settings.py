"""Settings: one frozen object, made once at the edge."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError
from corpus.loading.folder import LARGEST_FILE
from qa.settings import DEFAULT_MODELS, AnswerSettings

_SHARE = re.compile(r"0?\.\d{1,6}|[01]|0\.0*|1\.0*", re.ASCII)
_DAYS = re.compile(r"\d{1,4}", re.ASCII)
_ORIGIN = re.compile(r"\*|https?://[^\s/,@?#]{1,260}", re.ASCII)
_MEGABYTE = 1_000_000  # bytes
DATA_VARIABLE = "PINCITE_DATA"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the collection lies and which models read it.

    `data` is the data folder: one folder, one collection. `embedder`, `reranker` and `reader` are
    the name of a packaged model, a local folder or a hub id; `verifier` is one of the first two.
    `threads` is how many model calls run side by side within one question, `threshold` how sure,
    from 0 to 1, an answer must be to be given. `history_days` is how long the service keeps a
    conversation after the last question in it; 0 keeps none. `cors_origins` are the origins, such
    as `https://example.org`, whose pages may read the API from a browser; `*` stands for all.
    `feedback` tells whether it takes and keeps verdicts on its answers. `largest_file` is how many
    bytes a document may have.
    """

    data: Path = Path("data")
    embedder: str = DEFAULT_MODELS.embedder
    reranker: str = DEFAULT_MODELS.reranker
    reader: str = DEFAULT_MODELS.reader
    verifier: str = DEFAULT_MODELS.verifier
    threads: int = DEFAULT_MODELS.threads
    threshold: float = AnswerSettings().threshold
    history_days: int = 30
    cors_origins: tuple[str, ...] = ()
    feedback: bool = True
    largest_file: int = LARGEST_FILE


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment gives, defaults elsewhere.

    `PINCITE_DATA`, `PINCITE_EMBEDDER`, `PINCITE_RERANKER`, `PINCITE_READER`, `PINCITE_VERIFIER`,
    `PINCITE_THREADS`, `PINCITE_THRESHOLD`, `PINCITE_HISTORY_DAYS`, `PINCITE_CORS_ORIGINS` (a list
    parted by commas or spaces), `PINCITE_FEEDBACK` and `PINCITE_LARGEST_FILE` (in MB) are read.
    Raises SettingsError if one has an impossible value.
    """
    given = os.environ if environment is None else environment
    default = Settings()
    threads = given.get("PINCITE_THREADS", str(default.threads))
    if not threads.isascii() or not threads.isdigit() or not 1 <= int(threads) <= 64:
        raise SettingsError(f"PINCITE_THREADS is {threads!r}; give a number from 1 to 64")
    threshold = given.get("PINCITE_THRESHOLD") or str(default.threshold)
    feedback = given.get("PINCITE_FEEDBACK") or "on"
    if feedback not in ("on", "off"):
        raise SettingsError(f"PINCITE_FEEDBACK is {feedback!r}; give on or off")
    if not _SHARE.fullmatch(threshold):
        raise SettingsError(f"PINCITE_THRESHOLD is {threshold!r}; give a number from 0 to 1")
    days = given.get("PINCITE_HISTORY_DAYS") or str(default.history_days)
    if not _DAYS.fullmatch(days):
        raise SettingsError(f"PINCITE_HISTORY_DAYS is {days!r}; give a number from 0 to 9999")
    origins = tuple(given.get("PINCITE_CORS_ORIGINS", "").replace(",", " ").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"PINCITE_CORS_ORIGINS names {origin!r}; give origins like https://example.org"
            )
    megabytes = given.get("PINCITE_LARGEST_FILE") or str(default.largest_file // _MEGABYTE)
    if not megabytes.isascii() or not megabytes.isdigit() or not 1 <= int(megabytes[:9]) <= 10_000:
        raise SettingsError(
            f"PINCITE_LARGEST_FILE is {megabytes!r}; give a number of MB from 1 to 10000"
        )
    return Settings(
        data=Path(given.get(DATA_VARIABLE) or default.data),
        embedder=given.get("PINCITE_EMBEDDER") or default.embedder,
        reranker=given.get("PINCITE_RERANKER") or default.reranker,
        reader=given.get("PINCITE_READER") or default.reader,
        verifier=given.get("PINCITE_VERIFIER") or default.verifier,
        threads=int(threads),
        threshold=float(threshold),
        history_days=int(days),
        cors_origins=origins,
        feedback=feedback == "on",
        largest_file=int(megabytes) * _MEGABYTE,
    )
