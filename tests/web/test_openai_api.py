"""OpenAI's own client works against the service, and gets the answers of every other door."""

from __future__ import annotations

import json
from collections.abc import Iterator

import openai
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from qa.answer import Answer, AnswerKind
from qa.question import Question, Turn
from qa.serialise import to_json
from tests.web_helpers import answering, application, citation, serving
from web.openai_api.rendering import text_of_message

WICKS = "Where are spare wicks kept?"
AGAIN = "And the lamps?"
QUESTIONS = (
    WICKS,
    "What are the duties of every warden?",
    "What is the fee of a garden hive?",
    "How do I bake rye bread?",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app


@pytest.fixture
def web(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def client(app: Flask) -> Iterator[OpenAI]:
    with (
        serving(app) as address,
        OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client,
    ):
        yield client


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def assistant(text: str) -> ChatCompletionMessageParam:
    return {"role": "assistant", "content": text}


def ask(client: OpenAI, *messages: ChatCompletionMessageParam) -> ChatCompletion:
    return client.chat.completions.create(model="pincite", messages=messages)


def content_of(completion: ChatCompletion) -> str:
    content = completion.choices[0].message.content
    assert content is not None
    return content


def answer_of(completion: ChatCompletion) -> object:
    assert completion.model_extra is not None
    return completion.model_extra["pincite"]


def test_the_one_model_is_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["pincite"]
    assert client.models.retrieve("pincite").id == "pincite"


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_completion_is_the_answer_of_every_other_door(
    client: OpenAI, web: FlaskClient, question: str
) -> None:
    answer = web.post("/api/answer", json={"text": question}).get_json()
    completion = ask(client, user(question))
    assert answer_of(completion) == answer
    assert text_of_message(content_of(completion)) == answer["text"]
    assert completion.choices[0].finish_reason == "stop"


def test_every_annotation_is_a_link_that_opens_the_source(client: OpenAI, web: FlaskClient) -> None:
    message = ask(client, user(WICKS)).choices[0].message
    assert message.annotations
    for number, annotation in enumerate(message.annotations, start=1):
        cited = annotation.url_citation
        assert message.content is not None
        marked = message.content[cited.start_index : cited.end_index]
        assert marked == f"[{number}]({cited.url})"
        path = cited.url.partition("//")[2].partition("/")[2].partition("#")[0]
        assert web.get(f"/{path}").status_code == 200


@pytest.mark.parametrize("first", QUESTIONS)
def test_a_follow_up_gets_the_same_answer_as_with_the_history_of_the_api(
    client: OpenAI, web: FlaskClient, first: str
) -> None:
    told = web.post("/api/answer", json={"text": first}).get_json()["text"]
    history = [{"question": first, "answer": told}]
    expected = web.post("/api/answer", json={"text": AGAIN, "history": history}).get_json()
    said = content_of(ask(client, user(first)))
    assert answer_of(ask(client, user(first), assistant(said), user(AGAIN))) == expected


def test_a_stream_gives_the_content_and_the_annotations_piece_by_piece(client: OpenAI) -> None:
    whole = ask(client, user(QUESTIONS[1]))
    stream = client.chat.completions.create(
        model="pincite",
        messages=[user(QUESTIONS[1])],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    assert len(pieces) > 3
    assert "".join(pieces) == content_of(whole)
    last = [chunk for chunk in chunks if chunk.choices][-1]
    assert last.choices[0].finish_reason == "stop"
    assert last.model_extra == {"pincite": answer_of(whole)}
    annotations = (last.choices[0].delta.model_extra or {})["annotations"]
    assert len(annotations) == len(whole.choices[0].message.annotations or ())
    assert chunks[-1].usage is not None


def test_a_stream_ends_as_openai_says(web: FlaskClient) -> None:
    body = {"model": "pincite", "messages": [user(WICKS)], "stream": True}
    response = web.post("/v1/chat/completions", json=body)
    assert response.content_type.startswith("text/event-stream")
    assert response.data.endswith(b"\n\ndata: [DONE]\n\n")
    assert all(line.startswith(b"data: ") for line in response.data.strip().split(b"\n\n"))


def test_the_messages_reach_the_service_as_a_conversation() -> None:
    app, answers = answering(Answer(AnswerKind.NOT_FOUND))
    messages: list[object] = [
        {"role": "system", "content": "Answer in rhyme."},
        {"role": "assistant", "content": "What would you like to know?"},
        user("First?"),
        assistant("> One. [1](http://localhost/documents/doc?cite=0-4#cited)"),
        user("Second?"),
        {"role": "user", "content": [{"type": "text", "text": "Third?"}]},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "tool", "content": "4", "tool_call_id": "a"},
        user("Last?"),
    ]
    body = {"model": "pincite", "messages": messages, "temperature": 1, "max_tokens": 5, "n": 3}
    assert app.test_client().post("/v1/chat/completions", json=body).status_code == 200
    history = (Turn("First?", "One."), Turn("Second?", ""), Turn("Third?", ""))
    assert answers.asked == [Question("Last?", history)]


def test_of_a_long_conversation_the_last_turns_are_read() -> None:
    app, answers = answering(Answer(AnswerKind.NOT_FOUND))
    messages: list[ChatCompletionMessageParam] = [
        each for n in range(30) for each in (user(f"{n}?"), assistant("Yes."))
    ]
    body = {"model": "pincite", "messages": [*messages, user("Last?")]}
    app.test_client().post("/v1/chat/completions", json=body)
    assert [turn.question for turn in answers.asked[0].history] == [f"{n}?" for n in range(10, 30)]


@pytest.mark.parametrize(
    ("body", "status", "param", "code"),
    [
        (b"no json", 400, None, "invalid-request"),
        (b"[]", 400, None, "invalid-request"),
        (b"{}", 400, "model", "invalid-request"),
        (b'{"model": "gpt"}', 404, "model", "model_not_found"),
        (b'{"model": "pincite"}', 400, "messages", "invalid-request"),
        (b'{"model": "pincite", "messages": []}', 400, "messages", "invalid-request"),
        (b'{"model": "pincite", "messages": [1]}', 400, "messages[0]", "invalid-request"),
        (b'{"model": "pincite", "messages": [{"role": "user", "content": " "}]}', 400, None, None),
        (
            b'{"model": "pincite", "messages": [{"role": "assistant", "content": "a"}]}',
            400,
            "messages",
            "invalid-request",
        ),
        (
            b'{"model": "pincite", "messages": [{"role": "poet", "content": "a"}]}',
            400,
            "messages[0].role",
            "invalid-request",
        ),
        (
            b'{"model": "pincite", "messages": [{"role": "user", "content": [{"type": "image"}]}]}',
            400,
            "messages[0].content",
            "invalid-request",
        ),
        (b'{"model": "pincite", "messages": [], "stream": "yes"}', 400, "messages", None),
    ],
)
def test_a_bad_request_is_an_error_in_openais_form(
    web: FlaskClient, body: bytes, status: int, param: str | None, code: str | None
) -> None:
    response = web.post("/v1/chat/completions", data=body)
    assert response.status_code == status
    error = json.loads(response.data)["error"]
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert error["code"] == (code or error["code"])
    assert error["message"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/v1/nothing", 404), ("GET", "/v1/chat/completions", 405)],
)
def test_other_problems_have_openais_form_too(
    web: FlaskClient, method: str, address: str, status: int
) -> None:
    response = web.open(address, method=method)
    assert response.status_code == status
    assert response.get_json()["error"]["message"]


def test_the_client_raises_openais_errors(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="no model 'gpt'"):
        client.chat.completions.create(model="gpt", messages=[user("Who?")])
    with pytest.raises(openai.BadRequestError, match="at most 2000"):
        ask(client, user("a" * 2001))


def test_an_answer_comes_whole_beside_its_message() -> None:
    answer = Answer(AnswerKind.SPAN, text="42 hives.", citations=(citation("42 hives."),))
    app, _ = answering(answer)
    body = {"model": "pincite", "messages": [user("How many?")]}
    completion = app.test_client().post("/v1/chat/completions", json=body).get_json()
    assert completion["pincite"] == to_json(answer)
