"""Questions with one thing exchanged: a name, a figure, a word, the noun asked for."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from qa.analysis.stems import stem, stems
from training.rows import Row

_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:of |the |and |de )?[A-Z0-9][\w'’.-]*)*")
_NUMBER = re.compile(r"\d[\d,.]*")
_ASKED_NOUN = re.compile(r"\b(?:what|which|how many|how much) ([a-z]{4,})\b", re.IGNORECASE)
_FUNCTION = frozenset(
    "what which when where whose whom many much does were have been that this with from about into "
    "they their there than then also first last most more some other after before during between "
    "under over used name named called type kind form made year years date time times "
    "people".split()
)


class Exchanges:
    """Exchanges one thing in the question of a row, so that its answer no longer answers it.

    What is put in comes from the passage or from other questions of `rows`. Every method returns
    None where the question has no such thing or nothing fits.
    """

    def __init__(self, rows: Sequence[Row], random: random.Random) -> None:
        self._random = random
        self._names: list[str] = []
        self._nouns: list[str] = []
        self._framed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows:
            self._names.extend(names(row.question))
            self._nouns.extend(match[1].lower() for match in _ASKED_NOUN.finditer(row.question))
            for before, word, after in _framed(row.question):
                self._framed[before, after].append(word)

    def name(self, row: Row) -> str | None:
        """Exchange a name of the question: for one of the passage as often as for a strange one."""
        theirs = names(row.question)
        theirs = [name for name in theirs if name in row.context] or theirs
        if not theirs:
            return None
        name = self._random.choice(theirs)
        answers = [row.context[each.start : each.end] for each in row.answers]
        near = [
            each
            for each in names(row.context)
            if each not in row.question
            and name not in each
            and not any(each in answer or answer in each for answer in answers)
        ]
        if near and self._random.random() < 0.5:
            other = self._random.choice(near)
        else:
            like = [each for each in self._random.choices(self._names, k=12) if each != name]
            like.sort(key=lambda each: abs(len(each.split()) - len(name.split())))
            other = next((each for each in like if each not in row.context), "")
        return row.question.replace(name, other) if other else None

    def figure(self, row: Row) -> str | None:
        """Exchange a year or number, sometimes for one that the passage gives."""
        figures = [each[0].rstrip(".,") for each in _NUMBER.finditer(row.question)]
        figures = [each for each in figures if each.isdigit()]
        if not figures:
            return None
        figure = self._random.choice(figures)
        if len(figure) == 4 and figure[:2] in ("15", "16", "17", "18", "19", "20"):
            other = str(
                int(figure) + self._random.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10))
            )
        else:
            other = str(int(figure) + self._random.choice((1, 2, 3, 5, 10, 20)))
        near = [each[0] for each in _NUMBER.finditer(row.context)]
        near = [
            each
            for each in near
            if each.isdigit()
            and len(each) == len(figure)
            and each not in row.question
            and not any(each in row.context[a.start : a.end] for a in row.answers)
        ]
        if near and self._random.random() < 0.4:
            other = self._random.choice(near)
        return re.sub(rf"(?<!\d){figure}(?!\d)", other, row.question)

    def word(self, row: Row) -> str | None:
        """Exchange a content word for one that stands between the same two words elsewhere."""
        known = {*stems(row.context), *stems(row.question)}
        framed = _framed(row.question)
        self._random.shuffle(framed)
        for before, word, after in framed:
            others = self._framed[before, after]
            drawn = self._random.choices(others, k=8)
            other = next((each for each in drawn if stem(each) not in known), None)
            if other is not None:
                frame = rf"\b{before} {word} {after}\b"
                return re.sub(frame, f"{before} {other} {after}", row.question)
        return None

    def noun(self, row: Row) -> str | None:
        """Exchange the noun after "which" or "how many" for one that others ask for."""
        match = _ASKED_NOUN.search(row.question)
        if match is None:
            return None
        known = {*stems(row.context), *stems(row.question)}
        drawn = (each for each in self._random.choices(self._nouns, k=8) if stem(each) not in known)
        other = next(drawn, None)
        return other and row.question[: match.start(1)] + other + row.question[match.end(1) :]


def names(text: str) -> list[str]:
    """Return the names of a text: capitalised runs, but for a first word that only begins it."""
    found = []
    for match in _NAME.finditer(text):
        name = match[0].rstrip(".'’")
        if match.start() == 0 or text[match.start() - 2 : match.start()] in (". ", "? ", "! "):
            name = name.partition(" ")[2].removeprefix("of ").removeprefix("the ")
        if len(name) > 2 and name[0].isupper():
            found.append(name)
    return found


def _framed(question: str) -> list[tuple[str, str, str]]:
    """Return the content words of a question, each between its two neighbours."""
    words = question.rstrip("? ").split()
    return [
        (before, word, after)
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if len(word) > 3
        and word.isalpha()
        and word.islower()
        and word not in _FUNCTION
        and before.isalpha()
        and after.isalpha()
    ]
