"""Which lines of a text are headings.

A format may declare its headings; then those are taken as they are. Otherwise a heading shows by
its label, its wording and its company: it stands alone, reads as a title, does not cut a sentence
and has a body under it. A line that the table of contents announces is a heading without further
proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.contents import Contents
from corpus.document import HeadingMark
from corpus.labels import Label, labels_at
from corpus.lines import Line
from corpus.markers import bullet_length, is_date_led, is_named_value, is_signing
from corpus.span import Span
from corpus.wording import (
    ends_mid_phrase,
    ends_sentence,
    folded,
    is_capitalised,
    is_closed,
    plain,
    reads_as_title,
    starts_lower,
    words,
)

_LONGEST_UNLABELLED = 14
_LONGEST_CHAIN = 3
_RUNNING_LINE = 4  # a line that comes so often is a running head, not a heading
_BODY_WORDS = 12
_LIST_RUN = 3
_NO_TITLE = "(<>|[—-"
_LARGEST_STEP = 3  # numbered sections that were repealed leave gaps
_BACK_MATTER = frozenset(
    "glossary references bibliography acknowledgements acknowledgments abbreviations acronyms "
    "appendix annex index footnotes endnotes definitions".split()
)
_RUN_IN = re.compile(r"\((?!(?:Photo|Source|Note|See|Figure|Table)\b)[A-Z][^()]{6,}\)")
_MARKS = re.compile(r"^(?:\*\*|__|\*|_)+")
_NOTE_LIKE = re.compile(r"(?:\(?Notes?\b|\(?Source|\^\{|[¹²³⁰-⁹*†‡(])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text.

    `span` covers the whole of it, label and marks included; `title` is how it is shown. `labels`
    are the readings of its label, `style` the series of a heading without one. `level` is set only
    where the format declares it. `until` is the offset at which a heading that covers only a table
    ends, None for all others.
    """

    span: Span
    title: str
    labels: tuple[Label, ...]
    style: str
    level: int | None = None
    until: int | None = None


def marked_headings(text: str, marks: Sequence[HeadingMark]) -> tuple[Heading, ...]:
    """Return the headings that a format declares, in text order."""
    return tuple(
        Heading(mark.span, plain(mark.span.of(text)), (), "mark", mark.level) for mark in marks
    )


def found_headings(lines: Sequence[Line], contents: Contents | None) -> tuple[Heading, ...]:
    """Return the headings that show by label, wording and layout, in text order."""
    return _HeadingFinder(lines, contents).find()


