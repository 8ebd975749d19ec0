"""Documents, a reranker and services for the tests of the answering stage, all done by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.block_words import block_words
from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document, HeadingMark, Metadata, text_sha256
from corpus.editions import Editions, first_day
from corpus.events.finding import Event
from corpus.loading.folder import read_folder
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat
from corpus.parsing.parser import parse
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures, structures
from corpus.terms.finding import Term
from index.catalogue.summary import DocumentSummary, summary_of
from index.embedded import EmbeddedIndex
from index.protocols import Embedder
from index.ranked import Hit, Ranked, SearchFilter
from index.writer import IndexWriter
from qa.analysis.stems import stem
from qa.answer import Answer, Citation
from qa.correcting.slips import one_slip_away
from qa.question import Question
from qa.reading.decoding import PassageReading, ReadSpan
from qa.service import AnswerService
from qa.settings import AnswerSettings, Step
from tests.fakes import HashedWords

BEES = """\
# City Beekeeping Plan

## Purpose

The city keeps four hundred hives on public roofs. Honey from public roofs is sold at the spring
fair. Wardens are paid by the parks office.

## Duties of wardens

Every warden has the following duties:

- inspect each hive twice a month;
- report swarms to the fire brigade;
- burn frames that carry foulbrood.

## Fees

| Permit | Fee | Valid for |
|---|---|---|
| Rooftop hive | 12 crowns | one year |
| Garden hive | 30 crowns | three years |

## Appeals

Whoever is refused a permit may appeal to the mayor within ten days.
"""

LANTERN = """\
Lighthouse Keeping Order

1. Lamps

The keeper trims the lamp at dusk and writes the hour into the harbour log, which the pilots and
the masters of vessels that lie in the outer roads may
\f
read on any weekday between noon and four. Spare wicks are kept in the oil store.

2. Fog

