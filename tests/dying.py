"""Models in whose hands a process dies, for the tests of what goes on without it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.protocols import Vectors
from tests.fakes import HashedWords


class _Fatal(HashedWords):
    def __init__(self, fatal: Fatal) -> None:
        super().__init__()
        self._fatal = fatal

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if any(self._fatal.word in text for text in texts):
            self._fatal.happen()
        return super().embed_passages(texts)


@dataclass(frozen=True)
class Fatal:
    """Loads the model whose process dies when it is to embed a text with a word.

    It hangs for so many seconds before. With a `mark` it does so once: the mark is a file that is
    there from then on.
    """

    word: str
    mark: Path | None = None
    hangs: float = 0

    def __call__(self) -> HashedWords:
        return _Fatal(self)

    def happen(self) -> None:
        """Hang and die, unless that has happened."""
        if self.mark and self.mark.exists():
            return
        if self.mark:
            self.mark.touch()
        time.sleep(self.hangs)
        os.kill(os.getpid(), signal.SIGKILL)
