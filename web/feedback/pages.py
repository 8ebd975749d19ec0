"""Where verdicts on answers are sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from corpus.errors import QuestionError
from web.answers.fingerprint import fingerprint
from web.feedback.record import LONGEST_REMARK, Feedback, Verdict
from web.feedback.store import FeedbackStore
from web.opening import opening, refresh
from web.questions.asking import body, parameters
from web.questions.conversing import answered
from web.questions.keeping import KEPT_TURNS
from web.questions.scoping import asked_within, scope_of
from web.tracing import timed

blueprint = Blueprint("feedback", __name__)
blueprint.before_request(refresh)


@blueprint.post("/feedback")
def take() -> Response | tuple[str, int]:
    """Keep a verdict on the answer to a question, which is answered again.

    The form holds `question`, repeated `earlier` and `document`, `answer` (the fingerprint of what
    was shown), `verdict` (up or down), `remark` and `back`, the page to go back to; whoever does
    not read pages gets 204. What is kept of the answer is what the service finds, so that nobody
    can put words into its mouth.
    """
    store = _store()
    if store is None:
        abort(404, "This service takes no verdicts.")
    given: dict[str, list[str]] = {}
    for name, value in parameters(body()):
        # A browser ends lines as in a text over the network.
        given.setdefault(name, []).append(value.replace("\r\n", "\n"))
    found = _feedback(given)
    store.add(found)
    if request.accept_mimetypes.best_match(("text/html", "application/json")) != "text/html":
        return "", 204
    return redirect(
        f"{_way_back(_single(given, 'back'))}#{thanks(found.answer, found.earlier)}", 303
    )


@blueprint.app_template_global()
def feedback_is_taken() -> bool:
    """Tell whether this service keeps verdicts."""
    return _store() is not None


@blueprint.app_template_global()
def this_page() -> str:
    """Return the address of the page that is being written, "" for a part that a script adds."""
    return request.full_path.rstrip("?") if request.method == "GET" else ""


@blueprint.app_template_filter()
def thanks(answer: str, earlier: Sequence[str]) -> str:
    """Return the id of the thanks on a page: by the fingerprint and how many questions it is after.

    One page may give the same answer twice.
    """
    return f"thanks-{len(earlier)}-{answer[:16]}"


def _feedback(given: dict[str, list[str]]) -> Feedback:
    """Return what is kept of a form. Raises QuestionError if it cannot be a verdict."""
    verdict, remark = _single(given, "verdict"), _single(given, "remark").strip()
    if verdict not in list(Verdict):
        raise QuestionError(f"the verdict is {verdict[:40]!r}; give up or down")
    if len(remark) > LONGEST_REMARK:
        raise QuestionError(
            f"the remark has {len(remark)} characters; at most {LONGEST_REMARK} are kept"
        )
    earlier = tuple(text for text in given.get("earlier", ()) if text)[-KEPT_TURNS:]
    question = _single(given, "question")
    fields = ((name, value) for name, values in given.items() for value in values)
    within = asked_within(scope_of(fields))
    with timed("answer"):
        answer = answered(opening().collection.answers, (*earlier, question), within)[-1]
    found = fingerprint(answer)
    return Feedback(
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        question=question,
        earlier=earlier,
        documents=within.documents,
        generation=answer.generation,
        answer=found,
        is_as_shown=found == _single(given, "answer"),
        verdict=Verdict(verdict),
        remark=remark,
    )


def _single(given: dict[str, list[str]], name: str) -> str:
    return (given.get(name) or [""])[0]


def _way_back(address: str) -> str:
    """Return an address of this service as it is, and that of the chat for any other."""
    is_here = address.startswith("/") and address.isascii() and address.isprintable()
    return address if is_here and not address.startswith(("//", "/\\")) else "/"


def _store() -> FeedbackStore | None:
    found: FeedbackStore | None = current_app.extensions["feedback"]
    return found
