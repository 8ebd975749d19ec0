"""Values: what a figure or a date in a text stands for, compared by value, not by wording."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Value:
    """The values from `low` to `high`, and any not farther than `reach` from them.

    `span` is where it stands in its text. `unit` is what is counted or measured: "%", "date", the
    stem of a currency, or the stems of the noun phrase that follows, "" where none does. `manner`
    tells a rate ("year") and a change ("by") from an amount, "" for that.
    """

    span: Span
    low: float
    high: float
    reach: float
    unit: str
    manner: str = ""

    def differs(self, other: Value) -> bool:
        """Tell whether both are of one kind and no value is meant by both.

        Values of different units or manners cannot be compared: they neither differ nor agree.
        What has no unit compares with what counts something.
        """
        return self._compares(other) and not self._meets(other)

    def agrees(self, other: Value) -> bool:
        """Tell whether both are of one kind and a value is meant by both."""
        return self._compares(other) and self._meets(other)

    def _compares(self, other: Value) -> bool:
        if self.manner != other.manner:
            return False
        if self.unit == other.unit:
            return True
        return "" in {self.unit, other.unit} and SPECIAL.isdisjoint({self.unit, other.unit})

    def _meets(self, other: Value) -> bool:
        gap = max(self.low - other.high, other.low - self.high)
        return gap <= max(self.reach, other.reach)


PERCENT = "%"
DATE = "date"
MONEY = frozenset({"dollar", "euro", "pound", "yen"})
SPECIAL = MONEY | {PERCENT, DATE}  # units that are always written
