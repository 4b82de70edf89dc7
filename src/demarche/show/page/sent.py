"""What a browser or a program sends: a body of bounded length, a form with the token, a short number."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

from demarche.show.page.guard import is_token

# Versions of an archive have fewer digits; Python refuses to read numbers of very many.
DIGITS = 10


async def bytes_of(request: Request, most: int) -> bytes:
    """All that was sent.

    Raises:
        HTTPException: 413 where it is over ``most`` bytes; the rest is not taken in.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(413)
    return body


async def form_of(request: Request, most: int) -> dict[str, str]:
    """The last value of each field of a form; it carries the token that only our own pages know.

    Raises:
        HTTPException: 403 without the right token, 413 where it is over ``most`` bytes.
    """
    body = await bytes_of(request, most)
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    fields = {name: values[-1] for name, values in found.items()}
    if not is_token(fields.get("token", ""), request.app.state.token):
        raise HTTPException(403)
    return fields


def number_in(text: str) -> int | None:
    """The number that a text is, or None where it is no short one in plain digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else None
