"""The commands that README.md and docs/ show, and the place that they are run in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SERVED_AT = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```(console|sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:pincite|make) [^`]+)`")
_SHOWN = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: its language, its commands (or code), and what it shows as printed."""

    page: str
    language: str
    commands: tuple[str, ...]
    printed: str


def blocks() -> Iterator[Block]:
    """Yield every block of commands or code, page by page."""
    for page in PAGES:
        for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
            language, text = found[1], found[2]
            commands, printed = [text], ""
            if language == "sh":
                commands = [line.partition("#")[0].strip() for line in text.splitlines()]
            elif language == "console":
                commands = _SHOWN.findall(text)
                printed = _SHOWN.sub("", text).strip("\n")
            yield Block(page.name, language, tuple(commands), printed)


def commands_in_sentences() -> Iterator[tuple[str, str]]:
    """Yield the page and each command that stands within a sentence."""
    for page in PAGES:
        for found in _INLINE.finditer(_BLOCK.sub("", page.read_text(encoding="utf-8"))):
            yield page.name, " ".join(found[1].split())


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder that looks like that of the project after `make build`, with a home of its own."""

    folder: Path
    home: Path

    def run(self, script: str, address: str) -> subprocess.CompletedProcess[str]:
        """Run lines of a shell; `address` stands for that of the service."""
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PINCITE_DATA"},
            "HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", script.replace(SERVED_AT, address)],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )


def workplace(folder: Path) -> Workplace:
    """Make the place to run commands in; its data folder is still to be filled."""
    home, project = folder / "home", folder / "project"
    (home / "reports").mkdir(parents=True)
    (home / "reports" / "board.md").write_text("# The board\n\nMs Vik chairs the board.\n")
    (project / ".venv").mkdir(parents=True)
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        (project / name).symlink_to(ROOT / name)
    (project / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (project / ".venv" / ".installed").touch()
    return Workplace(project, home)
