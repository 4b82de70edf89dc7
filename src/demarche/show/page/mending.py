"""Change the fields of an item, or add one that was missed, by selecting its words in the text."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche.archive.corrections import Reviewer
from demarche.errors import NoSuchItem, SettingError
from demarche.records import KINDS, Record
from demarche.records_json import from_json, to_json
from demarche.show.page.asked import Asked, read
from demarche.show.page.fields import Field, fields_of, given_by
from demarche.show.page.render import page
from demarche.show.page.sent import form_of, number_in
from demarche.show.page.titles import called

MOST = 100_000  # bytes of a form: fields and words
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")  # a word, or one sign of punctuation


def change_screen(request: Request, asked: Asked, report: str, item: str) -> Response:
    """The form with an item's fields as they stand.

    Raises:
        NoSuchItem: where the report holds none of that id.
    """
    head = asked.dossier.report(report)
    record = from_json(json.loads(head["record"]), text=head["text"])
    kind, data = standing(asked, report, record, item)
    return _form(request, asked, head, kind=kind, item=item, fields=fields_of(kind, data))


def missed_screen(request: Request, asked: Asked, report: str) -> Response:
    """The form for an item that was missed; ``?kind=`` says of which kind."""
    kind = request.query_params.get("kind", "events")
    if kind not in KINDS:
        raise HTTPException(404)
    return _form(request, asked, asked.dossier.report(report), kind=kind, item="", fields=fields_of(kind, {}))


def _form(
    request: Request, asked: Asked, head: dict[str, Any], *, kind: str, item: str, fields: list[Field]
) -> Response:
    if asked.at is not None or request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: items are changed in the newest")
    head["title"] = called(head["title"], head["text"])
    return page(
        request, asked, "mend", here="/reports", head=head, kind=kind, item=item, fields=fields, kinds=KINDS,
        words_of_text=list(words_of(head["text"])),
    )  # fmt: skip


def words_of(text: str) -> list[tuple[str, int, int, str]]:
    """The text in words: each with its start and end in code points, and the white space behind it."""
    found = list(_WORD.finditer(text))
    ends = [word.start() for word in found[1:]] + [len(text)]
    return [
        (word.group(), word.start(), word.end(), text[word.end() : end]) for word, end in zip(found, ends, strict=True)
    ]


def standing(asked: Asked, report: str, record: Record, item: str) -> tuple[str, dict[str, Any]]:
    """Kind and fields (the codebook's JSON) of an item as it stands.

    Raises:
        NoSuchItem: where the report holds none of that id.
    """
    for kind in KINDS:
        for one in asked.dossier.overlay.items(report, record, kind):
            if one.id == item:
                alone = Record(record.document, **{kind: (one.item,)})  # type: ignore[arg-type]
                return kind, to_json(alone, full=True)[kind][0]
    raise NoSuchItem(f"{asked.dossier.path}@{asked.dossier.version} holds no item {item!r} in report {report!r}")


async def mend(request: Request) -> Response:
    """Keep a change or a missed item, and go to it in its report."""
    return await run_in_threadpool(_kept, request, await form_of(request, MOST))


def _kept(request: Request, sent: dict[str, str]) -> Response:
    if request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: items are changed in the newest")
    asked = read(request, request.app.state.shelf)
    head = asked.dossier.report(str(request.path_params["name"]))
    report = head["report"]
    reviewer = Reviewer(asked.dossier.path, request.app.state.who)
    item, why = sent.get("item", ""), sent.get("why", "").strip()
    if item:
        record = from_json(json.loads(head["record"]), text=head["text"])
        kind, data = standing(asked, report, record, item)
        fields = {key: value for key, value in given_by(kind, sent, data).items() if data.get(key) != value}
        reviewer.change(item, fields, why, seen=number_in(sent.get("seen", "")))
        return RedirectResponse(f"/report/{report}#{item}", 303)
    kind = sent.get("kind", "")
    if kind not in KINDS:
        raise SettingError(f"no kind of item is called {kind[:40]!r}; there are {', '.join(KINDS)}")
    reviewer.add(report, kind, given_by(kind, sent, {}), why)
    newest = read(request, request.app.state.shelf).dossier
    added = [s.row["target"] for s in newest.overlay.standing if s.row["report"] == report and s.row["action"] == "add"]
    return RedirectResponse(f"/report/{report}" + (f"#{added[-1]}" if added else ""), 303)
