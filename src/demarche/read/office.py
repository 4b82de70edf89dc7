"""Documents and books that are zip archives of XML: DOCX and EPUB. Runs in the child process."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from demarche.read.feeds import to_text
from demarche.read.header import is_date
from demarche.read.kinds import HIGHEST_RATIO, RATIO_COUNTS_FROM

# What all parts may have together once unpacked; the longest of 20 MB packed text would have 60 to 200.
_MOST = 100_000_000
# A document has some 20 parts, a book of news some 500.
_MOST_PARTS = 10_000
# Covers, title pages and lists of contents are shorter; the shortest of news items has some 300 characters.
_SHORTEST = 200
_CONTAINER = "META-INF/container.xml"


def docx(data: bytes, hint: str) -> dict[str, Any]:
    """Text and title of a Word document: its paragraphs and the cells of its tables, in their order."""
    from docx import Document
    from docx.table import Table

    if trouble := _trouble(data):
        return trouble
    document = Document(io.BytesIO(data))
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks += [" | ".join(dict.fromkeys(_line(cell.text) for cell in row.cells)) for row in block.rows]
        else:
            blocks.append(_line(block.text))
    text = "\n\n".join(block for block in blocks if block.strip(" |"))
    if not text:
        return {"trouble": "empty", "said": "is a document without text."}
    return {"text": text, "title": _line(document.core_properties.title or "") or None}


def epub(data: bytes, hint: str) -> dict[str, Any]:
    """Each chapter of a book, in reading order, as an item; covers and lists of contents are passed over."""
    if trouble := _trouble(data):
        return trouble
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "META-INF/encryption.xml" in archive.namelist() and b"EncryptedData" in archive.read(
            "META-INF/encryption.xml"
        ):
            return {"trouble": "damaged", "said": "it is locked against copying"}
        root = _xml(archive.read(_CONTAINER)).xpath("//*[local-name()='rootfile']/@full-path")
        package = _xml(archive.read(root[0]))
        places = _chapters(package, posixpath.dirname(root[0]))
        known = set(archive.namelist())
        items = [_chapter(place, archive.read(place)) for place in places if place in known]
    lost = sum(place not in known for place in places)
    return {
        "items": [item for item in items if len(item["text"]) >= _SHORTEST],
        "outlet": _said(package, "publisher") or _said(package, "title"),
        "published": (_said(package, "date") or "")[:10] if is_date((_said(package, "date") or "")[:10]) else None,
        "language": _language(_said(package, "language")),
        "problems": [["damaged", f"{lost} chapters that the book names are not in it"]] if lost else [],
    }


def _trouble(data: bytes) -> dict[str, Any] | None:
    """Why the archive is not opened: it would grow too much. Sizes that lie are cut off where they lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    large = [one for one in parts if one.file_size > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * one.compress_size)]
    if large or len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST:
        return {"trouble": "too_large"}
    return None


def _xml(data: bytes) -> Any:
    from lxml import etree

    # No entity is resolved, nothing is fetched, and depth and size stay within what libxml2 allows.
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    top = etree.fromstring(data, safe)
    if top is None:
        raise ValueError("no XML")
    return top


def _chapters(package: Any, folder: str) -> list[str]:
    places = {
        one.get("id"): posixpath.normpath(posixpath.join(folder, unquote(one.get("href") or "")))
        for one in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")
        if (one.get("media-type") or "") == "application/xhtml+xml" and "nav" not in (one.get("properties") or "")
    }
    order = package.xpath("//*[local-name()='spine']/*[local-name()='itemref']/@idref")
    return [places[one] for one in dict.fromkeys(order) if one in places]


def _chapter(place: str, data: bytes) -> dict[str, Any]:
    top = _xml(data)
    body = top.xpath("//*[local-name()='body']")
    heads = top.xpath("//*[local-name()='h1' or local-name()='h2' or local-name()='h3']")
    names = [_line("".join(one.itertext())) for one in [*heads, *top.xpath("//*[local-name()='title']")]]
    from lxml import etree

    text = to_text(etree.tostring(body[0], encoding="unicode", method="html", with_tail=False)) if body else ""
    title = next((name for name in names if name), None)
    return {"key": place, "title": title, "text": text, "published": None, "url": None}


def _said(package: Any, name: str) -> str | None:
    """What the package says under one of Dublin Core's names, the first where it says several."""
    found = package.xpath("//*[local-name()=$name]/text()", name=name)
    return _line(str(found[0])) or None if found else None


def _language(told: str | None) -> str | None:
    return told[:2].lower() if told and re.match(r"[A-Za-z]{2}([-_]|$)", told) else None


def _line(text: str) -> str:
    return " ".join(text.split())
