"""Processes that keep conversations beside others."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

from web.conversations.conversation import NewTurn, Owner
from web.conversations.database import conversations_database
from web.conversations.store import StoredConversations

ROOT = Path(__file__).parent.parent
OWNER = Owner("somebody")


def start(
    folder: Path, name: str, conversation: str, times: int, address: str = ""
) -> subprocess.Popen[str]:
    """Start a process that adds two turns at a time, so many times; -1 until it is killed.

    They are kept at an address of a database or in a folder. It writes the number of the second to
    its output each time.
    """
    program = [sys.executable, "-m", "tests.conversation_processes"]
    return subprocess.Popen(
        [*program, str(folder), name, conversation, str(times), address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _keep(folder: Path, name: str, conversation: str, times: int, address: str) -> None:
    store = StoredConversations(conversations_database(folder, address), days=30)
    two = [NewTurn(f"{name} {part}?", (), (), b"{}") for part in ("first", "second")]
    for number in count():
        if number == times:
            break
        place = store.keep(OWNER, conversation, two, f"{name} {number}")
        assert place
        sys.stdout.write(f"{place.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
