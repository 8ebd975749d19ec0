"""The starting of the process that makes changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from threading import Thread

from web.configuration.settings import Settings


@dataclass(frozen=True, slots=True)
class Starter:
    """Starts it; it ends by itself, and outlives whoever started it."""

    settings: Settings

    def __call__(self) -> None:
        """Start a process, whether or not another one is at work."""
        given = {
            "data": str(self.settings.data.absolute()),
            "embedder": self.settings.embedder,
            "largest_file": self.settings.largest_file,
        }
        # Other users see arguments, but not the environment: an address may hold a password.
        addresses = {
            "PINCITE_INDEX": self.settings.index,
            "PINCITE_CATALOGUE": self.settings.catalogue,
        }
        process = subprocess.Popen(  # noqa: S603 - of this program, with the settings of its own
            [sys.executable, "-m", "web.changes", json.dumps(given)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **addresses},
            start_new_session=True,
        )
        # The system keeps what has ended until somebody asks after it.
        Thread(target=process.wait, name="changes", daemon=True).start()
