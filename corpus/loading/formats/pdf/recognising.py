"""Reading pictures of text (OCR) by a program that may be installed: Tesseract."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from typing import TypeAlias

# From a page as a picture (PGM) to its text, paragraphs parted by blank lines.
Recogniser: TypeAlias = Callable[[bytes], str]

_PROGRAM = "tesseract"
_LONGEST = 120  # seconds for one page


def installed_recogniser() -> Recogniser | None:
    """Return what reads pictures of text on this machine, None if nothing does."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return None

    def recognise(picture: bytes) -> str:
        """Return the text of a picture, empty where the program fails or takes too long."""
        try:
            done = subprocess.run(  # noqa: S603 - the program found above, without a shell
                [program, "stdin", "stdout"],
                input=picture,
                capture_output=True,
                timeout=_LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    return recognise
