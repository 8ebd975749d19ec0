"""Settings: one frozen object, made once at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.loading.folder import LARGEST_FILE
from index.databases.postgresql import ADDRESS as POSTGRESQL_ADDRESS
from index.rows.stores import IN_FILES, MILVUS_ADDRESS
from qa.settings import DEFAULT_MODELS, AnswerSettings
from web.configuration.kinds import Folder, Megabytes, Rate, Several, Share, Switch, Text, Whole
from web.configuration.reading import Configured, configured, setting

CONFIG_VARIABLE = "PINCITE_CONFIG"
_FILE = Path("pincite.toml")
_MODEL = Text("the name of a packaged model, a local folder or a hub id")
_ORIGINS = Several("origins like https://example.org, or *", r"\*|https?://[^\s/,@?#]{1,260}")
_HOST_NAMES = Several("host names like policies.example", r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_ADDRESS = Text("an address like 127.0.0.1, :: or localhost", r"[A-Za-z0-9.:%_-]{1,255}")
_INDEX = Text(
    "files or an address of Milvus like milvus://host:19530 or milvus:///path/to/file.db",
    rf"{IN_FILES}|{MILVUS_ADDRESS}",
)
_STORAGE = Text(
    "memory:// or an address of Redis like redis://host:6379",
    r"memory://|(?:rediss?|redis\+unix)://\S+",
)
_CATALOGUE = Text(
    "files or an address of PostgreSQL like postgresql://user:password@host/database",
    rf"{IN_FILES}|{POSTGRESQL_ADDRESS}",
)
_DATABASE = Text(
    "an address of PostgreSQL like postgresql://user:password@host/database, signs of a password "
    "as %40 is for @",
    POSTGRESQL_ADDRESS,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that whoever runs Pincite can choose; each setting says what it does."""

    data: Path = setting(Path("data"), Folder(), "The data folder: one folder, one collection.")
    embedder: str = setting(DEFAULT_MODELS.embedder, _MODEL, "The model that embeds texts.")
    reranker: str = setting(
        DEFAULT_MODELS.reranker, _MODEL, "The cross-encoder that orders passages."
    )
    reader: str = setting(DEFAULT_MODELS.reader, _MODEL, "The model that finds the short answer.")
    verifier: str = setting(
        DEFAULT_MODELS.verifier,
        Text("the name of a packaged model or a local folder"),
        "The model that doubts the short answer.",
    )
    threads: int = setting(
        DEFAULT_MODELS.threads, Whole(1, 64), "Model calls that run side by side in one question."
    )
    threshold: float = setting(
        AnswerSettings().threshold, Share(), "How sure an answer must be to be given."
    )
    history_days: int = setting(
        30,
        Whole(0, 9999),
        "Days that a conversation is kept after its last question; 0 keeps none.",
    )
    cors_origins: tuple[str, ...] = setting(
        (), _ORIGINS, "Sites whose pages may read the API from a browser; * is all."
    )
    feedback: bool = setting(True, Switch(), "Whether verdicts on answers are taken and kept.")  # noqa: FBT003
    database: str = setting(
        "",
        _DATABASE,
        "The PostgreSQL that keeps conversations, verdicts and keys for all machines; none keeps "
        "them in files of the data folder.",
        is_secret=True,
    )
    index: str = setting(
        IN_FILES,
        _INDEX,
        "Where vectors and words are searched: in files of the data folder, or by Milvus.",
        is_secret=True,
    )
    catalogue: str = setting(
        IN_FILES,
        _CATALOGUE,
        "Where texts and the state of the collection are kept: in files of the data folder, or in "
        "PostgreSQL for all machines.",
        is_secret=True,
    )
    largest_file: int = setting(LARGEST_FILE, Megabytes(1, 10_000), "How large a document may be.")
    uploads: str = setting(
        "keys",
        Text("keys, local or off", r"keys|local|off"),
        "Who may add and remove documents over HTTP: keys with the scope ingest, this very machine "
        "as well, or nobody.",
    )
    largest_upload: int = setting(
        LARGEST_FILE, Megabytes(1, 10_000), "How large the files of one request may be together."
    )
    upload_seconds: int = setting(
        600, Whole(1, 86_400), "Seconds in which files of more than 1 MiB must have arrived whole."
    )
    listen_host: str = setting("127.0.0.1", _ADDRESS, "The address to listen at.")
    listen_port: int = setting(8000, Whole(0, 65535), "The port to listen at; 0 takes a free one.")
    host_names: tuple[str, ...] = setting(
        (), _HOST_NAMES, "Host names to answer under, besides localhost and numeric addresses."
    )
    workers: int = setting(1, Whole(1, 64), "Processes that answer, each with its own models.")
    questions_at_once: int = setting(
        8, Whole(1, 64), "Requests of a worker that are answered at once."
    )
    questions_waiting: int | None = setting(
        None,
        Whole(0, 1000, has_auto=True),
        "Requests of a worker that may wait to be answered, others get 503; auto is half as many "
        "as are answered at once.",
    )
    queue_seconds: int = setting(20, Whole(1, 600), "Seconds that a request waits, then gets 503.")
    read_seconds: int = setting(
        20, Whole(1, 600), "Seconds in which a request must have arrived whole."
    )
    request_seconds: int = setting(
        120,
        Whole(2, 3600),
        "Seconds after which a connection is cut that still takes its response.",
    )
    drain_seconds: int = setting(
        0, Whole(0, 600), "Seconds for which it serves on, not ready, once it is told to end."
    )
    shutdown_seconds: int = setting(
        30, Whole(1, 600), "Seconds in which requests at work are finished at the end."
    )
    trusted_proxies: int = setting(
        0, Whole(0, 10), "Proxies in front whose X-Forwarded headers are believed."
    )
    require_key: bool = setting(False, Switch(), "Whether pages and API need a key.")  # noqa: FBT003
    rate_per_key: str = setting("600 per minute", Rate(), "Requests that a key may send.")
    rate_per_address: str = setting(
        "120 per minute", Rate(), "Requests without a key that an address may send."
    )
    rate_storage: str = setting(
        "memory://",
        _STORAGE,
        "Where requests are counted: in memory for each worker alone, in Redis for all together.",
        is_secret=True,
    )
    request_log: bool = setting(True, Switch(), "Whether every request is logged.")  # noqa: FBT003
    log_questions: bool = setting(
        False,  # noqa: FBT003
        Switch(),
        "Whether the log holds questions and whole addresses.",
    )

    @property
    def waiting_places(self) -> int:
        """Return how many requests of a worker may wait to be answered."""
        given = self.questions_waiting
        return (self.questions_at_once + 1) // 2 if given is None else given


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of `configured_settings`. Raises as it does."""
    return configured_settings(environment).settings


def configured_settings(
    environment: Mapping[str, str] | None = None, file: Path | None = None
) -> Configured[Settings]:
    """Return the settings of the environment, then of the file, then their defaults.

    The file is the given one, that of PINCITE_CONFIG, or `pincite.toml` in the working folder where
    there is one. Raises SettingsError if a setting is unknown or has an impossible value, or if a
    file that is named cannot be read.
    """
    given = os.environ if environment is None else environment
    named = file or (Path(given[CONFIG_VARIABLE]) if given.get(CONFIG_VARIABLE) else None)
    return configured(Settings, given, named or (_FILE if _FILE.exists() else None))
