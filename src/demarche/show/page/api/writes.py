"""What programs send: a text to code, reports to add, verdicts. All but coding need the token of this start."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.archive import Incoming, Writer
from demarche.archive.corrections import Reviewer
from demarche.archive.rows import content_hash
from demarche.errors import SettingError
from demarche.read import Metadata
from demarche.read import read_text as as_document
from demarche.records import Record
from demarche.records_json import to_json
from demarche.show.page.asked import read
from demarche.show.page.guard import is_token
from demarche.show.page.render import as_json
from demarche.show.page.sent import bytes_of

MOST = 12_000_000  # bytes of a request: a text of the longest kind, each sign as an escape of JSON
ABOUT = ("language", "published", "outlet", "title", "url")
Json = dict[str, Any]


async def read_text(request: Request) -> Response:
    """Code a text and answer with its record; nothing is kept."""
    sent = await body_of(request)
    return await run_in_threadpool(lambda: as_json(to_json(_coded(request, sent), full=True)))


async def add(request: Request) -> Response:
    """Code a text and put it into the archive."""
    sent = await body_of(request, token=True)
    return await run_in_threadpool(_added, request, sent)


async def judge(request: Request) -> Response:
    """Keep a verdict on an item."""
    sent = await body_of(request, token=True)
    return await run_in_threadpool(_judged, request, sent)


async def add_item(request: Request) -> Response:
    """Keep an item that was missed."""
    sent = await body_of(request, token=True)
    return await run_in_threadpool(_missed, request, sent)


async def body_of(request: Request, *, token: bool = False) -> Json:
    """The JSON object that was sent.

    Raises:
        SettingError: where it is none.
        HTTPException: 401 without the right token, 413 where it is too long, 415 where it is not called JSON.
    """
    if token:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not is_token(given.strip(), request.app.state.token):
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415)
    body = await bytes_of(request, MOST)
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
        # Halves of a character that JSON can write and no table can hold become a question mark.
        found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as fault:
        raise SettingError(f"what was sent is no JSON: {str(fault)[:100]}") from fault
    if not isinstance(found, dict):
        raise SettingError("what was sent is JSON, but no object with names and values")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _text(sent: Json, name: str) -> str | None:
    value = sent.get(name)
    if value is not None and not isinstance(value, str):
        raise SettingError(f"{name} is a text, and not {str(value)[:40]!r}")
    return value


def _known(sent: Json, *names: str) -> None:
    unknown = sorted(set(sent) - set(names))
    if unknown:
        raise SettingError(f"there is no field {unknown[0][:40]!r} here; there are {', '.join(names)}")


def _coded(request: Request, sent: Json) -> Record:
    _known(sent, "text", *ABOUT)
    text = _text(sent, "text")
    if text is None:
        raise SettingError("the field text is missing: the report's words")
    about = {name: (_text(sent, name) or "").strip() or None for name in ABOUT}
    if about["language"] is not None:
        about["language"] = about["language"].lower()
    record: Record = request.app.state.desk.code(as_document(text, Metadata(**about), name="the text"))
    return record


def _writable(request: Request) -> None:
    if request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: it is written to at its newest")


def _added(request: Request, sent: Json) -> Response:
    _writable(request)
    record = _coded(request, sent)
    place = read(request, request.app.state.shelf).dossier.path
    done = Writer(place).add([Incoming(record, "api", lasting=False)])
    newest = request.app.state.shelf.get(None)
    found = newest.internal("SELECT report FROM _reports WHERE content = ?", [content_hash(record.document)])
    return as_json({"version": done.version, "new": bool(done.new or done.changed), "report": found[0]["report"]}, 201)


def _reviewer(request: Request) -> Reviewer:
    _writable(request)
    return Reviewer(read(request, request.app.state.shelf).dossier.path, request.app.state.who)


def _judged(request: Request, sent: Json) -> Response:
    _known(sent, "do", "fields", "why", "seen")
    reviewer, item = _reviewer(request), str(request.path_params["item"])
    do, why, seen, fields = sent.get("do"), _text(sent, "why") or "", sent.get("seen"), sent.get("fields", {})
    if seen is not None and (not isinstance(seen, int) or isinstance(seen, bool) or not 0 <= seen < 10**9):
        raise SettingError("seen is a version of the archive, a whole number")
    if do == "change":
        if not isinstance(fields, dict):
            raise SettingError("fields are an object: names of the codebook and their values")
        correction = reviewer.change(item, fields, why, seen=seen)
    elif do in ("confirm", "reject", "undo"):
        correction = getattr(reviewer, do)(item, why, seen=seen)
    else:
        raise SettingError(f"do is confirm, reject, change or undo, and not {str(do)[:40]!r}")
    return as_json({"version": request.app.state.shelf.get(None).version, "item": item, "correction": correction}, 201)


def _missed(request: Request, sent: Json) -> Response:
    _known(sent, "kind", "item", "why")
    reviewer, kind, item = _reviewer(request), _text(sent, "kind") or "", sent.get("item")
    if not isinstance(item, dict):
        raise SettingError("item is an object: its fields by the codebook")
    correction = reviewer.add(str(request.path_params["report"]), kind, item, _text(sent, "why") or "")
    newest = request.app.state.shelf.get(None)
    added = [s.row["target"] for s in newest.overlay.standing if s.row["id"] == correction]
    return as_json({"version": newest.version, "item": added[0] if added else None, "correction": correction}, 201)
