"""The kinds of problems that a request can meet; their codes stay what they are."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

PAGE = "/api/v1/docs"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its code, its HTTP status, its title and what it means for the caller."""

    code: str
    status: int
    title: str
    told: str

    @property
    def type(self) -> str:
        """Return the address where the kind is described, relative to the root of the service."""
        return f"{PAGE}#problem-{self.code}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Problem details as RFC 9457 has them, with the `code` of the kind and the request's id.

    `request_id` is empty where a request was refused before it was read.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str


def _usual(status: HTTPStatus, code: str, told: str) -> ProblemKind:
    return ProblemKind(code, status.value, status.phrase, told)


BAD_REQUEST = _usual(
    HTTPStatus.BAD_REQUEST,
    "bad-request",
    "The request cannot be read: it is not JSON, not UTF-8, or names a host that is not this one.",
)
UNAUTHORIZED = _usual(
    HTTPStatus.UNAUTHORIZED,
    "unauthorized",
    "A key is needed, as `Authorization: Bearer KEY`, and was not sent or is not known.",
)
FORBIDDEN = _usual(
    HTTPStatus.FORBIDDEN,
    "forbidden",
    "The page of another site sent the request, or the key does not have the scope for it.",
)
NOT_FOUND = _usual(HTTPStatus.NOT_FOUND, "not-found", "There is nothing at this address.")
UNKNOWN_DOCUMENT = ProblemKind(
    "unknown-document", 404, "Unknown Document", "The collection has no document of this id."
)
METHOD_NOT_ALLOWED = _usual(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "method-not-allowed",
    "The address understands other methods; the header Allow names them.",
)
NO_ROWS = ProblemKind(
    "no-rows", 406, "No Rows", "Rows were asked for, and the answer is of a kind that has none."
)
TOO_LARGE = _usual(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request-too-large",
    "The body is longer than what is read.",
)
ADDRESS_TOO_LONG = _usual(
    HTTPStatus.REQUEST_URI_TOO_LONG, "address-too-long", "The address is longer than what is read."
)
UNSUPPORTED_MEDIA_TYPE = _usual(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unsupported-media-type",
    "The body declares a type that cannot hold what is asked for, JSON or files, or an encoding "
    "such as gzip.",
)
INVALID_QUESTION = ProblemKind(
    "invalid-question",
    422,
    "Invalid Question",
    "The question is empty or too long, names an unknown document, or has a field that is unknown "
    "or of another type.",
)
INVALID_PARAMETER = ProblemKind(
    "invalid-parameter",
    422,
    "Invalid Parameter",
    "A parameter in the address is unknown, given twice, or has an impossible value.",
)
INVALID_CHANGE = ProblemKind(
    "invalid-change",
    422,
    "Invalid Change",
    "No file was sent, or too many; or a document cannot be described so.",
)
UNVERIFIABLE = ProblemKind(
    "unverifiable",
    422,
    "Unverifiable",
    "What was sent to be verified is no answer, citation or conversation, or has too many quotes.",
)
TOO_MANY_REQUESTS = _usual(
    HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-requests",
    "The key, or the address, sent more requests than it may; the header Retry-After says when to "
    "go on.",
)
HEADERS_TOO_LARGE = _usual(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "headers-too-large",
    "The headers are longer than what is read.",
)
INTERNAL = _usual(
    HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", "The server failed; its log says why."
)
NOT_READY = ProblemKind(
    "not-ready",
    503,
    "Not Ready",
    "The collection is still being opened or could not be, or the database cannot be reached; the "
    "header Retry-After says when to ask again.",
)
BUSY = ProblemKind(
    "busy",
    503,
    "Busy",
    "As many questions, or changes, are at work and waiting as there may be; the header "
    "Retry-After says when to ask again.",
)

KINDS = (
    BAD_REQUEST,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    UNKNOWN_DOCUMENT,
    METHOD_NOT_ALLOWED,
    NO_ROWS,
    TOO_LARGE,
    ADDRESS_TOO_LONG,
    UNSUPPORTED_MEDIA_TYPE,
    INVALID_QUESTION,
    INVALID_PARAMETER,
    INVALID_CHANGE,
    UNVERIFIABLE,
    TOO_MANY_REQUESTS,
    HEADERS_TOO_LARGE,
    INTERNAL,
    NOT_READY,
    BUSY,
)


def kind_of(status: int) -> ProblemKind:
    """Return the kind of a problem of which no more than its status is known.

    That is the first kind with the status, or else one whose code is the status's phrase.
    """
    for kind in KINDS:
        if kind.status == status:
            return kind
    phrase = HTTPStatus(status).phrase
    return ProblemKind(phrase.lower().replace(" ", "-"), status, phrase, "")
