"""A reader that reads no passage twice."""

from __future__ import annotations

from collections.abc import Sequence

from index.stages import Stage, stage
from qa.reading.decoding import PassageReading
from qa.reading.reader import Reader


class RememberingReader:
    """Keeps the readings of another reader for as long as it lives; implements `Reader`.

    Made for one question, which several answerers read the same passages for; one thread.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], PassageReading] = {}

    @stage(Stage.READING)
    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        """Return one reading per passage, in order; empty for none."""
        new = [text for text in dict.fromkeys(passages) if (question, text) not in self._known]
        if new:
            for text, reading in zip(new, self._reader.read(question, new), strict=True):
                self._known[question, text] = reading
        return tuple(self._known[question, text] for text in passages)
