"""The tools that a model can call, each a function of the collection."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus.errors import PinciteError
from qa.answer import Answer
from qa.question import Question
from qa.searching.hits import SearchHits, SearchQuestion
from qa.searching.search import search
from qa.verifying.given import given_from_json
from qa.verifying.verdicts import Verification
from qa.verifying.verify import verify
from web.api.operation import Schema
from web.api.paging import DEFAULT_LIMIT, window
from web.api.passages import PassageFound, passage_at
from web.api.schemas import schemas
from web.api.shelf import DocumentsPage, documents_page
from web.api.verifying import Earlier
from web.opening import Opening
from web.questions.asking import question_from_json

Arguments = Mapping[str, object]
_DEFINITIONS = "#/$defs/{model}"


class ArgumentError(PinciteError):
    """The arguments of a tool are not those that it takes."""


@dataclass(frozen=True, slots=True)
class PassageWanted:
    """A passage `[start, end)` of a document, in code points of its canonical text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """A page of the list of documents."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what it `takes` and `gives` are dataclasses; `run` raises PinciteError."""

    name: str
    told: str
    takes: type[object]
    gives: type[object]
    run: Callable[[Opening, Arguments], object]

    def input_schema(self) -> Schema:
        """Return the JSON Schema of the arguments."""
        return _rooted(self.takes, schemas((), (self.takes,), _DEFINITIONS))

    def output_schema(self) -> Schema:
        """Return the JSON Schema of the result."""
        return _rooted(self.gives, schemas((self.gives,), (), _DEFINITIONS))


def _rooted(kind: type[object], definitions: dict[str, Schema]) -> Schema:
    root = definitions.pop(kind.__name__)
    return {**root, "$defs": definitions} if definitions else root


def _ask(opening: Opening, given: Arguments) -> Answer:
    return opening.collection.answers.ask(question_from_json(_json(given)))


def _search(opening: Opening, given: Arguments) -> SearchHits:
    default = SearchQuestion("")
    known = _known(given, ("text", "documents", "offset", "limit", "as_of"))
    wanted = SearchQuestion(
        _text(known, "text"),
        _texts(known, "documents"),
        _number(known, "offset", default.offset),
        _number(known, "limit", default.limit),
        _text({"as_of": default.as_of, **known}, "as_of"),
    )
    return search(opening.collection.index, wanted)


def _read_passage(opening: Opening, given: Arguments) -> PassageFound:
    known = _known(given, ("document", "start", "end"))
    document, start, end = _text(known, "document"), _number(known, "start"), _number(known, "end")
    return passage_at(opening.collection.index, document, start, end)


def _list_documents(opening: Opening, given: Arguments) -> DocumentsPage:
    known = _known(given, ("limit", "offset"))
    default = DocumentsWanted()
    limit, offset = _number(known, "limit", default.limit), _number(known, "offset", default.offset)
    return documents_page(opening.overview, window(limit, offset))


def _verify(opening: Opening, given: Arguments) -> Verification:
    return verify(given_from_json(_json(_known(given, ("turns",)))), opening.collection.index)


TOOLS = (
    Tool(
        "ask",
        "Answer a question from the documents, in their own words. Every quote comes with a "
        "citation: document, heading path and exact offsets. What the documents do not answer is "
        "of the kind `not_found`, with the nearest passages; do not answer it from elsewhere. "
        "`history` holds the earlier questions and answers of the conversation. The current "
        "editions answer; `as_of` is a day, like 2025-12-31, whose editions are asked instead.",
        Question,
        Answer,
        _ask,
    ),
    Tool(
        "search",
        "Find a phrase in quotation marks, or words that stand together in a passage, in the "
        "documents' own text. Case and white space make no difference, anything else does. "
        "`as_of` is a day, like 2025-12-31, whose editions are searched.",
        SearchQuestion,
        SearchHits,
        _search,
    ),
    Tool(
        "read_passage",
        "Read a passage of a document by the offsets that citations give, to see what stands "
        "around a quote. At most 20,000 characters.",
        PassageWanted,
        PassageFound,
        _read_passage,
    ),
    Tool(
        "list_documents",
        "List the documents with title, issuer, date, edition, and what supersedes them.",
        DocumentsWanted,
        DocumentsPage,
        _list_documents,
    ),
    Tool(
        "verify",
        "Tell whether the quotes of earlier answers or citations still stand in the documents: "
        "same, moved, changed or gone.",
        Earlier,
        Verification,
        _verify,
    ),
)


def _json(given: Arguments) -> bytes:
    return json.dumps(given).encode("ascii")


def _known(given: Arguments, names: tuple[str, ...]) -> Arguments:
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise ArgumentError(f"there is no argument {unknown[0]!r}; there are {', '.join(names)}")
    return given


def _text(given: Arguments, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise ArgumentError(f"{name!r} is no string; give one")
    return value


def _texts(given: Arguments, name: str) -> tuple[str, ...]:
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ArgumentError(f"{name!r} is no list of strings; give one")
    return tuple(value)


def _number(given: Arguments, name: str, default: int | None = None) -> int:
    value = given.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ArgumentError(f"{name!r} is no whole number; give one")
    return value
