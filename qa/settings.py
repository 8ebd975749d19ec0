"""What an answer is read by, and what can be told to be done otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from index.models.packaged import BGE_SMALL_EN, READER_EN, RERANKER_EN, VERIFIER_EN
from qa.confidence.grounds import Grounds, Trust
from qa.signals import Signals


@dataclass(frozen=True, slots=True)
class Models:
    """Which models read a collection.

    Each is the name of a packaged model, a local folder or a hub id; `verifier` is one of the first
    two. `threads` is how many model calls run side by side within one question.
    """

    embedder: str = BGE_SMALL_EN.name
    reranker: str = RERANKER_EN.name
    reader: str = READER_EN.name
    verifier: str = VERIFIER_EN.name
    threads: int = 2


DEFAULT_MODELS = Models()


class Part(StrEnum):
    """A part of the pipeline that can be left out, to see what it is worth."""

    DENSE = "dense search"
    LEXICAL = "lexical search"
    RERANKER = "reranker"
    PRIOR = "rank in the fused list"
    READER = "reader"
    HEADING = "heading above what is read"
    FORM = "form of the answer"
    AGREEMENT = "names and figures"
    NEIGHBOURS = "neighbouring sentences and excerpts"
    FURTHER = "reading further down"
    HISTORY = "history of the conversation"
    VERIFIER = "verifier, and refusals for doubt"
    CORRECTING = "correction of typing errors"


WEIGHTS = Signals(
    rank=0.4,
    span=0.3,
    form=0.3,
    names=0.3,
    figures=0.3,
    other_year=-0.6,
    defines=4.0,
)

# Fitted by `python -m training confidence`; training/README.md names the questions.
TRUST = Trust(
    bias=0.557,
    weights=Grounds(
        verified=0.178,
        answerable=0.265,
        relevance=-0.038,
        names=-1.145,
        figures=-0.474,
        miscounted=-4.456,
        misfit=-2.532,
    ),
)
STRUCTURE_TRUST = Trust(
    bias=1.402,
    weights=Grounds(
        verified=0.0,
        answerable=0.0,
        relevance=0.258,
        names=-0.91,
        figures=-0.784,
        miscounted=0.0,
        misfit=0.0,
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Reading up to the first `chunks`; one that is `enough` sure to answer makes it the last.

    Sure is meant as the reader's logit that a chunk answers the question.
    """

    chunks: int
    enough: float = -inf


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How much is looked at, what counts, and when a question is refused.

    `depth` chunks are taken from each ranked list. Of both lists the reader reads as many of the
    first as `steps` say, `steps_of_many` in a collection of more than `many` sections. The
    `reranked` best are read again by the reranker. Its logit, `answerable` times the reader's and
    `prior` times the fused score order them; of a chunk that it did not read, `slope` times the
    reader's logit and `offset` stand for its own. The candidates of the `weighed` best chunks are
    weighed against each other; `weights` tell what each sign of a right answer counts for. A place
    that gives the same answer with a score at most `near` below the best is cited, too, and a
    neighbouring sentence that scores so is quoted along. A question is refused when nothing is near
    it by either measure: the best logit is below `least_logit` and the best cosine below
    `least_cosine`. An answer is given only if it is at least `threshold` sure; `trust`, and
    `structure_trust` for answers from lists and tables, tell what makes it so. The figures belong
    to the default models; `docs/tuning.md` says how they were chosen. `without` names parts that
    are left out.
    """

    depth: int = 100
    steps: tuple[Step, ...] = (Step(4, 2.5), Step(8, 1.0), Step(12, 0.0), Step(24))
    many: int = 10_000
    steps_of_many: tuple[Step, ...] = (Step(8, 2.0), Step(16, 0.0), Step(24))
    reranked: int = 2
    answerable: float = 0.5
    prior: float = 4.0
    slope: float = 1.6
    offset: float = -1.0
    weighed: int = 4
    weights: Signals = WEIGHTS
    near: float = 2.0
    least_logit: float = -7.0
    least_cosine: float = 0.56
    trust: Trust = TRUST
    structure_trust: Trust = STRUCTURE_TRUST
    threshold: float = 0.34
    without: frozenset[Part] = field(default_factory=frozenset)
