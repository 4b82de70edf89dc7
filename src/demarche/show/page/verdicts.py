"""Verdicts on items, kept as corrections beside what the program found."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demarche.archive.corrections import Reviewer
from demarche.errors import SettingError
from demarche.show.page.asked import Asked, read
from demarche.show.page.guard import is_token

ACTIONS = ("confirm", "reject", "undo")
MOST = 10_000  # bytes of a verdict: an id, a token and a word


async def judge(request: Request) -> Response:
    """Keep a verdict and go back to the item; the form carries the token that only our own pages know."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise HTTPException(413)
    fields = {key: values[-1] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if not is_token(fields.get("token", ""), request.app.state.token):
        raise HTTPException(403)
    return await run_in_threadpool(_kept, request, fields)


def _kept(request: Request, fields: dict[str, str]) -> Response:
    if request.app.state.shelf.pinned:
        raise SettingError("this is an older version of the archive: verdicts are given on the newest")
    asked: Asked = read(request, request.app.state.shelf)
    action, item = fields.get("do", ""), fields.get("item", "")
    if action not in ACTIONS:
        raise SettingError(f"a verdict is {', '.join(ACTIONS)}, and not {action[:40]!r}")
    report = asked.dossier.report(str(request.path_params["name"]))["report"]
    seen = fields.get("seen", "")
    reviewer = Reviewer(asked.dossier.path, request.app.state.who)
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
    getattr(reviewer, action)(item, seen=number)
    return RedirectResponse(f"/report/{report}#{item}", 303)
