"""What a feed (RSS, Atom) tells of each of its items. Runs in the child process.

The parser resolves no entity but the five of XML and those of HTML, and fetches nothing.
"""

from __future__ import annotations

import io
import re
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from demarche.read.header import is_date
from demarche.read.pages import address

# Feeds have 10 to 100 items, an archive of a blog some thousand.
MOST_ITEMS = 10_000
# How a feed begins, behind its declaration, comments and a style sheet.
_ROOT = re.compile(rb"<(rss|(\w+:)?RDF|(\w+:)?feed)[\s>]", re.IGNORECASE)
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr", "figure"}
)
# Characters that no XML may hold, and that the parser of HTML refuses.
_PLAIN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe"})


def is_feed(data: bytes) -> bool:
    """Whether the first bytes are those of a feed."""
    return _ROOT.search(data[:2048].replace(b"\x00", b"")) is not None


def take_apart(data: bytes, hint: str) -> dict[str, Any]:
    """The feed's name and language, and each item's ``key``, ``title``, ``text``, ``published`` and ``url``.

    Args:
        data: the feed as it came.
        hint: its own address, for items that name theirs in relation to it, or nothing.
    """
    import feedparser

    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    items = [_item(entry, hint) for entry in found.entries[:MOST_ITEMS]]
    if not items and (found.bozo or not found.version):
        said = str(found.get("bozo_exception") or "it has no items").splitlines()[0][:200]
        return {"trouble": "damaged", "said": said}
    problems = [["feed", "the feed is no sound XML; what could be made out was read"]] if found.bozo else []
    if len(found.entries) > MOST_ITEMS:
        problems.append(["long", f"only the first {MOST_ITEMS:,} of {len(found.entries):,} items were read"])
    name, language = found.feed.get("title"), str(found.feed.get("language") or "")
    return {
        "items": items,
        "outlet": " ".join(to_text(name).split()) or None if name else None,
        "language": language[:2].lower() if re.match(r"[A-Za-z]{2}(-|_|$)", language) else None,
        "problems": problems,
    }


def _item(entry: Any, base: str) -> dict[str, Any]:
    contents = [str(one.get("value") or "") for one in entry.get("content", ())]
    body = to_text(max([*contents, str(entry.get("summary") or "")], key=len))
    title = " ".join(to_text(str(entry.get("title") or "")).split())
    link = str(entry.get("link") or "").strip()
    url = address(_joined(base, link)) if link else None
    return {
        "key": str(entry.get("id") or url or f"{title}\n{body[:200]}"),
        "title": title or None,
        "text": f"{title}\n\n{body}".strip() if not body.startswith(title) else body,
        "published": _day(entry),
        "url": url,
    }


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _day(entry: Any) -> str | None:
    """The day as the item itself names it: of its own place, not turned into that of Greenwich."""
    told = str(entry.get("published") or entry.get("updated") or "").strip()
    if is_date(told[:10]):
        return told[:10]
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        return "{:04d}-{:02d}-{:02d}".format(*parsed[:3]) if parsed else None


def to_text(markup: str) -> str:
    """The text of a piece of HTML: a paragraph for each of its blocks, two line ends between them."""
    from lxml import html

    if "<" not in markup and "&" not in markup:
        return _paragraphs(markup)
    try:
        top = html.fromstring(f"<div>{_PLAIN.sub(' ', markup)}</div>")
    except (ValueError, html.etree.LxmlError):
        return ""
    pieces: list[str] = []
    silent = 0
    for event, node in html.etree.iterwalk(top, events=("start", "end", "comment", "pi")):
        hidden = event in {"comment", "pi"} or node.tag in _SILENT
        if event == "start":
            silent += hidden
            pieces += ["\n" if node.tag in _BLOCKS else "", "" if silent else node.text or ""]
        else:
            silent -= hidden and event == "end"
            pieces += ["\n" if node.tag in _BLOCKS else "", "" if silent else node.tail or ""]
    return _paragraphs("".join(pieces))


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)
