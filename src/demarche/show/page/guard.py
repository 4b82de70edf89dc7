"""What stands before every page: who may ask, and what the browser may do with the answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names that a browser on this machine may give for it. Any other is a foreign page in disguise (DNS rebinding).
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
#: Only what the server itself sends: no inline script or style, no evaluation, no other host, no frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Nothing to other hosts; with no-referrer a browser would send the Origin of our own forms as "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_READING = ("GET", "HEAD")
_TOKEN_BYTES = 32  # 256 bits: twice what can't be guessed


def new_token() -> str:
    """A token that no other page can know; a new one for each start of the server."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def is_token(given: str, token: str) -> bool:
    """Whether the token is the right one, compared in constant time."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


@dataclass(frozen=True)
class Guard:
    """Refuses a wrong Host and what another site sends; puts the headers of safety on every answer."""

    app: ASGIApp
    hosts: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(str(scope["method"]), Headers(scope=scope))
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        name = host_name(headers.get("host", ""))
        if name not in {*OWN_NAMES, *self.hosts}:
            return "This server answers only to the names of this machine."
        if method not in _READING:
            site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin")
            foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
            if site not in ("same-origin", "none") or foreign:
                return "Another site can't write here."
        return ""


def host_name(host: str) -> str:
    """The name of a Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()
