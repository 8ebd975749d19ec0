"""The pages that people read: the chat and the list of documents."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from corpus.errors import QuestionError
from qa.question import Question
from qa.scope import Scope
from qa.showing.sourcing import source_path
from qa.showing.wording import gap_worded, remark_worded
from web.conversations.asking import Sent, asked_alone, asked_and_kept, sent
from web.conversations.chat import Refused, chat_page, kept_page, turn_alone
from web.conversations.conversation import Conversations, FullError
from web.conversations.history import history, tidy
from web.conversations.owners import (
    cookie_token,
    is_name,
    new_name,
    new_token,
    owner_of,
    request_key,
    set_cookie,
)
from web.conversations.showing import fresh_turn, fresh_turns, shown_turns
from web.opening import opening, refresh
from web.problems.details import reads_pages, sentence
from web.questions.asking import body
from web.questions.conversing import answered, questions_of
from web.questions.keeping import address, asked_next
from web.questions.scope_form import asked_in
from web.questions.scoping import asked_within, scope_fields, scope_of_address
from web.tracing import timed

blueprint = Blueprint("pages", __name__)
blueprint.before_request(refresh)
blueprint.before_request(tidy)
blueprint.add_app_template_filter(source_path)
blueprint.add_app_template_filter(asked_next)
blueprint.add_app_template_filter(remark_worded)
blueprint.add_app_template_filter(gap_worded)
blueprint.add_app_template_filter(scope_fields)


@blueprint.app_template_filter("asked_in")
def asked_in_worded(scope: Scope) -> str:
    """Say in a few words what a question was asked in; "" for all documents."""
    return asked_in(scope, opening().overview.documents)


@blueprint.get("/")
def chat() -> ResponseReturnValue:
    """Show the question box and, where `q` asks a question, the conversation up to its answer.

    Repeated `earlier` are the questions before it, oldest first; only the last of them are kept.
    They are answered again, so that an address is all that a conversation needs. The answers are
    those given before, unless the first question that is kept leant on one that is not, or the
    collection has changed.
    """
    questions, scope = questions_of(request.query_string), scope_of_address(request.query_string)
    if not questions[-1].strip():
        return chat_page((), scope=scope)
    answers = opening().collection.answers
    try:
        with timed("answer"):
            found = answered(answers, questions, asked_within(scope))
    except QuestionError as error:
        return chat_page((), refused=Refused(questions[-1], sentence(error)), scope=scope)
    return chat_page(fresh_turns(questions, found, scope), scope=scope)


@blueprint.post("/ask")
def asked() -> ResponseReturnValue:
    """Answer what the form of the chat sends.

    A script gets the turn, and in `Content-Location` the address of the page that shows it; a form
    is sent on to that page. Where conversations are kept, the turn is in one by then, and the
    browser holds the cookie that it is found by.
    """
    question = sent(body())
    store = history().store
    try:
        return _unkept(question) if store is None else _kept(question, store)
    except QuestionError as error:
        if not reads_pages():
            raise
        return _refused(question, sentence(error))


def _unkept(question: Sent) -> Response:
    earlier = () if question.is_standalone else tuple(each.question for each in question.earlier)
    query = address(question.question, earlier, question.scope)
    page = f"{url_for('pages.chat')}{'?' if query else ''}{query}"
    if reads_pages():
        return redirect(page, 303)
    with timed("answer"):
        answer = asked_alone(opening().collection.answers, question)
    return turn_alone(fresh_turn(question.question, earlier, answer, question.scope), page)


def _kept(question: Sent, store: Conversations) -> Response:
    name = question.name if is_name(question.name) else new_name()
    token = cookie_token() or new_token(name)
    owner = owner_of(token)
    try:
        with timed("answer"):
            place = asked_and_kept(
                opening().collection.answers,
                question,
                store,
                owner,
                request_key(name, question.question),
            )
    except KeyError:
        abort(404, "This conversation is no longer kept; start afresh to ask this.")
    except FullError:
        abort(409, "This conversation is full; start afresh to ask this.")
    if place is None:
        abort(409, "This question was stopped; send it again to ask it.")
    conversation = store.conversation(owner, place.conversation)
    page = url_for("conversations.conversation", id=place.conversation)
    page = f"{page}#turn-{place.number}"
    response: Response
    if reads_pages():
        response = redirect(page, 303)
    else:
        turns = shown_turns(conversation, "conversation", place.conversation)
        (turn,) = (each for each in turns if each.number == place.number)
        response = turn_alone(turn, page, place.conversation)
    set_cookie(response, token, history().days)
    return response


def _refused(question: Sent, problem: str) -> ResponseReturnValue:
    """Show the page that a question was sent from again, with what is wrong with it."""
    refused = Refused(question.question, problem)
    if question.conversation:
        return kept_page(question.conversation, refused, question.scope)
    earlier = [each.question for each in question.earlier]
    found = answered(opening().collection.answers, earlier, _still_there(question.scope))
    turns = fresh_turns(earlier, found, question.scope)
    return chat_page(turns, refused=refused, scope=question.scope)


def _still_there(scope: Scope) -> Question:
    """Return a question without a text in a scope, in all documents if it names nothing."""
    try:
        return asked_within(scope)
    except QuestionError:
        return Question("")


@blueprint.post("/ask/stop")
def stopped() -> ResponseReturnValue:
    """Take back a question whose answer is not waited for; it is not kept, whenever it comes."""
    question = sent(body())
    store = history().store
    if store is not None and is_name(question.name):
        owner = owner_of(cookie_token() or new_token(question.name))
        store.withdraw(owner, request_key(question.name, question.question))
    return "", 204
