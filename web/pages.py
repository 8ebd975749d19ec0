"""The pages that people read: the chat, the documents and each document."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from corpus.errors import QuestionError
from qa.question import MAX_QUESTION_CHARACTERS
from web.asking import body, question_from_json
from web.contents import contents
from web.conversing import answered, questions_of
from web.keeping import KEPT_TURNS, address, asked_next, kept_link, whole_address
from web.marking import marked
from web.opening import opening, refresh
from web.places import places
from web.presenting import Shown, shown
from web.problems import sentence
from web.refusing import gap_worded, remark_worded
from web.sourcing import source_path
from web.tracing import timed

_ANSWER_SENT = 500  # characters of an earlier answer that the page sends; fewer are read

blueprint = Blueprint("pages", __name__)
blueprint.before_request(refresh)
blueprint.add_app_template_filter(source_path)
blueprint.add_app_template_filter(kept_link)
blueprint.add_app_template_filter(whole_address)
blueprint.add_app_template_filter(asked_next)
blueprint.add_app_template_filter(remark_worded)
blueprint.add_app_template_filter(gap_worded)


@blueprint.get("/")
def chat() -> ResponseReturnValue:
    """Show the question box and, where `q` asks a question, the conversation up to its answer.

    Repeated `earlier` are the questions before it, oldest first; only the last of them are kept.
    They are answered again, so that an address is all that a conversation needs. The answers are
    those given before, unless the first question that is kept leant on one that is not, or the
    collection has changed.
    """
    questions = questions_of(request.query_string)
    answers = opening().collection.answers
    conversation: tuple[Shown, ...] = ()
    problem = ""
    if questions[-1].strip():
        try:
            with timed("answer"):
                found = answered(answers, questions)
            conversation = tuple(
                shown(question, questions[:number], answer)
                for number, (question, answer) in enumerate(zip(questions, found, strict=True))
            )
        except QuestionError as error:
            problem = sentence(error)
    page = render_template(
        "chat.html",
        overview=opening().overview,
        conversation=conversation,
        problem=problem,
        typed=questions[-1] if problem else "",
        kept_turns=KEPT_TURNS,
        answer_sent=_ANSWER_SENT,
        longest=MAX_QUESTION_CHARACTERS,
    )
    return page, 422 if problem else 200


@blueprint.post("/ask")
def asked() -> ResponseReturnValue:
    """Answer the question in a JSON body with the turn that the chat shows.

    `Content-Location` is the address of the page that shows it again.
    """
    question = question_from_json(body())
    with timed("answer"):
        answer = opening().collection.answers.ask(question)
    earlier = tuple(turn.question for turn in question.history)
    turn = shown(question.text, earlier, answer)
    response = make_response(render_template("turn.html", shown=turn, answer_sent=_ANSWER_SENT))
    query = address(question.text, earlier)
    response.headers["Content-Location"] = f"{url_for('pages.chat')}{'?' if query else ''}{query}"
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response


@blueprint.get("/documents")
def document_list() -> ResponseReturnValue:
    """List the documents."""
    return render_template("documents.html", overview=opening().overview)


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> ResponseReturnValue:
    """Show a document with its headings; `cite` marks places in it, `q` leads back to the answer.

    What `cite` holds is ignored with a note if it names no places in the text.
    """
    try:
        found = opening().collection.index.document(document_id)
    except KeyError:
        abort(404, "There is no such document; they are listed at /documents.")
    cite = request.args.get("cite", "")
    cited = places(cite, len(found.document.text)) if cite else ()
    question = request.args.get("q", "")[:MAX_QUESTION_CHARACTERS]
    back = address(question, request.args.getlist("earlier")) if question else ""
    return render_template(
        "document.html",
        document=found.document,
        known=found.document.metadata,
        entries=contents(found.sections),
        stretches=marked(found, cited or ()),
        cited=cited or (),
        misplaced=cited is None,
        back=back,
        question=question,
    )
