"""The server of the Model Context Protocol: tools, and the documents as resources."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

import mcp_types as types
from anyio import to_thread
from mcp import MCPError
from mcp.server import Server, ServerRequestContext

from corpus.errors import PinciteError
from qa.serialise import json_bytes, to_json
from web.api.found import found_document
from web.library.overview import DocumentEntry
from web.mcp.tools import TOOLS, Tool
from web.opening import Opening
from web.problems.details import sentence
from web.version import VERSION

_SCHEME = "pincite://documents/"
_RESOURCES_A_PAGE = 200
_ABOUT = (
    "Pincite answers questions about its documents in their own words, with exact citations. Ask "
    "first; quote what is answered as it stands, and cite the place it gives."
)
_Context = ServerRequestContext[Any]


def mcp_server(opening: Opening) -> Server[Any]:
    """Return a server over a collection; each request is answered on a thread of its own.

    A tool gives its result as `structured_content`, and the same as one line of JSON, the bytes
    that every other door gives. What cannot be done is a result that is an error, in a sentence.
    """
    by_name = {tool.name: tool for tool in TOOLS}

    async def list_tools(
        _context: _Context, _params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def call_tool(
        _context: _Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {params.name!r}.")
        return await to_thread.run_sync(_called, opening, tool, params.arguments or {})

    async def list_resources(
        _context: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        cursor = params.cursor if params is not None else None
        return await to_thread.run_sync(_listed, opening, cursor)

    async def read_resource(
        _context: _Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        return await to_thread.run_sync(_read, opening, str(params.uri))

    return Server(
        "pincite",
        version=VERSION,
        title="Pincite",
        instructions=_ABOUT,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.told,
        input_schema=tool.input_schema(),
        output_schema=tool.output_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _called(opening: Opening, tool: Tool, arguments: dict[str, Any]) -> types.CallToolResult:
    opening.refresh()
    try:
        result = tool.run(opening, arguments)
    except PinciteError as error:
        return types.CallToolResult(content=[_text(sentence(error))], is_error=True)
    return types.CallToolResult(
        content=[_text(json_bytes(result).decode("utf-8"))], structured_content=to_json(result)
    )


def _listed(opening: Opening, cursor: str | None) -> types.ListResourcesResult:
    """Return a page of the documents; a cursor is the number of those before it."""
    if cursor is not None and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise MCPError(types.INVALID_PARAMS, "The cursor is none that was given.")
    opening.refresh()
    documents = opening.overview.documents
    first = int(cursor or 0)
    following = first + _RESOURCES_A_PAGE
    return types.ListResourcesResult(
        resources=[_resource(each) for each in documents[first:following]],
        next_cursor=str(following) if following < len(documents) else None,
    )


def _read(opening: Opening, uri: str) -> types.ReadResourceResult:
    """Return the canonical text of a document, in which all offsets count."""
    opening.refresh()
    try:
        if not uri.startswith(_SCHEME):
            raise PinciteError(f"no document is at {uri[:80]!r}")
        id_ = unquote(uri.removeprefix(_SCHEME))
        text = found_document(opening.collection.index, id_).document.text
    except PinciteError as error:
        raise MCPError(types.INVALID_PARAMS, sentence(error), {"uri": uri}) from error
    contents = types.TextResourceContents(uri=uri, mime_type="text/plain", text=text)
    return types.ReadResourceResult(contents=[contents])


def _resource(entry: DocumentEntry) -> types.Resource:
    told = ", ".join(filter(None, (entry.issuer, entry.edition or entry.date)))
    return types.Resource(
        uri=f"{_SCHEME}{quote(entry.id, safe='')}",
        name=entry.id,
        title=entry.title,
        description=told or None,
        mime_type="text/plain",
    )


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)
