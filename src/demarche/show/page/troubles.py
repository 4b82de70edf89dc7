"""What goes wrong, said in a sentence: as a page to people, as JSON to programs; never a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demarche.errors import CorrectedMeanwhile, NoSuchItem, NoSuchVersion, TooLarge
from demarche.show import labels
from demarche.show.page.asked import language_of
from demarche.show.page.render import Said, as_json, templates

_LOG = logging.getLogger("uvicorn.error")  # the log that the server shows


@dataclass(frozen=True)
class Caught:
    """Answers for an error that nobody thought of. It stands inside the guard, so that its headers are on it too."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as fault:  # whatever it is, the reader gets a page and the terminal the whole of it
            if begun:
                raise
            await broken(Request(scope, receive), fault)(scope, receive, send)


def trouble(request: Request, fault: Exception) -> Response:
    """What went wrong in a sentence, never a traceback: as a page, to programs as JSON."""
    status = next((code for kind, code in _STATUS.items() if isinstance(fault, kind)), 400)
    message, headers = str(fault), None
    if isinstance(fault, HTTPException):
        status, message, headers = fault.status_code, HTTPStatus(fault.status_code).phrase, fault.headers
    if request.url.path.startswith("/api/"):
        answer = as_json({"error": {"kind": type(fault).__name__, "message": message}}, status)
        answer.headers.update(headers or {})
        return answer
    said = Said(language_of(request))
    if isinstance(fault, HTTPException) and str(status) in said.group("faults"):
        return _as_page(request, status, said(f"faults.{status}"), headers)
    return _as_page(request, status, message, headers, language=labels.FALLBACK)


def _as_page(
    request: Request,
    status: int,
    message: str,
    headers: Mapping[str, str] | None = None,
    *,
    language: str | None = None,
) -> Response:
    """A page that says it; ``language``: of the message, where it is not the reader's."""
    said = Said(language_of(request))
    title = {404: "not_there", 500: "broken"}.get(status, "trouble")
    html = templates().get_template("trouble.html").render(said=said, message=message, status=status, title=said(title),
                                                             language=language or said.language)  # fmt: skip
    return Response(html.encode("utf-8", "replace"), status, headers, media_type="text/html")


#: What an error is to a browser; any other is 400: asked for what can't be.
_STATUS: dict[type[Exception], int] = {
    NoSuchItem: 404,
    NoSuchVersion: 404,
    CorrectedMeanwhile: 409,
    TooLarge: 413,
}


def broken(request: Request, fault: Exception) -> Response:
    """An error that nobody thought of: a sign to report it by; what happened stands in the server's own terminal."""
    sign = secrets.token_hex(4)
    _LOG.error("unexpected error %s at %s %s", sign, request.method, request.url.path, exc_info=fault)
    if request.url.path.startswith("/api/"):
        return as_json({"error": {"kind": "Unexpected", "message": f"a fault of the program; sign {sign}"}}, 500)
    return _as_page(request, 500, f"{Said(language_of(request))('broken_note')} {sign}")
