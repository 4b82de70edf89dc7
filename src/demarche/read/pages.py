"""The report on a saved web page: its body, and what the page says of itself. Runs in the child process."""

from __future__ import annotations

import codecs
import re
from typing import Any

from demarche.read.decode import decode

# Where a page names its encoding: HTML asks for it in the first 1,024 bytes, but sites put scripts before it.
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 8192
# Pictures in the page itself, as browsers save a page in one file: megabytes that every pattern would run over.
_EMBEDDED = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%\s]{1000,}")


def take_apart(data: bytes, hint: str) -> dict[str, Any]:
    """Text, title, date, outlet, address and language of a page.

    Args:
        data: the page as it came.
        hint: the encoding that its server gave, or nothing.
    """
    from trafilatura import bare_extraction

    page, problems = to_text(data, hint)
    found = bare_extraction(_EMBEDDED.sub("data:,", page), with_metadata=True, include_comments=False)
    if found is None:
        return {"trouble": "empty", "said": "holds no report: no body of text was found on the page."}
    known = found if isinstance(found, dict) else found.as_dict()
    title, body = known.get("title"), (known.get("text") or "").strip()
    if not body:
        return {"trouble": "empty", "said": "holds no report: no body of text was found on the page."}
    return {
        "text": with_title(title, body),
        "title": title,
        "published": known.get("date"),
        "outlet": known.get("sitename"),
        "url": address(known.get("url")),
        "problems": problems,
    }


def to_text(data: bytes, hint: str) -> tuple[str, list[list[str]]]:
    """A page's bytes as text: by its mark, its server, its own word, else as any text file is."""
    named = _CHARSET.search(data[:_HEAD])
    for name in (hint, named[1].decode("ascii", "replace") if named else ""):
        try:
            # Browsers read what calls itself Latin-1 as Windows-1252, since that is what it mostly is.
            name = "cp1252" if name.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
            return data.decode(codecs.lookup(name).name), []
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    text, problems = decode(data, name="the page")
    return text, [[problem.kind, problem.message] for problem in problems]


def with_title(title: str | None, body: str) -> str:
    """The body with its headline above it, as readers saw it; once where the body holds it already."""
    paragraphs = "\n\n".join(line for line in body.split("\n") if line.strip())
    if not title or paragraphs.startswith(title):
        return paragraphs
    return f"{title}\n\n{paragraphs}"


def address(url: str | None) -> str | None:
    """An address that a browser may follow, else nothing: a page can call itself ``javascript:…``."""
    return url if url and re.match(r"https?://[^\s<>\"']+$", url) else None
