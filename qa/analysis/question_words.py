"""Where a question asks: its sentence and its question word."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.analysis.nouns import AUXILIARIES, PREPOSITIONS

_TOKEN = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*|[%,;:?]")
_SENTENCE_END = re.compile(r"(?<=[^\W_][^\W_][.?!])\s+|(?<=[^\W_][^\W_][.?!][\"”’)])\s+(?![a-z\s])")
_PLAIN = frozenset({"who", "whom", "why", "how"})
_MENDABLE = ("where", "when", "what", "which", "whose")  # "wher" lost a letter
QUESTION_WORDS = _PLAIN | frozenset(_MENDABLE)
_MEASURES = ("many", "much", "often", "long")
_AFTER_HOW = AUXILIARIES | frozenset("any man on one lone along".split())
# Words one slip away from a question word that are words themselves.
_SOUND = frozenset("were wheat whit whole whey wren whats whens".split())
_CONTRACTED = re.compile(r"(who|what|where|when|why|how)['’]?(s|re|d|ll)", re.IGNORECASE)
_FULL = {"s": "is", "re": "are", "d": "did", "ll": "will"}
_LEADERS = PREPOSITIONS | frozenset(
    "and but or so then also ok okay please well yes no exactly precisely roughly approximately "
    "just".split()
)
_INTRODUCING = PREPOSITIONS | frozenset("according if when while although because other".split())
_REQUESTING = frozenset({"can", "could", "will", "would"})
_AFTER_WHEN = AUXILIARIES | frozenset("exactly precisely in on and , ?".split())
# A question word after one of these opens an indirect question: "does the law say who …".
_TELLING = frozenset(
    "say says tell know state states explain explains mention mentions specify specifies show "
    "shows indicate describe describes define defines me us out remember clear sure wonder".split()
)
_INDIRECT = frozenset("tell know explain wonder say show describe".split())


@dataclass(frozen=True, slots=True)
class Asking:
    """The words of the sentence that asks.

    `words` are in lower case with contractions written out and slips in question words mended;
    signs that part clauses are words too, the last question mark is not. `written` are the same
    words as typed. `at` is the position of the question word, None where there is none or where
    the question is for yes or no.
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    at: int | None

    @property
    def is_yes_no(self) -> bool:
        """Tell whether the sentence, an introduction aside, begins with an auxiliary.

        "Can you …" begins a request, not a question.
        """
        verb = _verb_first(self.words) if self.at is None else None
        return verb is not None and (
            self.words[verb] not in _REQUESTING or self.words[verb + 1] != "you"
        )


def asking(question: str) -> Asking:
    """Find the sentence of `question` that asks, and the word by which it asks.

    Of several sentences the first that ends with a question mark counts, or else the last that
    holds a question word, or else all of them together.
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(question) if sentence.strip()]
    for sentence in sentences:
        if sentence.rstrip("\"'”’) \t\n").endswith("?"):
            return _read(sentence)
    for sentence in reversed(sentences):
        found = _read(sentence)
        if found.at is not None:
            return found
    return _read(question)


def _read(sentence: str) -> Asking:
    written = _tokens(sentence)
    words = [token.lower().replace("’", "'").replace("‑", "-") for token in written]
    if not any(word in QUESTION_WORDS for word in words):
        words = [mended(word) for word in words]
    words = [
        next((known for known in _MEASURES if _one_slip(word, known)), word)
        if before == "how" and word not in _AFTER_HOW
        else word
        for before, word in pairwise(["", *words])
    ]
    return Asking(tuple(words), tuple(written), _question_word(words))


def _tokens(sentence: str) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(sentence.rstrip().rstrip("?")):
        contracted = _CONTRACTED.fullmatch(token)
        if contracted and token.lower() != "whore":
            tokens += [contracted[1], _FULL[contracted[2].lower()]]
        else:
            tokens.append(token)
    return tokens


def mended(word: str) -> str:
    """Return the question word that `word` is one slip away from, `word` itself if none is.

    A slip is a letter lost, doubled or wrong, or two letters swapped. The first letter is taken
    to be right: "that", "then" and "there" are words of their own.
    """
    if not 3 <= len(word) <= 6 or word[0] != "w" or word in _SOUND:
        return word
    return next((known for known in _MENDABLE if _one_slip(word, known)), word)


def _one_slip(word: str, known: str) -> bool:
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    typed, meant = word[same:], known[same:]
    return (
        typed[1:] == meant[1:]
        or typed[1:] == meant
        or typed == meant[1:]
        or (typed[:2] == meant[1::-1] and typed[2:] == meant[2:])
    )


def _question_word(words: Sequence[str]) -> int | None:
    places = [at for at, word in enumerate(words) if word in QUESTION_WORDS]
    verb = _verb_first(words)
    if verb is not None and not (places and places[0] < verb):
        places = [at for at in places if words[at - 1] in _TELLING or words[at - 1] == ","]
    for at in places:
        if _opens(words, at):
            return at
    # "When" and "where" before a participle join clauses: "errors made when retaining records".
    places = [
        at
        for at in places
        if words[at] not in {"when", "where"}
        or not any(word.endswith("ing") for word in words[at + 1 : at + 2])
    ]
    followed = (at for at in places if words[at + 1 : at + 2] and words[at + 1] in AUXILIARIES)
    return next(followed, places[0] if places else None)


def _opens(words: Sequence[str], at: int) -> bool:
    """Tell whether the question word at `at` begins a clause that asks, not one that relates."""
    clause = at
    while clause > 0 and words[clause - 1] in _LEADERS:
        clause -= 1
    begins = clause == 0 or words[clause - 1] in ",;:" or words[at - 1] in _INDIRECT | {"me", "us"}
    if words[at] in {"when", "where"}:
        return begins and (at + 1 == len(words) or words[at + 1] in _AFTER_WHEN)
    return begins


def _verb_first(words: Sequence[str]) -> int | None:
    """Return where an auxiliary begins the question, after an introduction and its comma."""
    start = 0
    if words and words[0] in _INTRODUCING and "," in words:
        start = words.index(",") + 1
    while start < len(words) and words[start] in {"and", "but", "so", "or", "then", "also"}:
        start += 1
    if start + 1 < len(words) and words[start].replace("n't", "") in AUXILIARIES:
        return start
    return None
