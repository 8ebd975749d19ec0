"""An application that changes its collection, and the process that makes the changes.

`python -m tests.changing DATA` makes those that are asked for, with a model done by hand that takes
its time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

from flask import Flask

from corpus.loading.folder import LARGEST_FILE
from index.embedded import EmbeddedIndex
from index.protocols import Vectors
from qa.answer import Answer, AnswerKind
from tests.fakes import HashedWords
from tests.web_helpers import Prepared
from web.app import create_app
from web.changes.making import make_changes
from web.configuration.settings import Settings
from web.opening import Asking

ROOT = Path(__file__).parent.parent
_PAUSE = "TEST_SECONDS_OF_A_TEXT"


class Kept:
    """A collection on the disk, as it is now."""

    def __init__(self, data: Path) -> None:
        self.index = EmbeddedIndex.open(data, HashedWords())
        self.answers: Asking = Prepared(Answer(AnswerKind.NOT_FOUND))

    def refresh(self) -> None:
        self.index.refresh()


def made(data: Path, start: Callable[[], object] | None = None, **settings: Any) -> Flask:
    """Make the application; what is asked for is made before the request that asks ends.

    Unless there is another `start`.
    """
    chosen = Settings(data=data, history_days=0, feedback=False, **settings)
    app = create_app(chosen, Kept(data))
    intake = app.extensions["intake"]

    def at_once() -> None:
        make_changes(data, HashedWords, chosen.largest_file)

    app.extensions["intake"] = replace(intake, start=start or at_once)
    return app


class Slow(HashedWords):
    """The fake embedder, which takes its time for each text."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        sleep(float(os.environ[_PAUSE]) * len(texts))
        return super().embed_passages(texts)


def making(data: Path, seconds: float) -> subprocess.Popen[bytes]:
    """Start the process that makes changes, at so many seconds a text."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.changing", str(data)],
        cwd=ROOT,
        env=os.environ | {_PAUSE: str(seconds)},
    )


if __name__ == "__main__":
    make_changes(Path(sys.argv[1]), Slow, LARGEST_FILE)
