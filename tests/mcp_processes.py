"""The server of the Model Context Protocol in a process of its own, over models done by hand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from index.embedded import EmbeddedIndex
from qa.service import AnswerService
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords
from tests.served_processes import ROOT, SECONDS
from tests.web_helpers import Collection
from web.mcp.running import serve_standard_streams
from web.mcp.server import mcp_server
from web.opening import Opening


@contextmanager
def model_server(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Serve a collection over standard streams until the end of the block."""
    with (
        TemporaryFile() as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.mcp_processes", data],
            cwd=ROOT,
            env=dict(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=SECONDS)
            log.seek(0)
            sys.stderr.write(log.read().decode("utf-8", "replace")[-10_000:])


def _main(data: Path) -> None:
    with EmbeddedIndex.open(data, HashedWords()) as index:
        answers = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
        server = mcp_server(Opening.done(Collection(index, answers)))
        serve_standard_streams(server)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
