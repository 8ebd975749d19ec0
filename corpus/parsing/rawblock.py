"""A block as it lies in the text, before blocks are related to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.span import Span
from corpus.structure import BlockKind


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block with what its place in the text tells about it.

    `section` numbers the section it stands in; `indent` counts the columns before it, `gap` the
    blank lines above it. `mark` names the label style, "date" or "bullet" that it begins with,
    empty for none; `bulleted` tells whether a bullet stands before it.
    """

    kind: BlockKind
    parts: tuple[Span, ...]
    text: str
    section: int
    indent: int = 0
    gap: int = 0
    mark: str = ""
    bulleted: bool = False

    @property
    def start(self) -> int:
        """Return the offset of the first character."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Return the offset after the last character."""
        return self.parts[-1].end

    def joined_with(self, below: RawBlock, text: str) -> RawBlock:
        """Return this block with `below` added: as one part if only white space parts them."""
        if text[self.end : below.start].strip():
            parts = (*self.parts, *below.parts)
        else:
            whole = Span(self.parts[-1].start, below.parts[0].end)
            parts = (*self.parts[:-1], whole, *below.parts[1:])
        return replace(self, parts=parts, text=f"{self.text}\n{below.text}")
