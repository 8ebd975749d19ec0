import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.embedded import EmbeddedIndex
from index.writer import IndexWriter
from tests.fakes import HashedWords
from tests.index_helpers import ALL, CHUNKER, OTHER, TRADE, build, opened

ROOT = Path(__file__).parent.parent
CRASHES = int(os.environ.get("PINCITE_SOAK_CRASHES", "8"))
WHOLE_COMMIT = 0.08  # seconds, roughly two commits: a kill may come at any moment of one


def writer_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.index_helpers", str(folder)]


def start_writer(folder: Path) -> subprocess.Popen[str]:
    """Start a process that switches between two states, and return when it has done so once."""
    writer = subprocess.Popen(writer_command(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "switched\n"
    return writer


def state(index: EmbeddedIndex) -> tuple[str, tuple[str, ...], int]:
    hits = index.search("the coast guard", 100, ALL).dense
    for hit in hits:
        text = index.document(hit.chunk.document_id).document.text
        assert text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
    return index.generation, index.document_ids(), len(hits)


@pytest.mark.scale
def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    whole = set()
    for name, texts in (("trade", TRADE), ("other", OTHER)):
        with opened(build(tmp_path / name, texts)) as index:
            whole.add(state(index))
    moments = np.random.default_rng(20030629)
    folder = tmp_path / "crashed"
    build(folder, TRADE)
    with opened(folder) as reader:
        for _ in range(CRASHES):
            writer = start_writer(folder)
            time.sleep(moments.uniform(0, WHOLE_COMMIT))
            writer.kill()
            writer.communicate()
            reader.refresh()
            assert state(reader) in whole
            with opened(folder) as index:
                assert state(index) in whole
    build(folder, {})
    assert len(list((folder / "generations").iterdir())) == 2


@pytest.mark.scale
def test_a_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, HashedWords(), chunker=CHUNKER):
        other = subprocess.run(writer_command(tmp_path), cwd=ROOT, capture_output=True, text=True)
    assert other.returncode != 0
    assert f"Another process is writing to {tmp_path}" in other.stderr
