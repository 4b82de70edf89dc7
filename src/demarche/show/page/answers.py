"""Answers kept as they went out: asked for the same of the same version, the server gives the same bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from demarche.show.page import asked as asking
from demarche.show.page.asked import Asked
from demarche.show.page.visits import BEFORE, remember

#: Addresses whose answer depends on more than the archive's version and the address.
_NOT_KEPT = ("/add",)
LARGEST = 2_000_000  # bytes: a larger answer is made anew
LONG = 0.3  # seconds: what took longer is kept on disk for the next start
MANY = 2000  # reports: of so many, screens without a filter too; a second language is quick only after the first


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    status: int
    media: str
    head: tuple[tuple[str, str], ...]


class _NotKept(Exception):
    """Carries an answer past the shelf."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


def kept_answer(request: Request, asked: Asked, make: Callable[[], Response]) -> Response:
    """What ``make`` gives, made once for a version, an address and a language; cookies are set anew each time."""
    if request.method != "GET" or request.url.path.startswith(_NOT_KEPT):
        return with_cookies(request, asked, make())
    try:
        found = asked.shelf.answers.get(_key(request, asked), lambda: _made(request, asked, make))
    except _NotKept as unkept:
        return with_cookies(request, asked, unkept.answer)
    answer = Response(found.body, found.status, dict(found.head), found.media)
    return with_cookies(request, asked, answer)


def _key(request: Request, asked: Asked) -> tuple[object, ...]:
    visit = request.cookies.get(BEFORE) if request.url.path.startswith("/changes") else None
    return ("answer", asked.dossier.version, request.url.path, request.url.query, asked.words.language, visit)


def _made(request: Request, asked: Asked, make: Callable[[], Response]) -> _Answer:
    """An answer of an earlier start of the server, else made now; what took long is kept for the next start."""
    savable = request.url.path == "/" or request.url.path.startswith("/analysis/")
    key = "\n".join(map(str, _key(request, asked)))
    if savable and (saved := asked.shelf.saved.get(asked.dossier, key)):
        return _Answer(saved[1], 200, saved[0], ())
    begun = time.perf_counter()
    made = _frozen(make())
    secret = request.app.state.token.encode() in made.body  # never on disk: it is this start's alone
    slow = time.perf_counter() - begun > LONG or (not request.url.query and asked.dossier.count("reports") >= MANY)
    if savable and slow and not secret and not made.head:
        asked.shelf.saved.put(asked.dossier, key, made.media, made.body)
    return made


def _frozen(answer: Response) -> _Answer:
    if isinstance(answer, FileResponse) or answer.status_code != 200 or len(answer.body) > LARGEST:
        raise _NotKept(answer)
    head = tuple((k, v) for k, v in answer.headers.items() if k == "content-disposition")
    return _Answer(bytes(answer.body), answer.status_code, answer.headers["content-type"], head)


def with_cookies(request: Request, asked: Asked, answer: Response) -> Response:
    """Note the language that was chosen, and the version that a page showed."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return answer
    if request.query_params.get(asking.COOKIE) == asked.words.language:
        answer.set_cookie(asking.COOKIE, asked.words.language, samesite="strict", httponly=True)
    if asked.at is None:
        remember(request, answer, asked.dossier.version)
    return answer
