"""What stands around a line: blank lines, the lines above and below, the table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.labels import Label, labels_at
from corpus.markers import is_date_led, name_length
from corpus.parsing.contents import Contents
from corpus.parsing.lines import Line
from corpus.wording import ends_sentence, folded, is_closed, reads_as_title, starts_lower, words

_BODY_WORDS = 12
_RUN = 3
_RUNNING_LINE = 4  # a line that comes so often is a running head, not a heading
_MARKS = re.compile(r"(?:\*\*|__|\*|_|\[\^\w*\])+")
_NOTE_LIKE = re.compile(r"(?:\(?Notes?\b|\(?Source|\^\{|[¹²³⁰-⁹*†‡(])", re.IGNORECASE)


class Surroundings:
    """The lines of a text, asked by number for their company; a number beyond them is no line."""

    def __init__(self, lines: Sequence[Line], contents: Contents | None) -> None:
        self.lines = lines
        self.labels: list[tuple[Label, ...]] = [
            () if is_date_led(line.text) else labels_at(core(line.text)) for line in lines
        ]
        self._contents = contents
        self._announced = contents.titles if contents else frozenset()
        self._count = Counter(folded(line.text) for line in lines)

    def text(self, number: int) -> str:
        """Return the text of a line, empty for none."""
        return self.lines[number].text if 0 <= number < len(self.lines) else ""

    def is_row(self, number: int) -> bool:
        """Tell whether a line is a table row."""
        return 0 <= number < len(self.lines) and self.lines[number].is_row

    def bullet(self, number: int) -> int:
        """Return how many characters a line's bullet takes, 0 for none or for no such line."""
        return self.lines[number].bullet if 0 <= number < len(self.lines) else 0

    def is_code(self, number: int) -> bool:
        """Tell whether a line is code."""
        return 0 <= number < len(self.lines) and self.lines[number].is_code

    def in_contents(self, number: int) -> bool:
        """Tell whether a line is part of the table of contents."""
        return self._contents is not None and self._contents.first <= number <= self._contents.last

    def opens_contents(self, number: int) -> bool:
        """Tell whether a line is the title of the table of contents."""
        opens = self._contents is not None and number == self._contents.first
        return opens and folded(self.text(number)).endswith("contents")

    def is_announced(self, number: int) -> bool:
        """Tell whether the table of contents names a line."""
        return folded(self.text(number)) in self._announced

    def runs_through(self, number: int) -> bool:
        """Tell whether a line comes again and again, as the head of a page does."""
        return self._count[folded(self.text(number))] >= _RUNNING_LINE

    def stands_alone(self, number: int) -> bool:
        """Tell whether blank lines, or a table below, part a line from its neighbours."""
        after = self.lines[number + 1] if number + 1 < len(self.lines) else None
        alone_below = after is None or after.gap > 0 or after.is_row
        return (number == 0 or self.lines[number].gap > 0) and alone_below

    def tops_a_paragraph(self, number: int) -> bool:
        """Tell whether a line has a blank line above it and running text right below it."""
        below = self.text(number + 1)
        return (
            (number == 0 or self.lines[number].gap > 0)
            and number + 1 < len(self.lines)
            and self.lines[number + 1].gap == 0
            and not self.is_row(number + 1)
            and not self.labels[number + 1]
            and not self.bullet(number + 1)
            and below[0].isupper()
            and (ends_sentence(below) or len(words(below)) >= _BODY_WORDS - 4)
            and len(below) > len(self.text(number))
        )

    def is_body(self, number: int) -> bool:
        """Tell whether a line is running text, a list item or a table row."""
        text = self.text(number)
        if not text or self.in_contents(number):
            return False
        if self.is_row(number) or self.bullet(number) or is_date_led(text):
            return True
        return ends_sentence(text) or len(words(text)) >= _BODY_WORDS or is_closed(text)

    def leads_in(self, number: int) -> bool:
        """Tell whether the next line goes on with this one's sentence, after a label or without.

        Items with bullets stand below titles and sentences alike: they tell nothing.
        """
        following = self.text(number + 1)
        if self.bullet(number + 1):
            return False
        labels = labels_at(following)
        return starts_lower(following[labels[0].length if labels else 0 :])

    def is_particular(self, number: int) -> bool:
        """Tell whether a line is one of several of the form `Name: value`."""
        named = (name_length(self.text(near)) > 0 for near in (number - 1, number + 1))
        return name_length(self.text(number)) > 0 and any(named)

    def stands_in_a_run(self, number: int) -> bool:
        """Tell whether a labelled line stands in a row of its like with nothing between them."""
        run = 1
        for step in (-1, 1):
            near = number + step
            while run < _RUN and 0 <= near < len(self.lines) and self._follow(near - step, near):
                run += 1
                near += step
        return run >= _RUN

    def table_end(self, number: int) -> int:
        """Return the offset where the table below a line ends, its notes included."""
        last = number
        for line in self.lines[number + 1 :]:
            is_note = _NOTE_LIKE.match(line.text) and not self.is_row(line.number + 1)
            if not line.is_row and not is_note:
                break
            if self.labels[line.number] and not line.is_row and reads_as_title(line.text):
                break
            last = line.number
        return self.lines[last].end

    def _follow(self, one: int, other: int) -> bool:
        earlier, later = sorted((one, other))
        return any(
            bool(a.ordinal) and b.follows(a)
            for a in self.labels[earlier]
            for b in self.labels[later]
        )


def core(text: str) -> str:
    """Return `text` without the emphasis and note marks that it begins with."""
    marks = _MARKS.match(text)
    return text[marks.end() :] if marks else text
