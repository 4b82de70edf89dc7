"""The interface described as OpenAPI 3.1, made from the table of operations; and its routes."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import demarche
from demarche.record_schema import schema
from demarche.show.page.answers import kept_answer
from demarche.show.page.api import reads
from demarche.show.page.api.operations import HOME, OPERATIONS, Operation
from demarche.show.page.asked import Asked, read
from demarche.show.page.render import as_json, page

Json = dict[str, Any]
_ERROR = {"description": "What is wrong, in a sentence.", "content": {"application/json": {
    "schema": {"$ref": "#/components/schemas/Error"}}}}  # fmt: skip


def routes() -> list[Route]:
    """Every operation, the description, and the page that people read."""
    made = [Route(HOME + one.path, _answering(one), methods=[one.method], name=one.name) for one in _in_order()]
    return [
        Route("/api", lambda request: readable(request, read(request, request.app.state.shelf))),
        Route("/api/openapi.json", lambda request: as_json(description())),
        *made,
        Route("/api/{rest:path}", reads.nowhere),
    ]


def _in_order() -> list[Operation]:
    """Operations as routes must stand: what has no variable part first."""
    return sorted(OPERATIONS, key=lambda one: one.path.count("{"))


def _answering(one: Operation) -> Any:
    if one.write is not None:
        return one.write
    reading = one.read
    assert reading is not None

    def answer(request: Request) -> Response:
        asked = read(request, request.app.state.shelf)
        return kept_answer(request, asked, lambda: reading(request, asked))

    return answer


def description() -> Json:
    """The whole interface as OpenAPI 3.1."""
    paths: dict[str, Json] = {}
    for one in OPERATIONS:
        paths.setdefault(HOME + one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "demarche",
            "version": demarche.__version__,
            "description": "Reads and corrects one archive. All of it is what reports say, not what is so.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _error(), "Record": _record()},
        },
    }


def _error() -> Json:
    kind = {"type": "string", "description": "class of the error"}
    return {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "object", "required": ["kind", "message"],
                                 "properties": {"kind": kind, "message": {"type": "string"}}}},
    }  # fmt: skip


def _record() -> Json:
    """The record's own schema; what it names inside itself is looked for beside it."""
    whole = json.dumps({key: value for key, value in schema().items() if key != "$schema"})
    found: Json = json.loads(whole.replace("#/$defs/", "#/components/schemas/Record/$defs/"))
    return found


def _operation(one: Operation) -> Json:
    answer = {"description": "As it says.", "content": {one.media: {"schema": _answer(one)}}}
    made: Json = {
        "operationId": one.name,
        "summary": one.about,
        "parameters": list(one.parameters),
        "responses": {"201" if one.token else "200": answer, "400": _ERROR, "404": _ERROR},
    }
    if one.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": one.body}}}
        made["responses"] |= dict.fromkeys(("409", "413", "415"), _ERROR)
    if one.token:
        made["security"] = [{"token": []}]
        made["responses"]["401"] = _ERROR
    return made


def _answer(one: Operation) -> Json:
    if one.media != "application/json":
        return {"type": "string", "format": "binary"}
    return {"$ref": "#/components/schemas/Record"} if one.name == "read" else {"type": "object"}


def readable(request: Request, asked: Asked) -> Response:
    """The description as a page."""
    shown = [
        (one.method, HOME + one.path, one.about, one.token,
         [re.sub(r"\s+", " ", f"{p['name']}: {p['description']}") for p in one.parameters if p["in"] == "query"])
        for one in OPERATIONS
    ]  # fmt: skip
    return page(request, asked, "api", here="/api", operations=shown)
