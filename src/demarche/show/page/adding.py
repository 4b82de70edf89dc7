"""Adding reports on the page: drop files or paste a text, see its record at once, then put it into the archive."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche import packs
from demarche.archive import Incoming, Writer
from demarche.archive.corrected import Shown
from demarche.archive.rows import content_hash
from demarche.errors import EmptyInput, SettingError, TooLarge
from demarche.read import Metadata, read_text
from demarche.records import KINDS, Record, spans_of
from demarche.show.page.asked import Asked, read
from demarche.show.page.desk import Looked, documents_in
from demarche.show.page.guard import is_token
from demarche.show.page.render import page
from demarche.show.page.reports import entry, marked
from demarche.show.page.titles import called

FILES = 50  # at once
MOST = 20_000_000  # bytes of all files together: what one may have
ABOUT = ("language", "published", "outlet", "title", "url")


def screen(request: Request, asked: Asked) -> Response:
    """The form."""
    return page(request, asked, "add", here="/add", known=packs.installed(), writable=_writable(request, asked))


def _writable(request: Request, asked: Asked) -> bool:
    return asked.at is None and not request.app.state.shelf.pinned


async def look(request: Request) -> Response:
    """Read and code what was given, keep it on the desk, and go to where it is shown."""
    if int(request.headers.get("content-length") or 0) > MOST + 100_000:
        raise HTTPException(413)
    async with request.form(max_files=FILES, max_fields=20, max_part_size=MOST) as form:
        if not is_token(str(form.get("token", "")), request.app.state.token):
            raise HTTPException(403)
        with tempfile.TemporaryDirectory(prefix="demarche-add-") as folder:
            names = await _kept(form, Path(folder))
            about = {name: str(form.get(name) or "").strip() or None for name in ABOUT}
            key = await run_in_threadpool(_coded, request, Path(folder) if names else None, str(form.get("text") or ""),
                                          about)  # fmt: skip
    return RedirectResponse(f"/add/{key}", 303)


async def _kept(form: FormData, folder: Path) -> list[str]:
    """Write the files that came into a folder, each under a plain name that keeps its ending."""
    names: list[str] = []
    size = 0
    for given in form.getlist("files"):
        if not isinstance(given, UploadFile) or not given.filename:
            continue
        data = await given.read()
        size += len(data)
        if size > MOST:
            raise TooLarge(f"what was given has over {MOST:,} bytes. Add it with `demarche add` (docs/commands.md).")
        plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in Path(given.filename).name)
        (folder / f"{len(names):02d}-{plain[-80:]}").write_bytes(data)
        names.append(given.filename)
    return names


def _coded(request: Request, folder: Path | None, text: str, about: dict[str, str | None]) -> str:
    desk = request.app.state.desk
    if folder is None:
        if not text.strip():
            raise EmptyInput("nothing was given: paste the text of a report, or choose files")
        document = read_text(text.replace("\r\n", "\n"), Metadata(**about), name="the text")
        return str(desk.put([desk.look("text", document)]))
    looks = [desk.look(name, document, trouble) for name, document, trouble in documents_in(folder, about)]
    if not looks:
        raise EmptyInput("the files hold no report")
    return str(desk.put(looks))


def shown(request: Request, asked: Asked, key: str, number: int) -> Response:
    """What was read: one report with its record, or the list of them."""
    looks: list[Looked] = request.app.state.desk.get(key)
    at = number if 0 <= number < len(looks) else 0
    one = looks[at] if len(looks) == 1 or "n" in request.query_params else None
    parts = preview(asked, one.record) if one and one.record else {"grouped": {}, "pieces": (), "head": None}
    return page(request, asked, "looked", here="/add", key=key, looks=looks, one=one, number=at,
                writable=_writable(request, asked), known=[_known(asked, look) for look in looks], **parts)  # fmt: skip


def preview(asked: Asked, record: Record) -> dict[str, object]:
    """A record that is not in the archive, in the parts that the page of a report has."""
    grouped = {
        kind: [entry(asked, kind, Shown(item.id, item, None))
               for item in sorted(getattr(record, kind), key=lambda item: spans_of(item)[0].start)]
        for kind in KINDS
    }  # fmt: skip
    return {
        "grouped": grouped,
        "pieces": marked(record, grouped),
        "head": replace(record.document, title=called(record.document.title, record.document.text)),
    }


def _known(asked: Asked, look: Looked) -> str:
    """The id of the report where the archive holds the very same."""
    if look.record is None:
        return ""
    rows = asked.dossier.internal("SELECT report FROM _reports WHERE content = ?", [content_hash(look.record.document)])
    return str(rows[0]["report"]) if rows else ""


async def keep(request: Request) -> Response:
    """Put what is on the desk into the archive, and go to it."""
    async with request.form(max_files=0, max_fields=5) as form:
        if not is_token(str(form.get("token", "")), request.app.state.token):
            raise HTTPException(403)
    return await run_in_threadpool(_put, request, str(request.path_params["name"]))


def _put(request: Request, key: str) -> Response:
    if request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: reports are added to the newest")
    looks = request.app.state.desk.get(key)
    asked = read(request, request.app.state.shelf)
    batch = [Incoming(look.record, f"page: {look.name}", lasting=False) for look in looks if look.record]
    Writer(asked.dossier.path).add(batch)
    request.app.state.desk.drop(key)
    newest = read(request, request.app.state.shelf)
    ids = [_known(newest, look) for look in looks if look.record]
    return RedirectResponse(f"/report/{ids[0]}" if len(ids) == 1 else "/reports", 303)
