"""The protocol's own client gets from the tools what every other door gives."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp_types import TextContent, TextResourceContents

from corpus.loading.folder import SHIPPED_DOCUMENTS
from qa.question import Question, Turn
from qa.serialise import answer_bytes, to_json
from tests.qa_helpers import LANTERN
from tests.web_helpers import Collection, collection
from web.collecting.building import build
from web.configuration.settings import Settings
from web.mcp.server import mcp_server
from web.opening import Opening
from web.service import load_embedder, opened

WICKS = "Where are spare wicks kept?"
_Result = TypeVar("_Result")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with collection(tmp_path_factory.mktemp("mcp")) as found:
        yield found


def talk(server: Any, what: Callable[[Client], Awaitable[_Result]]) -> _Result:
    """Return what comes of a conversation with a server."""

    async def run() -> _Result:
        async with Client(server) as client:
            return await what(client)

    return anyio.run(run)


def called(shelf: Collection, name: str, arguments: dict[str, Any]) -> Any:
    """Return the result of a tool, which the client has held against the tool's schema."""
    result = talk(mcp_server(Opening.done(shelf)), lambda client: client.call_tool(name, arguments))
    content = result.content[0]
    assert isinstance(content, TextContent)
    assert not result.is_error, content.text
    assert json.loads(content.text) == result.structured_content
    return result.structured_content


def refused(shelf: Collection, name: str, arguments: dict[str, Any]) -> str:
    result = talk(mcp_server(Opening.done(shelf)), lambda client: client.call_tool(name, arguments))
    assert result.is_error
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def test_the_tools_say_what_they_take_and_give(shelf: Collection) -> None:
    listed = talk(mcp_server(Opening.done(shelf)), lambda client: client.list_tools())
    names = {tool.name for tool in listed.tools}
    assert names == {"ask", "search", "read_passage", "list_documents", "verify"}
    for tool in listed.tools:
        assert tool.description
        assert tool.input_schema["type"] == "object"
        assert (tool.output_schema or {})["type"] == "object"


@pytest.mark.parametrize(
    "question",
    [
        Question(WICKS),
        Question("What are the duties of every warden?"),
        Question("How do I bake rye bread?", documents=("bees",), limit=1),
        Question("And in fog?", history=(Turn(WICKS, "Spare wicks are kept."),)),
    ],
)
def test_a_question_is_answered_as_at_every_other_door(
    shelf: Collection, question: Question
) -> None:
    arguments = to_json(question)
    assert isinstance(arguments, dict)
    result = talk(
        mcp_server(Opening.done(shelf)), lambda client: client.call_tool("ask", arguments)
    )
    assert isinstance(result.content[0], TextContent)
    assert result.content[0].text.encode() == answer_bytes(shelf.answers.ask(question))
    assert result.structured_content == to_json(shelf.answers.ask(question))


def test_a_citation_can_be_read_with_what_stands_around_it(shelf: Collection) -> None:
    cited = called(shelf, "ask", {"text": WICKS})["citations"][0]
    start, end = cited["parts"][0]["start"] - 5, cited["parts"][0]["end"] + 5
    arguments = {"document": "lantern", "start": start, "end": end}
    assert called(shelf, "read_passage", arguments)["text"] == LANTERN[start:end]


def test_words_are_found_where_they_stand(shelf: Collection) -> None:
    found = called(shelf, "search", {"text": '"oil store"', "limit": 1})
    assert [hit["citation"]["document"] for hit in found["hits"]] == ["lantern"]


def test_documents_are_listed_a_page_at_a_time(shelf: Collection) -> None:
    page = called(shelf, "list_documents", {"limit": 1, "offset": 1})
    assert page["total"] == 2
    assert [each["id"] for each in page["documents"]] == ["lantern"]


def test_an_earlier_answer_is_verified(shelf: Collection) -> None:
    answer = called(shelf, "ask", {"text": WICKS})
    assert called(shelf, "verify", {"turns": [answer]})["verdict"] == "same"
    answer["citations"][0]["document"] = "wasps"
    answer["citations"][0]["text_sha256"] = "0" * 64
    assert called(shelf, "verify", {"turns": [answer]})["verdict"] == "gone"


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"text": " "}, "empty"),
        ("ask", {"question": "Who?"}, "'question'"),
        ("ask", {"text": "Who?", "documents": ["wasps"]}, "'wasps'"),
        ("search", {}, "'text'"),
        ("search", {"text": "a", "page": 2}, "'page'"),
        ("search", {"text": "a", "documents": "bees"}, "'documents'"),
        ("read_passage", {"document": "bees", "start": 5, "end": 5}, "No passage"),
        ("read_passage", {"document": "bees", "start": "5", "end": 9}, "'start'"),
        ("read_passage", {"document": "wasps", "start": 0, "end": 9}, "'wasps'"),
        ("list_documents", {"limit": 0}, "limit"),
        ("verify", {"turns": []}, "Nothing"),
    ],
)
def test_what_cannot_be_done_is_an_error_in_a_sentence(
    shelf: Collection, name: str, arguments: dict[str, Any], said: str
) -> None:
    told = refused(shelf, name, arguments)
    assert said in told
    assert told.endswith(".")


def test_every_document_is_a_resource_with_its_canonical_text(shelf: Collection) -> None:
    async def read(client: Client) -> dict[str, str]:
        texts = {}
        for resource in (await client.list_resources()).resources:
            contents = (await client.read_resource(resource.uri)).contents[0]
            assert isinstance(contents, TextResourceContents)
            texts[resource.name] = contents.text
        return texts

    texts = talk(mcp_server(Opening.done(shelf)), read)
    index = shelf.index
    assert texts == {id_: index.document(id_).document.text for id_ in index.document_ids()}


@pytest.mark.parametrize("uri", ["pincite://documents/wasps", "file:///etc/passwd"])
def test_what_is_no_document_is_no_resource(shelf: Collection, uri: str) -> None:
    async def read(client: Client) -> str:
        try:
            await client.read_resource(uri)
        except MCPError as error:
            return str(error)
        return ""

    assert "No document" in talk(mcp_server(Opening.done(shelf)), read)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("mcp") / "data")
    build(SHIPPED_DOCUMENTS, settings.data, load_embedder(settings))
    return settings


def expected(settings: Settings, question: str) -> bytes:
    with opened(settings) as pincite:
        return answer_bytes(pincite.answers.ask(Question(question)))


def asked(server: Any, question: str) -> bytes:
    result = talk(server, lambda client: client.call_tool("ask", {"text": question}))
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text.encode()


@pytest.mark.models
def test_the_command_answers_over_its_standard_streams(settings: Settings) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "web.cli", "mcp", "--data", str(settings.data)],
        env=dict(os.environ),
    )
    question = "Which documents are in the collection?"
    assert asked(command, question) == expected(settings, question)
