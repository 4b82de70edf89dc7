"""Verdicts on items, kept as corrections beside what the program found."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche.archive.corrections import Reviewer
from demarche.errors import SettingError
from demarche.show.page.asked import Asked, read
from demarche.show.page.sent import form_of, number_in

ACTIONS = ("confirm", "reject", "undo")
MOST = 10_000  # bytes of a verdict: an id, a token and a word


async def judge(request: Request) -> Response:
    """Keep a verdict and go back to the item; the form carries the token that only our own pages know."""
    return await run_in_threadpool(_kept, request, await form_of(request, MOST))


def _kept(request: Request, fields: dict[str, str]) -> Response:
    if request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: verdicts are given on the newest")
    asked: Asked = read(request, request.app.state.shelf)
    action, item = fields.get("do", ""), fields.get("item", "")
    if action not in ACTIONS:
        raise SettingError(f"a verdict is {', '.join(ACTIONS)}, and not {action[:40]!r}")
    report = asked.dossier.report(str(request.path_params["name"]))["report"]
    reviewer = Reviewer(asked.dossier.path, request.app.state.who)
    getattr(reviewer, action)(item, seen=number_in(fields.get("seen", "")))
    return RedirectResponse(f"/report/{report}#{item}", 303)
