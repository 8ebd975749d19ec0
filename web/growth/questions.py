"""What a grown collection is asked: real questions, and headings where there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from index.generations.generation import Generation
from qa.evaluation.gold_files import read_gold
from qa.question import MAX_QUESTION_CHARACTERS

_EACH = 20  # questions of a set
_Value = TypeVar("_Value")


def questions(sets: Mapping[str, Path], originals: Mapping[str, Generation]) -> tuple[str, ...]:
    """Return questions to each set: those of its gold file, else some of its headings."""
    found: list[str] = []
    for name, documents in sets.items():
        gold = documents.with_name("gold.jsonl")
        if gold.exists():
            found += _spread([each.question for each in read_gold(gold)])
        else:
            found += _spread(_headings(originals[name]))
    return tuple(found)


def short_name(originals: Mapping[str, Generation]) -> str:
    """Return an abbreviation that documents of the first set introduce, a common word for none."""
    first = next(iter(originals.values())).catalogue.across.short_forms()
    return first[len(first) // 2][0] if first else "people"


def longest_question(texts: Sequence[str]) -> str:
    """Return a question as long as any may be, made of others."""
    joined = " ".join(texts) or "?"
    return (joined * (MAX_QUESTION_CHARACTERS // len(joined) + 1))[:MAX_QUESTION_CHARACTERS]


def _headings(generation: Generation) -> list[str]:
    return [
        section.heading.of(document.document.text)
        for id_ in _spread(list(generation.catalogue.entries))
        for document in [generation.catalogue.document(id_)]
        for section in _spread(document.sections)
        if section.heading
    ]


def _spread(values: Sequence[_Value]) -> list[_Value]:
    """Return some of the values, from the first on at equal distances."""
    return list(values[:: max(1, len(values) // _EACH)][:_EACH])
