"""Which lines of a text are headings.

A format may declare its headings; then those are taken as they are. Otherwise a heading shows by
its label, its wording and its company: it stands alone, reads as a title, does not cut a sentence
and has a body under it. A line that the table of contents announces is a heading without further
proof.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.labels import Label
from corpus.markers import (
    is_date,
    is_date_led,
    is_page_number,
    is_signing,
    is_term,
    names_a_picture,
)
from corpus.parsing.contents import Contents
from corpus.parsing.heading import Heading, shown_title
from corpus.parsing.lines import Line
from corpus.parsing.set_titles import NO_TITLE, set_style
from corpus.parsing.surroundings import Surroundings, core
from corpus.span import Span
from corpus.wording import (
    ends_mid_phrase,
    has_a_word,
    is_capitalised,
    is_closed,
    reads_as_title,
    words,
)

_LONGEST_UNLABELLED = 14
_LONGEST_ON_A_PARAGRAPH = 80  # characters; a longer line may be the first of a wrapped one
_LONGEST_CHAIN = 3
_LARGEST_STEP = 3  # numbered sections that were repealed leave gaps
_CITED = re.compile(r"—\s+\S.*\d[\d.()a-z]*")


def found_headings(lines: Sequence[Line], contents: Contents | None) -> tuple[Heading, ...]:
    """Return the headings that show by label, wording and layout, in text order."""
    return _HeadingFinder(Surroundings(lines, contents)).find()


class _HeadingFinder:
    """Looks at each line with its neighbours, from the first to the last."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._labels = around.labels
        self._heads: set[int] = set()
        self._last_in_series: dict[str, tuple[int, ...]] = {}

    def find(self) -> tuple[Heading, ...]:
        """Return the headings in text order."""
        found: list[Heading] = []
        number = 0
        while number < len(self._around.lines):
            heading, used = self._heading_at(number)
            if heading is not None:
                found.append(heading)
                self._heads.update(range(number, number + used))
            number += used
        return tuple(found)

    def _heading_at(self, number: int) -> tuple[Heading | None, int]:
        """Return the heading that begins at a line, if any, and how many lines it takes."""
        around = self._around
        if around.in_contents(number):
            opens = around.opens_contents(number)
            return self._make(number, number, (), "contents") if opens else None, 1
        if around.is_row(number) or around.is_code(number):
            return None, 1
        if not around.stands_alone(number):
            return self._on_a_paragraph(number), 1
        if number == 0 and self._is_title_line(number):
            return self._make(number, number, (), "title"), 1
        if self._labels[number]:
            last = self._labelled_until(number)
            if last is None:
                return None, 1
            return self._labelled(number, last), last - number + 1
        style = self._style_without_label(number)
        return self._make(number, number, (), style) if style else None, 1

    def _labelled(self, first: int, last: int) -> Heading:
        for label in self._labels[first]:
            self._last_in_series[label.style] = label.ordinal
        return self._make(first, last, self._labels[first], "")

    def _make(self, first: int, last: int, labels: tuple[Label, ...], style: str) -> Heading:
        lines = self._around.lines
        begin, end = lines[first].start, lines[last].end
        content = core(lines[first].text)
        cut = labels[0].length if labels else 0
        title = shown_title(
            [content[:cut], content[cut:], *(line.text for line in lines[first + 1 : last + 1])]
        )
        until = self._around.table_end(last) if style == "table" else None
        return Heading(Span(begin, end), title, labels, style, until=until)

    # The kinds of heading

    def _is_title_line(self, number: int) -> bool:
        text = self._around.text(number)
        plain_line = not (self._labels[number] or self._around.bullet(number) or is_date_led(text))
        return plain_line and reads_as_title(text)

    def _style_without_label(self, number: int) -> str:
        """Return the series of a heading without a label, empty if the line is no heading."""
        style = set_style(self._around, number)
        if style:
            return style
        if self._is_cited(number):
            return "cited"
        if self._is_unlabelled(number):
            return "capitals" if self._around.text(number).isupper() else "unlabelled"
        return ""

    def _on_a_paragraph(self, number: int) -> Heading | None:
        """Return a heading right above its paragraph: a numbered title or one in capitals."""
        text = self._around.text(number)
        if not self._around.tops_a_paragraph(number) or len(text) > _LONGEST_ON_A_PARAGRAPH:
            return None
        labels = self._labels[number]
        if not labels:
            capitals = text.isupper() and self._could_be_unlabelled(number)
            return self._make(number, number, (), "capitals") if capitals else None
        numbered = labels[0].style.startswith(("division", "multi", "arabic_dot", "roman_dot"))
        title = core(text)[labels[0].length :].lstrip(" .:–—-")
        if not numbered or not title or not reads_as_title(title):
            return None
        return self._labelled(number, number)

    def _labelled_until(self, number: int) -> int | None:
        """Return the last line of the labelled heading that begins at a line, None for no heading.

        A division label may stand alone, its title on the next line.
        """
        around = self._around
        label = self._labels[number][0]
        rest = core(around.text(number))[label.length :].lstrip(" .:–—-")
        if around.is_announced(number) and rest:
            return number
        if not rest:
            return self._bare_label_until(number, label)
        if not reads_as_title(rest) or around.leads_in(number):
            return None
        if label.style.startswith("symbol"):
            return number if len(words(rest)) <= 20 else None
        if rest.startswith("["):  # a repealed section, an empty clause
            return None if label.style.startswith("paren") else number
        return None if around.stands_in_a_run(number) else number

    def _bare_label_until(self, number: int, label: Label) -> int | None:
        below = self._around.text(number + 1)
        if label.style.startswith("division"):
            titled = (
                below[:1] not in NO_TITLE
                and reads_as_title(below)
                and not self._labels[number + 1]
                and self._around.stands_alone(number + 1)
            )
            return number + 1 if titled else number
        return number if self._goes_on(label) else None

    def _goes_on(self, label: Label) -> bool:
        """Tell whether a lone number continues the numbered headings above: page numbers do not."""
        above = [self._last_in_series.get(style) for style in (label.style, "bare_arabic")]
        return any(
            last is not None
            and last < label.ordinal
            and label.ordinal[0] <= last[0] + _LARGEST_STEP
            for last in above
        )

    def _is_cited(self, number: int) -> bool:
        """Tell whether a line names the law or page that what follows was taken from."""
        text = self._around.text(number)
        return (
            _CITED.fullmatch(text) is not None
            and reads_as_title(text)
            and self._carries_a_body(number)
        )

    def _is_unlabelled(self, number: int) -> bool:
        if not self._could_be_unlabelled(number):
            return False
        before = self._around.text(number - 1)
        labelled = self._has_labelled_below(number) or (
            self._could_be_unlabelled(number + 1) and self._has_labelled_below(number + 1)
        )
        if labelled and not ends_mid_phrase(before):
            return True
        finished = (
            number == 0
            or is_closed(before)
            or self._around.is_row(number - 1)
            or self._around.in_contents(number - 1)
            or number - 1 in self._heads
            or bool(self._around.bullet(number - 1))
        )
        return finished and self._carries_a_body(number)

    def _could_be_unlabelled(self, number: int) -> bool:
        text = self._around.text(number)
        if not text or self._labels[number] or self._around.bullet(number) or is_date_led(text):
            return False
        if is_date(text) or is_signing(text) or is_page_number(text) or names_a_picture(text):
            return False
        if is_term(text) or self._around.is_particular(number):
            return False
        top = self._around.stands_alone(number) or self._around.tops_a_paragraph(number)
        return (
            top
            and len(words(text)) <= _LONGEST_UNLABELLED
            and text[0] not in NO_TITLE
            and ";" not in text
            and reads_as_title(text)
            and is_capitalised(text)
            and has_a_word(text)
            and (not self._around.runs_through(number) or self._has_labelled_below(number))
        )

    def _has_labelled_below(self, number: int) -> bool:
        below = number + 1
        return (
            below < len(self._labels)
            and not self._around.in_contents(below)
            and bool(self._labels[below])
            and self._around.stands_alone(below)
            and self._labelled_until(below) is not None
        )

    def _carries_a_body(self, number: int) -> bool:
        """Tell whether a body or a labelled heading comes within a short chain of headings.

        A numbered paragraph other than the first of its series goes on with what stood above:
        then this line is a side note within a section.
        """
        for below in range(number + 1, number + 1 + _LONGEST_CHAIN):
            if below >= len(self._labels) or self._around.in_contents(below):
                return False
            if self._labels[below]:
                if self._has_labelled_below(below - 1):
                    return True
                return all(label.ordinal in ((), (1,)) for label in self._labels[below])
            if self._around.is_body(below):
                return not self._around.leads_in(number)
            if not self._could_be_unlabelled(below) and not _CITED.fullmatch(
                self._around.text(below)
            ):
                return False
        return False
