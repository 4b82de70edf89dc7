"""A mail message as a report, and the messages of an mbox. Messages are taken apart in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

# A line longer than this is no line of mail (RFC 5322 has 998 bytes); it is read in pieces, in bounded memory.
_LINE = 65_536


def take_apart(data: bytes, hint: str) -> dict[str, Any]:
    """Body (plain before HTML), subject, date and sender of a message."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    title = _header(message, "subject")
    known = {"title": title, "published": _date(message), "outlet": _sender(message)}
    part = message.get_body(("plain", "html"))
    if part is None:
        return {"trouble": "empty", "said": "is a message without a text."}
    if part.get_content_type() == "text/html":
        from demarche.read import pages

        page = part.get_payload(decode=True)
        found = pages.take_apart(page if isinstance(page, bytes) else b"", str(part.get_content_charset() or ""))
        return found if "trouble" in found else found | {key: value for key, value in known.items() if value}
    body = str(part.get_content()).replace("\r\n", "\n").strip()
    if not body:
        return {"trouble": "empty", "said": "is a message without a text."}
    return known | {"text": f"{title}\n\n{body}" if title else body}


def messages(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """Each message of an mbox (RFC 4155); None for one of over ``most`` bytes.

    A message begins with a line "From " behind an empty line or at the start; ">From " in a body stands for "From ".
    """
    held: list[bytes] = []
    size, begun, blank, fresh = 0, False, True, True
    while line := stream.readline(_LINE):
        if fresh and blank and line.startswith(b"From "):
            if begun:
                yield b"".join(held) if size <= most else None
            held, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= most:
                held.append(re.sub(rb"^>(>*From )", rb"\1", line) if fresh else line)
        blank = fresh and not line.strip()
        fresh = line.endswith(b"\n")
    if begun:
        yield b"".join(held) if size <= most else None


def _header(message: Any, name: str) -> str | None:
    return " ".join(str(message.get(name) or "").split()) or None


def _date(message: Any) -> str | None:
    when = getattr(message.get("date"), "datetime", None)
    return when.date().isoformat() if when else None


def _sender(message: Any) -> str | None:
    senders = getattr(message.get("from"), "addresses", ())
    return (senders[0].display_name or senders[0].domain or None) if senders else None
