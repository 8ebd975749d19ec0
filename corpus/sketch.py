"""Sketches of texts: small enough to keep, and enough to tell how much two texts share."""

from __future__ import annotations

import heapq
import re
import zlib

_WORD = re.compile(r"[^\W_]+")
_RUN = 3  # words
_MOST = 128  # runs that are kept: the share is then right to a twentieth, nearly always
_DIGITS = 8  # hexadecimal, of one run


def sketch(text: str) -> str:
    """Return the sketch of a text: the least 128 hashes of its runs of three words, in hexadecimal.

    They ascend, eight digits each; there are fewer of a shorter text, and none of one without
    words. Case, punctuation and white space make no difference.
    """
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN, 0) + 1)} - {""}
    hashes = {zlib.crc32(run.encode("utf-8", errors="replace")) for run in runs}
    return "".join(f"{each:0{_DIGITS}x}" for each in heapq.nsmallest(_MOST, hashes))


def resemblance(one: str, other: str) -> float:
    """Return the share of the runs of words of two sketched texts that both have, from 0 to 1.

    It is exact for texts of few words, else an estimate from the least hashes of both together
    (Broder, On the resemblance and containment of documents, 1997); 0 if one has no words.
    """
    here, there = _hashes(one), _hashes(other)
    least = heapq.nsmallest(_MOST, here | there)
    return sum(each in here and each in there for each in least) / len(least) if least else 0.0


def _hashes(written: str) -> set[str]:
    # Of one length, so that they are in the order of their numbers.
    return {written[at : at + _DIGITS] for at in range(0, len(written), _DIGITS)}
