"""A Ray cluster and drivers of it in processes of their own, which tests may kill.

`python -m tests.ray_processes` does what its arguments say: `cluster` and `machines` print the
address of a cluster and keep it until standard input ends, `prepare` prints what became of files.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.loading.folder import LARGEST_FILE
from corpus.loading.formats import STANDARD_FORMATS
from tests.dying import Fatal
from web.collecting.cutting import Cutting
from web.collecting.places import survey_places
from web.collecting.preparing import Prepared, Preparer, Preparing
from web.collecting.preparing_on_ray import LOCAL, prepare_on_ray, ray_cluster

PATIENCE = 120  # seconds
_ENDING = 10  # seconds that processes of a cluster may take to end after it
_PROCESSORS = 2
_MEMORY = 100_000_000  # bytes, for the objects of a machine


@dataclass(frozen=True)
class Process:
    """A process that runs."""

    id: int
    command: str
    environment: dict[str, str]


@dataclass(frozen=True)
class Cluster:
    """A cluster; `token` is known to its processes and to those that may use it."""

    address: str
    token: str
    keeper: subprocess.Popen[str]

    def processes(self) -> list[Process]:
        """Return the processes of the cluster but its keeper."""
        return [
            each
            for each in _processes()
            if each.environment.get("RAY_AUTH_TOKEN") == self.token and each.id != self.keeper.pid
        ]


@contextmanager
def cluster_of(kind: str) -> Iterator[Cluster]:
    """Yield a `cluster` of two processors, or one of two `machines`, that runs on this machine.

    The second machine is lost when a line is written to the keeper. Afterwards nothing is left.
    """
    token = secrets.token_hex(32)
    with _started(token, kind) as keeper:
        assert keeper.stdin
        assert keeper.stdout
        cluster = Cluster(keeper.stdout.readline().strip(), token, keeper)
        try:
            yield cluster
        finally:
            keeper.stdin.close()
            assert keeper.wait(PATIENCE) == 0
    until = time.monotonic() + _ENDING
    while cluster.processes() and time.monotonic() < until:
        time.sleep(0.1)
    assert cluster.processes() == []


@contextmanager
def driver(
    cluster: Cluster, folder: Path, store: Path, fatal: Fatal
) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that prepares a folder on a cluster; it is killed if it is not over."""
    known = [fatal.word, str(fatal.mark or ""), str(fatal.hangs)]
    arguments = [cluster.address, str(folder), str(store), *known]
    with _started(cluster.token, "prepare", *arguments, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def outcome(process: subprocess.Popen[str]) -> tuple[list[Prepared], str]:
    """Wait for the end of a driver; return what became of the files, by path, and its log."""
    told, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, log
    rows = [json.loads(line) for line in told.splitlines()]
    found = [Prepared(**{**row, "path": Path(row["path"])}) for row in rows]
    return sorted(found, key=lambda each: each.path), log


def _started(token: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token},
        **options,
    )


def _processes() -> Iterator[Process]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, given = (
                (folder / name).read_bytes().decode("utf-8", "replace").split("\0")
                for name in ("cmdline", "environ")
            )
        except OSError:
            continue  # it has just ended, or is another user's
        known = dict(each.split("=", 1) for each in given if "=" in each)
        yield Process(int(folder.name), " ".join(command), known)


def _keep_cluster() -> None:
    import ray

    with ray_cluster(LOCAL, _PROCESSORS):
        print(ray.get_runtime_context().gcs_address, file=sys.__stdout__, flush=True)
        sys.stdin.read()


def _keep_machines() -> None:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster as Machines

    with TemporaryDirectory(prefix="ray-") as folder:
        each = {"num_cpus": 1, "object_store_memory": _MEMORY, "temp_dir": folder}
        head = each | {"include_dashboard": False}
        machines = Machines(initialize_head=True, head_node_args=head)
        second = machines.add_node(**each)
        print(machines.address, file=sys.__stdout__, flush=True)
        if sys.stdin.readline():
            machines.remove_node(second, allow_graceful=False)
            sys.stdin.read()
        machines.shutdown()


def _prepare(address: str, folder: str, store: str, word: str, mark: str, hangs: str) -> None:
    fatal = Fatal(word, Path(mark) if mark else None, float(hangs))
    preparing = Preparing(Path(store), fatal, LARGEST_FILE, Cutting())
    found = survey_places([Path(folder)], (), STANDARD_FORMATS)
    files = [each.file for each in found.candidates]
    with ray_cluster(address, _PROCESSORS):
        for each in prepare_on_ray(preparing, files, None, Preparer(preparing).made_by):
            print(json.dumps(asdict(each), default=str), file=sys.__stdout__)


if __name__ == "__main__":
    if sys.argv[1] == "cluster":
        _keep_cluster()
    elif sys.argv[1] == "machines":
        _keep_machines()
    else:
        _prepare(*sys.argv[2:])