class _HeadingFinder:
    """Looks at each line with its neighbours."""

    def __init__(self, lines: Sequence[Line], contents: Contents | None) -> None:
        self._lines = lines
        self._contents = contents
        self._announced = contents.titles if contents else frozenset()
        self._labels = [labels_at(_core(line.text)) for line in lines]
        self._count = Counter(folded(line.text) for line in lines)
        self._heads: set[int] = set()
        self._last_in_series: dict[str, tuple[int, ...]] = {}

    def find(self) -> tuple[Heading, ...]:
        found: list[Heading] = []
        number = 0
        while number < len(self._lines):
            heading, used = self._heading_at(number)
            if heading is not None:
                found.append(heading)
                self._heads.update(range(number, number + used))
            number += used
        return tuple(found)

    def _heading_at(self, number: int) -> tuple[Heading | None, int]:
        """Return the heading that begins at a line, if any, and how many lines it takes."""
        if self._in_contents(number):
            return self._contents_title(number), 1
        line = self._lines[number]
        if line.is_row or not self._stands_alone(number):
            return None, 1
        if number == 0 and self._is_title_line(number):
            return self._make(number, number, (), "title"), 1
        if self._labels[number]:
            last = self._labelled_until(number)
            if last is None:
                return None, 1
            for label in self._labels[number]:
                self._last_in_series[label.style] = label.ordinal
            return self._make(number, last, self._labels[number], ""), last - number + 1
        for style, matches in (
            ("back_matter", self._is_back_matter),
            ("table", self._is_table_title),
            ("run_in", self._is_run_in),
            ("unlabelled", self._is_unlabelled),
        ):
            if matches(number):
                if style == "unlabelled" and line.text.isupper():
                    style = "capitals"
                return self._make(number, number, (), style), 1
        return None, 1

    def _make(self, first: int, last: int, labels: tuple[Label, ...], style: str) -> Heading:
        begin, end = self._lines[first].start, self._lines[last].end
        core = _core(self._text(first))
        cut = labels[0].length if labels else 0
        pieces = [core[:cut], core[cut:], *(line.text for line in self._lines[first + 1 : last + 1])]
        title = " ".join(cleaned for piece in pieces if (cleaned := plain(piece)))
        title = re.sub(r" ([:.])(?=\s|$)", r"\1", title)
        until = self._table_end(last) if style == "table" else None
        return Heading(Span(begin, end), title.strip("■●◆▶□◇★☆▼▲◎ "), labels, style, None, until)

    # What surrounds a line

    def _text(self, number: int) -> str:
        return self._lines[number].text if 0 <= number < len(self._lines) else ""

    def _is_row(self, number: int) -> bool:
        return 0 <= number < len(self._lines) and self._lines[number].is_row

    def _in_contents(self, number: int) -> bool:
        return self._contents is not None and self._contents.first <= number <= self._contents.last

    def _contents_title(self, number: int) -> Heading | None:
        is_first = self._contents is not None and number == self._contents.first
        if is_first and folded(self._text(number)).endswith("contents"):
            return self._make(number, number, (), "contents")
        return None

    def _stands_alone(self, number: int) -> bool:
        after = self._lines[number + 1] if number + 1 < len(self._lines) else None
        alone_below = after is None or after.gap > 0 or after.is_row
        return (number == 0 or self._lines[number].gap > 0) and alone_below

    def _leads_in(self, number: int) -> bool:
        """Tell whether the next line is a list item that goes on with this line's sentence."""
        following = self._text(number + 1)
        skip = bullet_length(following)
        labels = labels_at(following[skip:])
        if not skip and not labels:
            return starts_lower(following)
        return starts_lower(following[skip + (labels[0].length if labels else 0) :])

    def _is_body(self, number: int) -> bool:
        """Tell whether a line is running text, a list item or a table row."""
        text = self._text(number)
        if not text or self._in_contents(number):
            return False
        if self._is_row(number) or bullet_length(text) or is_date_led(text):
            return True
        return ends_sentence(text) or len(words(text)) >= _BODY_WORDS or is_closed(text)

    # The kinds of heading

    def _is_title_line(self, number: int) -> bool:
        text = self._text(number)
        return not self._labels[number] and not bullet_length(text) and reads_as_title(text)

    def _labelled_until(self, number: int) -> int | None:
        """Return the last line of the labelled heading that begins at a line, None for no heading.

        A division label may stand alone, its title on the next line.
        """
        label = self._labels[number][0]
        rest = _core(self._text(number))[label.length :].lstrip(" .:–—-")
        if folded(self._text(number)) in self._announced and rest:
            return number
        if not rest:
            return self._bare_label_until(number, label)
        if not reads_as_title(rest) or self._leads_in(number):
            return None
        if label.style.startswith("symbol"):
            return number if len(words(rest)) <= 20 else None
        if rest.startswith("["):  # a repealed section, an empty clause
            return None if label.style.startswith("paren") else number
        return None if self._is_list_run(number) else number

    def _bare_label_until(self, number: int, label: Label) -> int | None:
        below = self._text(number + 1)
        titled = below[:1] not in _NO_TITLE and reads_as_title(below) and not self._labels[number + 1]
        if label.style.startswith("division"):
            return number + 1 if titled and self._stands_alone(number + 1) else number
        return number if self._goes_on(label) else None

    def _goes_on(self, label: Label) -> bool:
        """Tell whether a lone number continues the numbered headings above: page numbers do not."""
        last = self._last_in_series.get(label.style)
        return last is not None and last[0] < label.ordinal[0] <= last[0] + _LARGEST_STEP

    def _is_list_run(self, number: int) -> bool:
        """Tell whether a labelled line stands in a row of its like with nothing between them."""
        run = 1
        for step in (-1, 1):
            near = number + step
            while 0 <= near < len(self._lines) and self._same_series(near - step, near, step):
                run += 1
                near += step
        return run >= _LIST_RUN

    def _same_series(self, here: int, there: int, step: int) -> bool:
        earlier, later = (here, there) if step > 0 else (there, here)
        return any(
            b.follows(a) and bool(a.ordinal)
            for a in self._labels[earlier]
            for b in self._labels[later]
        )

    def _is_back_matter(self, number: int) -> bool:
        return folded(self._text(number)) in _BACK_MATTER

    def _is_run_in(self, number: int) -> bool:
        text = self._text(number)
        if not _RUN_IN.fullmatch(text):
            return False
        if folded(text) in self._announced:
            return True
        inner = text[1:-1]
        return (
            len(words(inner)) >= 3 and reads_as_title(inner) and bool(self._text(number + 1))
            and self._is_body(number + 1) and is_closed(self._text(number - 1))
        )  # fmt: skip

    def _is_table_title(self, number: int) -> bool:
        text = self._text(number)
        return (
            self._is_row(number + 1)
            and text[0] not in _NO_TITLE
            and not bullet_length(text)
            and reads_as_title(text)
            and is_capitalised(text)
        )

    def _table_end(self, number: int) -> int:
        """Return where the table below a title ends, its notes included."""
        last = number
        for line in self._lines[number + 1 :]:
            if not line.is_row and not _NOTE_LIKE.match(line.text):
                break
            if labels_at(line.text) and not line.is_row and reads_as_title(line.text):
                break
            last = line.number
        return self._lines[last].end

    def _is_unlabelled(self, number: int) -> bool:
        text = self._text(number)
        if not self._could_be_unlabelled(number):
            return False
        before = self._text(number - 1)
        if self._has_labelled_below(number) and not ends_mid_phrase(before):
            return True
        finished = (
            number == 0
            or is_closed(before)
            or self._is_row(number - 1)
            or self._in_contents(number - 1)
            or number - 1 in self._heads
            or bool(bullet_length(before))
        )
        return finished and self._carries_a_body(number)

    def _could_be_unlabelled(self, number: int) -> bool:
        text = self._text(number)
        if not text or self._labels[number] or bullet_length(text) or is_date_led(text):
            return False
        if is_signing(text) or self._is_particular(number):
            return False
        return (
            self._stands_alone(number)
            and len(words(text)) <= _LONGEST_UNLABELLED
            and text[0] not in _NO_TITLE
            and ";" not in text
            and reads_as_title(text)
            and is_capitalised(text)
            and 2 * sum(word.isalpha() for word in words(text)) >= len(words(text))
            and (self._count[folded(text)] < _RUNNING_LINE or self._has_labelled_below(number))
        )

    def _is_particular(self, number: int) -> bool:
        """Tell whether a line is one of several of the form `Name: value`."""
        return is_named_value(self._text(number)) and (
            is_named_value(self._text(number - 1)) or is_named_value(self._text(number + 1))
        )

    def _has_labelled_below(self, number: int) -> bool:
        below = number + 1
        return (
            below < len(self._lines)
            and not self._in_contents(below)
            and bool(self._labels[below])
            and self._stands_alone(below)
            and self._labelled_until(below) is not None
        )

    def _carries_a_body(self, number: int) -> bool:
        """Tell whether a body or a labelled heading comes within a short chain of headings.

        A numbered paragraph other than the first of its series goes on with what stood above:
        then this line is a side note within a section.
        """
        for below in range(number + 1, number + 1 + _LONGEST_CHAIN):
            if below >= len(self._lines) or self._in_contents(below):
                return False
            if self._labels[below]:
                if self._has_labelled_below(below - 1):
                    return True
                return all(label.ordinal in ((), (1,)) for label in self._labels[below])
            if self._is_body(below):
                return not self._leads_in(number)
            if not self._could_be_unlabelled(below):
                return False
        return False


def _core(text: str) -> str:
    """Return `text` without the emphasis marks that it begins with."""
    return _MARKS.sub("", text)
