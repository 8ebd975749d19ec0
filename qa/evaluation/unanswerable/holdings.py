"""What a collection says together: the windows in which two things may be told of each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.structure import Block, StructuredDocument
from corpus.wording import plain
from qa.analysis.asked import asked
from qa.analysis.figures import years_covered
from qa.analysis.stems import stem, stems
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.normalise import has_run, normalised
from qa.evaluation.places import Place, places


@dataclass(frozen=True, slots=True)
class Window:
    """A block of a document with what it is read with.

    `text` holds the heading path, the lead-in and the header of the block, the block before it, the
    block itself and the one after it, as far as they stand in its section. `words` is that text
    normalised, `stems` its stems, `years` the years that it covers.
    """

    document: str
    section: int
    text: str
    words: str
    stems: frozenset[str]
    years: frozenset[str]

    def names(self, wording: str) -> bool:
        """Tell whether the words of `wording` stand in the window as one run."""
        return has_run(self.words, normalised(wording))


@dataclass(frozen=True)
class Holdings:
    """The documents of a collection by id, and their windows in document and reading order."""

    documents: Mapping[str, StructuredDocument]
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, documents: Sequence[StructuredDocument]) -> Holdings:
        """Return what documents hold, with a window per block."""
        windows = tuple(window for document in documents for window in _windows(document))
        return cls({document.document.id: document for document in documents}, windows)

    def sections_of(self, question: GoldQuestion) -> frozenset[Place]:
        """Return the sections in which the evidence of a question begins."""
        return frozenset(places(question, self.documents))

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(each for window in self.windows for each in window.stems)

    def weight(self, root: str) -> float:
        """Return how much a stem tells: the logarithm of windows / windows that hold it, or 0.

        A stem that no window holds has the weight 0, too: it tells nothing of any.
        """
        count = self._frequency[root]
        return math.log(len(self.windows) / count) if count else 0.0

    def known(self, question: str) -> frozenset[str]:
        """Return the stems of the content words of a question that some window holds."""
        roots = (root for term in asked(question).terms for root in stems(term))
        return frozenset(root for root in roots if self._frequency[root])

    def share(self, roots: Collection[str], window: Window) -> float:
        """Return which share of the weight of some stems a window holds; 0 where they weigh 0."""
        whole = sum(map(self.weight, roots))
        held = sum(self.weight(root) for root in roots if root in window.stems)
        return held / whole if whole else 0.0

    def nearest(
        self, roots: Collection[str], holds: Callable[[Window], bool], outside: Collection[str] = ()
    ) -> float:
        """Return the largest share that a window for which `holds` is true has of the stems.

        Windows of the documents `outside` are passed over; 0 where no window is left.
        """
        shares = (
            self.share(roots, window)
            for window in self.windows
            if window.document not in outside and holds(window)
        )
        return max(shares, default=0.0)


def rest_of(question: str, exchanged: str) -> str:
    """Return a question without the words of what is exchanged in it, by their stems."""
    gone = set(stems(exchanged))
    return " ".join(word for word in question.split() if stem(word.strip("?.,\"'")) not in gone)


def _windows(document: StructuredDocument) -> Iterator[Window]:
    blocks = document.blocks
    texts = [plain(" ".join(_slice(document, block))) for block in blocks]
    for at, block in enumerate(blocks):
        beside = [
            near
            for near in range(max(0, at - 1), min(len(blocks), at + 2))
            if blocks[near].section == block.section
        ]
        led = [each for each in (block.lead_in, block.header) if each is not None]
        shown = [texts[number] for number in dict.fromkeys([*led, *beside])]
        path = document.sections[block.section].path
        yield _window(document.document.id, block.section, "\n".join([*path, *shown]))


def _slice(document: StructuredDocument, block: Block) -> list[str]:
    return [document.document.text[part.start : part.end] for part in block.parts]


def _window(document: str, section: int, text: str) -> Window:
    return Window(
        document, section, text, normalised(text), frozenset(stems(text)), years_covered(text)
    )
