"""Whether models, collection and machine are as answering needs them, and what to do if not."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ModelError, PinciteError
from index.embedded import EmbeddedIndex
from index.generations.checking import damaged_parts
from index.generations.data_folder import DataFolder
from index.generations.storage import ALL_IN_FILES, Storage
from index.models.packaged import find_model
from index.protocols import Embedder
from qa.showing.printing import wrapped
from web.configuration.settings import Settings
from web.keys.store import stored_keys
from web.service import load_embedder
from web.storing import storage_of
from web.version import VERSION

_MEMORY = 500_000_000  # bytes: the models take 400 MB
_DISK = 200_000_000  # bytes: a build writes a new generation beside the old one
_REPAIR = "Run `pincite doctor --repair`."
_MEMORY_FILE = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is as needed, what was found, and what to do if it is not.

    `remedy` is empty where all is well, or where `found` says it.
    """

    name: str
    is_well: bool
    found: str
    remedy: str = ""


def diagnosis(settings: Settings) -> tuple[Finding, ...]:
    """Return what there is to know of an installation, always in the same order."""
    return tuple(_findings(settings))


def diagnosis_text(findings: tuple[Finding, ...]) -> str:
    """Return the findings a line each, with what to do below those that are not as needed."""
    lines: list[str] = []
    for each in findings:
        verdict = "ok" if each.is_well else "not ok"
        lines += wrapped(f"{each.name}: {each.found}", f"{verdict:<8}", " " * 8)
        if each.remedy:
            lines += wrapped(each.remedy, " " * 8)
    return "\n".join(lines)


def _findings(settings: Settings) -> Iterator[Finding]:
    version = f"Pincite {VERSION}, Python {platform.python_version()}"
    yield Finding("version", is_well=True, found=version)
    for role in ("embedder", "reranker", "reader", "verifier"):
        yield _model(role, getattr(settings, role))
    try:
        yield collection_finding(settings.data, load_embedder(settings), storage_of(settings))
    except ModelError as error:
        yield Finding("collection", is_well=False, found=str(error))
    if settings.database:
        yield database_finding(settings)
    yield from _room(settings.data)


def _model(role: str, name: str) -> Finding:
    try:
        model = find_model(name)
    except PinciteError as error:
        return Finding(role, is_well=False, found=str(error))
    if model is None:
        if "/" in name:
            return Finding(role, is_well=True, found=f"{name}, a name that a model hub may know")
        remedy = f"Correct PINCITE_{role.upper()}, or unset it for the default."
        return Finding(role, is_well=False, found=f"no model is called {name!r}", remedy=remedy)
    return Finding(role, is_well=True, found=f"{model.name}, SHA-256 {model.sha256[:12]}…")


def collection_finding(data: Path, embedder: Embedder, storage: Storage = ALL_IN_FILES) -> Finding:
    """Return whether the collection of a data folder is there, whole and of this embedder."""
    try:
        damaged = damaged_parts(DataFolder(data, storage))
        if damaged:
            told = f"missing or damaged: {', '.join(map(str, damaged))}"
            return Finding("collection", is_well=False, found=told, remedy=_REPAIR)
        with EmbeddedIndex.open(data, embedder, storage) as index:
            found = index.manifest
    except PinciteError as error:
        return Finding("collection", is_well=False, found=str(error))
    held = f"{found.documents:,} documents, {found.sections:,} sections, {found.chunks:,} chunks"
    told = f"{data}, generation {found.generation}: {held}"
    if not found.documents:
        remedy = "Run `pincite build FOLDER` with a folder that holds documents."
        return Finding("collection", is_well=False, found=told, remedy=remedy)
    return Finding("collection", is_well=True, found=told)


def database_finding(settings: Settings) -> Finding:
    """Return whether the PostgreSQL of the settings answers; what is kept there gets its tables."""
    try:
        with closing(stored_keys(settings.data, settings.database)) as keys:
            keys.check()
    except PinciteError as error:
        return Finding("database", is_well=False, found=str(error))
    return Finding("database", is_well=True, found="PostgreSQL answers")


def _room(data: Path) -> Iterator[Finding]:
    """Yield what memory and disk have left, as far as the system tells."""
    memory = _available_memory()
    if memory is not None:
        remedy = f"Free some memory: answering takes {_megabytes(_MEMORY)}."
        yield _amount("memory", memory, _MEMORY, remedy)
    folder = next(each for each in (data.absolute(), *data.absolute().parents) if each.exists())
    remedy = (
        f"Free some space at {folder}: a build writes the collection anew before it drops the old."
    )
    yield _amount("disk", shutil.disk_usage(folder).free, _DISK, remedy)


def _amount(name: str, free: int, needed: int, remedy: str) -> Finding:
    is_enough = free >= needed
    return Finding(name, is_enough, f"{_megabytes(free)} free", "" if is_enough else remedy)


def _available_memory() -> int | None:
    """Return the bytes that programs may still take, None where Linux does not tell."""
    try:
        lines = _MEMORY_FILE.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if "MemAvailable" in line), None)


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,} MB"
