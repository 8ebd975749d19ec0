"""What tells one answer from another."""

from __future__ import annotations

import hashlib

from qa.answer import Answer
from qa.serialise import answer_bytes


def fingerprint(answer: Answer) -> str:
    """Return the SHA-256, in hexadecimal, of the bytes that an answer has at every door."""
    return hashlib.sha256(answer_bytes(answer)).hexdigest()
