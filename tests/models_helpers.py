"""Texts and copies of models for the tests of the model layer."""

from __future__ import annotations

import shutil
from pathlib import Path

from index.models.packaged import PackagedModel, packaged_folder

QUERY = "How often did the Headquarters for Measures meet?"
TEXTS = (
    "The Headquarters met four times in the fiscal year and adopted three measures.",
    "Japan Customs.",
    "",
    "Cooperation with foreign agencies — “controlled delivery”, exchange of officers — goes on; "
    "the Coast Guard carries the surveillance at sea alone, by ship and by aircraft.",
    "The Agency shall submit the report within 30 days of the end of the period.",
)
LONG_TEXT = " ".join(f"measure {number} is carried out" for number in range(1250))


def copy_of(model: PackagedModel, folder: Path) -> Path:
    """Copy a packaged model's files into `folder` and return it."""
    shutil.copytree(packaged_folder(model), folder, dirs_exist_ok=True)
    return folder


def flip_a_byte(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
