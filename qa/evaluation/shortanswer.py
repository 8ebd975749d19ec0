"""Short answers: whether the text shown holds one, and how near the short answer comes to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.answer import Answer
from qa.evaluation.normalise import contains, first_words, normalised, words

SHOWN_WORDS = 50


def shown(answer: Answer) -> str:
    """Return the text that a reader sees first: the answer's text, or its items if it has none."""
    return answer.text or " ".join(item.text for item in answer.items)


def containment(answer: Answer, variants: Sequence[str], *, cell_counts: bool = False) -> float:
    """Return 1 if the first 50 words shown contain one of the accepted variants, else 0.

    With `cell_counts`, as for a table question, the short answer (the cell or row named) may hold
    it instead, again with its first 50 words.
    """
    texts = [shown(answer), answer.answer] if cell_counts else [shown(answer)]
    read = [first_words(text, SHOWN_WORDS) for text in texts]
    return float(any(contains(text, variant) for text in read for variant in variants))


def token_f1(short_answer: str, variants: Sequence[str]) -> float:
    """Return the token F1 of the short answer against the variant that does best, from 0 to 1.

    Tokens are normalised words, counted as often as they occur; an answer without words scores 0
    (SQuAD 2.0: Rajpurkar, Jia and Liang 2018). No variants give 0.
    """
    return max((_overlap_f1(words(short_answer), words(each)) for each in variants), default=0.0)


def exact_match(short_answer: str, variants: Sequence[str]) -> float:
    """Return 1 if the short answer equals an accepted variant, both normalised, else 0.

    An answer without words scores 0.
    """
    given = normalised(short_answer)
    return float(bool(given) and any(given == normalised(variant) for variant in variants))


def _overlap_f1(given: list[str], wanted: list[str]) -> float:
    common = (Counter(given) & Counter(wanted)).total()
    return 2 * common / (len(given) + len(wanted)) if common else 0.0
