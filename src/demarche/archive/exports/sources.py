"""The sources of a dossier: BibTeX and CSL-JSON, an entry for each report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, text_columns
from demarche.archive.filters import Filter
from demarche.archive.versions import bibtex_text

FIELDS = {
    "key": "id of the report",
    "title": "its title",
    "publisher": "its outlet",
    "date": "ISO date, cut to the precision known",
    "url": "its address",
    "language": "ISO 639-1",
}


def write_bibtex(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """BibTeX: ``@misc`` entries, as news has no journal that styles agree on."""
    rows = archive.reports(filter).by("date").rows()
    out.write_text("\n\n".join(_entry(row) for row in rows) + "\n", encoding="utf-8")
    return [Written(out.name, len(rows), text_columns(FIELDS))]


def _entry(row: dict[str, Any]) -> str:
    year, _, rest = (row["published"] or "").partition("-")
    fields = {
        "title": row["title"] and "{" + bibtex_text(row["title"]) + "}",
        "publisher": row["outlet"] and bibtex_text(row["outlet"]),
        "year": year,
        "month": rest[:2],
        "date": row["published"],
        "url": row["url"] and row["url"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "langid": row["language"],
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{row['report']},\n" + ",\n".join(lines) + "\n}"


def write_csl(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """CSL-JSON, as Zotero and pandoc read it."""
    rows = archive.reports(filter).by("date").rows()
    data = [_csl(row) for row in rows]
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return [Written(out.name, len(data), text_columns(FIELDS))]


def _csl(row: dict[str, Any]) -> dict[str, Any]:
    parts = [int(part) for part in (row["published"] or "").split("-") if part.isdecimal()]
    found = {
        "id": row["report"],
        "type": "article-newspaper",
        "title": row["title"],
        "container-title": row["outlet"],
        "URL": row["url"],
        "language": row["language"],
        "issued": {"date-parts": [parts]} if parts else None,
    }
    return {name: value for name, value in found.items() if value}
