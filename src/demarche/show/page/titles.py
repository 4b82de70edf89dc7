"""What a report is called where it has no title: by the first words of its text."""

from __future__ import annotations

from typing import Any

from demarche.read.header import header_of
from demarche.show.page.asked import Asked

LONGEST = 70  # characters: a line of a list
_READ = 400  # characters of a text that are looked at


def begins(text: str) -> int:
    """Where the report begins behind a line with a date and the like, which says nothing of what is told."""
    _, header = header_of(text[:_READ])
    return max((piece.end for piece in header), default=0)


def called(title: str | None, text: str) -> str:
    """The title, else the first line of the text that says something, cut between words; empty for neither."""
    if title and title.strip():
        return title
    begun = text[begins(text) : _READ]
    line = next((one.strip() for one in begun.splitlines() if any(c.isalnum() for c in one)), "")
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rpartition(" ")[0].rstrip(",;:–- ") + " …" if " " in line[:LONGEST] else line[:LONGEST] + "…"


def entitle(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of reports, those without a title with one made of their first words."""
    bare = [row["report"] for row in rows if not (row.get("title") or "").strip()]
    if bare:
        query = f"SELECT report, left(text, {_READ}) AS text FROM _reports WHERE report IN (SELECT unnest(?))"
        texts = {row["report"]: row["text"] for row in asked.dossier.internal(query, [bare])}
        for row in rows:
            if row["report"] in texts:
                row["title"] = called(None, texts[row["report"]])
    return rows
