"""Files prepared on the machines of a Ray cluster, with Ray Data."""

from __future__ import annotations

import logging
import os
import pickle
import platform
import secrets
import socket
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import DataFolderError, PinciteError, SettingsError
from corpus.loading.folder import SourceFile
from web.collecting.preparing import DIED, MadeBy, Prepared, Preparer, Preparing

LOCAL = "local"
_OBJECT_STORE = 100_000_000  # bytes; names of files and numbers pass through it
_CONNECTING = 5.0  # seconds
_ATTEMPTS = 3  # of a file, each ended by the death of a process
_FILES_OF_TASK = 64  # at most
_TASKS_OF_WORKER = 8  # at least, where there are files for them

_log = logging.getLogger(__name__)


@contextmanager
def ray_cluster(address: str, processors: int) -> Iterator[None]:
    """Connect to the Ray cluster at `HOST:PORT`; for LOCAL make one here, of so many processors.

    For `auto` it is the one that this machine is a part of.
    One that is made here ends with the block or the process, and tells nobody that it was used.
    Raises SettingsError if Ray is not installed or there is no cluster.
    """
    if find_spec("ray") is None:
        raise SettingsError("Ray is not installed; run `pip install pincite[ray]`")
    if address not in (LOCAL, "auto"):
        _reach(address)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    from ray.exceptions import RayError

    options: dict[str, Any] = {}
    with ExitStack() as ending:
        # It writes there which of its processes died.
        ending.enter_context(redirect_stdout(sys.stderr))
        if address == LOCAL:
            # Known to this process and its children; Ray would put one into the home folder.
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
            options["_temp_dir"] = ending.enter_context(TemporaryDirectory(prefix="pincite-ray-"))
            options["num_cpus"] = processors
            options["object_store_memory"] = _OBJECT_STORE
            options["include_dashboard"] = False
        try:
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **options)
        except (ConnectionError, RayError) as error:
            raise SettingsError(f"there is no Ray cluster at {address} ({error})") from error
        ending.callback(ray.shutdown)
        yield


def prepare_on_ray(
    preparing: Preparing, files: Sequence[SourceFile], processes: int | None, made_by: MadeBy
) -> Iterator[Prepared]:
    """Do as `Preparing.prepare` does, on the cluster that this process is connected to.

    `processes` are as many as the cluster has processors if None; `made_by` is what a `Preparer` of
    this machine has, and the others must have. Files and store are at the same path on every
    machine. What a process or a machine that is lost was at is done again elsewhere;
    a file that process after process dies of is told of. Raises PinciteError if a machine
    has no such store, or another version of Pincite or the model than this one.
    """
    import ray
    import ray.data

    if not files:
        return
    _silence(ray.data.DataContext.get_current())
    there = max(1, int(ray.cluster_resources().get("CPU", 1)))
    workers = min(there, processes or there, len(files))
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(_Attempts).remote()
    items = [{"number": n, "file": pickle.dumps(file)} for n, file in enumerate(files)]
    rows = ray.data.from_items(items, override_num_blocks=_tasks(len(files), workers)).map(
        _RowPreparer,
        fn_constructor_args=(preparing, made_by, attempts),
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=processes, initial_size=workers),
        num_cpus=1,
    )
    for row in rows.iter_rows():
        if row["fault"]:
            raise DataFolderError(row["fault"])
        for line in row["warnings"].splitlines():
            _log.warning("%s", line)
        path = files[row["number"]].path
        yield Prepared(path, row["embedded"], row["known"], row["reason"])


def _reach(address: str) -> None:
    """Raise SettingsError if nobody listens at an address: Ray would try for minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), _CONNECTING).close()
    except (OSError, ValueError, OverflowError) as error:
        raise SettingsError(
            f"there is no Ray cluster at {address} ({error}); give its HOST:PORT, auto or {LOCAL}"
        ) from error


def preparer_of_machine(preparing: Preparing, made_by: MadeBy) -> Preparer:
    """Return what prepares files on one of several machines, which all work as `made_by` tells.

    Raises DataFolderError if this one does not, or has not the store of the others.
    """
    if not _has_content(preparing.store):
        raise DataFolderError(f"{preparing.store} is not here; name a folder that machines share")
    preparer = Preparer(preparing)
    if preparer.made_by != made_by:
        raise DataFolderError(
            "another version of Pincite or of the model is here; install the same everywhere"
        )
    return preparer


class _Attempts:
    """Counts, for all machines, how often a file was begun and not ended."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, number: int) -> int:
        """Note that a file is begun and return how often it was."""
        self._begun[number] += 1
        return self._begun[number]

    def end(self, number: int) -> None:
        """Note that a file is ended."""
        del self._begun[number]


class _Warnings(logging.Handler):
    """Gathers the warnings of a process, to be shown by the one that people see."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self._lines.append(" ".join(record.getMessage().splitlines()))

    def take(self) -> str:
        """Return what was gathered since the last time, a line each."""
        text = "\n".join(self._lines)
        self._lines.clear()
        return text


class _RowPreparer:
    """Prepares files in a process of a cluster, with rows in and out, as Ray Data has them."""

    def __init__(self, preparing: Preparing, made_by: MadeBy, attempts: Any) -> None:
        self._attempts = attempts
        self._warnings = _Warnings()
        self._preparer: Preparer | None = None
        self._fault = ""
        try:
            self._preparer = preparer_of_machine(preparing, made_by)
        except PinciteError as error:
            self._fault = _of_this_machine(error)

    def __call__(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what became of a file, or else a `fault` that this machine has."""
        import ray

        number = row["number"]
        fault, done = self._fault, Prepared(Path(), reason=DIED)
        if self._preparer and ray.get(self._attempts.begin.remote(number)) <= _ATTEMPTS:
            try:
                # It comes from the process that made this one.
                done = self._preparer.prepare(pickle.loads(row["file"]))  # noqa: S301
            except PinciteError as error:
                fault = _of_this_machine(error)
            self._attempts.end.remote(number)
        told = {"number": number, "fault": fault, "warnings": self._warnings.take()}
        return told | {"embedded": done.embedded, "known": done.known, "reason": done.reason}


def _of_this_machine(error: PinciteError) -> str:
    return f"{platform.node()}: {error}"


def _has_content(folder: Path) -> bool:
    """Tell whether a folder is there and not a place that a shared one is to be mounted at."""
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _tasks(files: int, workers: int) -> int:
    return min(files, max(workers * _TASKS_OF_WORKER, -(-files // _FILES_OF_TASK)))


def _silence(context: Any) -> None:
    """Let Ray Data write nothing to the terminal, and wait as long as a large file takes."""
    context.enable_progress_bars = False
    context.execution_no_progress_timeout_s = -1
    logging.getLogger("ray.data").setLevel(logging.ERROR)