In fog the keeper sounds the horn every ninety seconds.
"""

# Answered by a list item, by a sentence cut by a page break, and by nothing.
SWARMS = Question("Who must report swarms to the fire brigade?")
LOG = Question("On which weekday may pilots and masters read the harbour log?")
BREAD = Question("How do I bake rye bread?")

COLLECTION: Mapping[str, str] = {"bees.md": BEES, "lantern.txt": LANTERN}

# Two words of four letters or more, or it is no answer; fusion has no say. Only what scores the
# same is quoted along.
BY_OVERLAP = AnswerSettings(
    depth=100,
    steps=(Step(20),),
    reranked=20,
    weighed=3,
    prior=0.0,
    near=0.0,
    least_logit=2.0,
    least_cosine=2.0,
)


class SharedWords:
    """A reranker that counts: one for each word of the question that a passage holds.

    Words are runs of at least four letters and digits in lower case.
    """

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        asked = _words(query)
        return tuple(float(len(asked & _words(passage))) for passage in passages)


class SharedLines:
    """A reader that counts: each line of a passage is an answer, scored as `SharedWords` does."""

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        return tuple(self._read(question, passage) for passage in passages)

    def _read(self, question: str, passage: str) -> PassageReading:
        asked, spans, start = _words(question), [], 0
        for line in passage.split("\n"):
            if line:
                score = float(len(asked & _words(line)))
                spans.append(ReadSpan(start, start + len(line), score))
            start += len(line) + 1
        spans.sort(key=lambda span: (-span.score, span.start))
        return PassageReading(tuple(spans), no_answer=0.0, answerable=0.0)


class Marks:
    """A reader that finds given words wherever they stand: each maps to its score."""

    def __init__(self, scores: Mapping[str, float], answerable: float = 0.0) -> None:
        self._scores = scores
        self._answerable = answerable

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        assert question.strip()
        return tuple(self._read(passage) for passage in passages)

    def _read(self, passage: str) -> PassageReading:
        spans = [
            ReadSpan(found.start(), found.end(), score)
            for words, score in self._scores.items()
            for found in re.finditer(re.escape(words), passage)
        ]
        spans.sort(key=lambda span: (-span.score, span.start))
        return PassageReading(tuple(spans), no_answer=0.0, answerable=self._answerable)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{4,}", text.lower()))


def build(
    folder: Path,
    texts: Mapping[str, str],
    *,
    embedder: Embedder | None = None,
    formats: Sequence[DocumentFormat] = STANDARD_FORMATS,
) -> Path:
    """Write the files, make them the collection of a data folder beside them, and return that."""
    source, data = folder / "documents", folder / "data"
    source.mkdir(parents=True)
    for name, text in texts.items():
        (source / name).write_text(text, encoding="utf-8", newline="")
    chunking = ChunkSettings()
    with IndexWriter(data, embedder or HashedWords(), chunker=str(chunking)) as writer:
        for document in read_folder(source, formats):
            parsed = parse(document)
            writer.add(parsed, chunk(parsed, chunking))
    return data


@contextmanager
def serving(
    folder: Path,
    texts: Mapping[str, str] = COLLECTION,
    *,
    settings: AnswerSettings = BY_OVERLAP,
) -> Iterator[AnswerService]:
    """Answer from a collection of these files with the models done by hand."""
    with EmbeddedIndex.open(build(folder, texts), HashedWords()) as index:
        yield AnswerService(index, SharedWords(), SharedLines(), settings)


def parsed(text: str, id: str = "doc", marks: Sequence[HeadingMark] = ()) -> StructuredDocument:
    """Return a text with its structure; its title is its id."""
    digest = text_sha256(text)
    return parse(Document(id, text, Metadata(title=id), digest, digest, "text/2", tuple(marks)))


def chunks_of(document: StructuredDocument, budget: int = 80) -> tuple[Chunk, ...]:
    return chunk(document, ChunkSettings(budget))


class Shelf:
    """An index in memory, every chunk in the order of the documents and the text."""

    generation = "shelf"

    def __init__(self, *documents: StructuredDocument) -> None:
        self._documents = {document.document.id: document for document in documents}

    def snapshot(self) -> Shelf:
        return self

    def editions(self) -> Editions:
        return Editions({}, {id_: first_day(self.metadata(id_)) for id_ in self._documents})

    def without(self, document_ids: Collection[str]) -> Shelf:
        kept = (each for id_, each in self._documents.items() if id_ not in document_ids)
        return Shelf(*kept)

    def search(self, query: str, k: int, filter: SearchFilter, also: str = "") -> Ranked:
        wanted = self._documents if filter.documents is None else filter.documents
        found = [
            c for id_ in self.document_ids() if id_ in wanted for c in chunks_of(self.document(id_))
        ]
        hits = tuple(Hit(each, 1.0) for each in found[:k]) if f"{query}{also}".strip() else ()
        return Ranked(dense=hits, lexical=())

    def document(self, document_id: str) -> StructuredDocument:
        return self._documents[document_id]

    def opening(self, document_id: str) -> StructuredDocument:
        return self._documents[document_id]

    def documents_with_text(self, sha256: Collection[str]) -> dict[str, str]:
        held = ((each.document.text_sha256, id_) for id_, each in self._documents.items())
        return {sum_: id_ for sum_, id_ in sorted(held, reverse=True) if sum_ in sha256}

    def structures(self, document_id: str) -> Structures:
        return structures(self._documents[document_id])

    def terms(self, document_id: str) -> tuple[Term, ...]:
        return self.structures(document_id).terms

    def events(self, document_id: str) -> tuple[Event, ...]:
        return self.structures(document_id).events

    def metadata(self, document_id: str) -> Metadata:
        return self._documents[document_id].document.metadata

    def short_forms(self) -> tuple[tuple[str, str], ...]:
        return ()

    def occurrences(self, prefix: str) -> dict[str, dict[str, tuple[int, ...]]]:
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for id_ in self.document_ids():
            for word, blocks in block_words(self._documents[id_]).items():
                if prefix and word.startswith(prefix):
                    found.setdefault(word, {})[id_] = blocks
        return found

    def holds_word(self, word: str) -> bool:
        return any(stem(word) == stem(each) for each in self._shares())

    def near_words(self, word: str, slips: int) -> dict[str, float]:
        once = one_slip_away(word)

        def is_near(each: str) -> bool:
            steps = 0 if each == word else 1 if each in once else 2
            return steps <= min(slips, 1) or (slips == 2 and bool(once & one_slip_away(each)))

        found = {each: share for each, share in self._shares().items() if is_near(each)}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def _shares(self) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for document in self._documents.values():
            words = block_words(document)
            counts.update({word: len(blocks) for word, blocks in words.items()})
        return {word: count / counts.total() for word, count in counts.items()}

    def summaries(self) -> tuple[DocumentSummary, ...]:
        return tuple(map(self.summary, self.document_ids()))

    def summary(self, document_id: str) -> DocumentSummary:
        return summary_of(self._documents[document_id])

    def document_ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._documents))

    def section_count(self) -> int:
        return sum(len(document.sections) for document in self._documents.values())


def citations_in(answer: Answer) -> tuple[Citation, ...]:
    """Return every citation of an answer, wherever in it."""
    return (
        *answer.citations,
        *(item.citation for item in answer.items),
        *(context.citation for context in answer.context),
        *(near.citation for near in answer.nearest),
        *(citation for reading in answer.readings for citation in reading.citations),
    )
