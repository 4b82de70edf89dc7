"""The reader's last visit, kept in the browser alone: two cookies with numbers of versions.

``seen`` is the version that was on the screen last, for a year; ``before`` is what ``seen`` was when this session of
the browser began, and goes with it. What changed since the last visit is what came after ``before``.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from demarche.show.page.sent import number_in

SEEN, BEFORE = "seen", "before"
_YEAR = 365 * 24 * 3600  # seconds


def remember(request: Request, answer: Response, version: int) -> None:
    """Note the version that this answer shows."""
    seen = request.cookies.get(SEEN)
    if request.cookies.get(BEFORE) is None:
        known = seen if seen and number_in(seen) is not None else str(version)
        answer.set_cookie(BEFORE, known, samesite="strict", httponly=True)
    if seen != str(version):
        answer.set_cookie(SEEN, str(version), max_age=_YEAR, samesite="strict", httponly=True)
