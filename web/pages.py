"""The pages that people read: the chat and the list of documents."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from corpus.errors import QuestionError
from qa.question import MAX_QUESTION_CHARACTERS
from web.asking import body, question_from_json
from web.conversing import answered, questions_of
from web.keeping import KEPT_TURNS, address, asked_next, kept_link, whole_address
from web.opening import opening, refresh
from web.presenting import Shown, count_worded, shown
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
blueprint.add_app_template_filter(count_worded)


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
