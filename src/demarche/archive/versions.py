"""Versions of an archive: how to cite one, and what changed from one to another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import demarche
from demarche.archive.door import Archive
from demarche.archive.shapes import ITEMS
from demarche.errors import SettingError

STYLES = ("text", "bibtex", "csl")
#: Digits of the fingerprint that a citation gives: 64 bits, enough to tell any two archives apart by eye and by grep.
SHORT = 16


def made(archive: Archive) -> datetime:
    """When the archive's version was made (UTC)."""
    return datetime.fromtimestamp(archive.history()[-1]["when"] / 1000, UTC)


def cite(archive: Archive, style: str = "text", *, title: str | None = None) -> str:
    """A citation of this very version: name, version, what it holds, fingerprint, date. ``style``: text, bibtex or csl.

    Raises:
        SettingError: for any other style.
    """
    if style not in STYLES:
        raise SettingError(f"a citation can't be had as {style!r}; it can be {', '.join(STYLES)}")
    day = made(archive)
    name = title or archive.path.resolve().name
    size = archive.count("reports")
    about = (
        f"Dossier of {size} {'report' if size == 1 else 'reports'}, coded by demarche {demarche.__version__}; "
        f"fingerprint {archive.fingerprint[:SHORT]}"
    )
    if style == "csl":
        return json.dumps([_csl(archive, name, about, day)], ensure_ascii=False, indent=1)
    if style == "bibtex":
        return _bibtex(archive, name, about, day)
    return f"{name}, version {archive.version} ({day:%Y-%m-%d}). {about}."


def _csl(archive: Archive, name: str, about: str, day: datetime) -> dict[str, Any]:
    return {
        "id": f"{name}-{archive.version}",
        "type": "dataset",
        "title": name,
        "version": str(archive.version),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "note": about,
    }


def _bibtex(archive: Archive, name: str, about: str, day: datetime) -> str:
    key = "".join(c for c in name if c.isascii() and c.isalnum()) or "dossier"
    fields = {
        "title": name,
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "version": str(archive.version),
        "note": about,
    }
    lines = ",\n".join(f"  {field} = {{{bibtex_text(value)}}}" for field, value in fields.items())
    return f"@misc{{{key}{archive.version},\n{lines}\n}}"


def bibtex_text(text: str) -> str:
    """Text as BibTeX has it: what TeX would take as a command is masked."""
    masks = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    masks |= {c: f"\\{c}" for c in "#$%&_"}
    return "".join(masks.get(c, c) for c in " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``what`` is new, changed, recoded or gone, of ``table`` and ``id``; ``line`` shows it."""

    what: str
    table: str
    id: str
    report: str
    line: str


def diff(old: Archive, new: Archive) -> list[Change]:
    """What changed from ``old`` to ``new`` (two versions of an archive, or two archives): reports, items, corrections.

    Items are compared as a user sees them, corrections included. Only reports that differ are looked at.
    """
    before, after = _reports(old), _reports(new)
    changes = [_report_change(before.get(r), after.get(r)) for r in sorted(before.keys() | after.keys())]
    found = [change for change in changes if change]
    corrections = _ids(old, new)
    found += [Change(*row) for row in corrections]
    touched = sorted({c.report for c in found})
    for table in ITEMS:
        found += _items(table, old, new, touched)
    return found


def _reports(archive: Archive) -> dict[str, dict[str, Any]]:
    query = (
        "SELECT report, title, outlet, published, content, concat_ws('|', revision, coding, batch) AS state "
        "FROM _reports"
    )
    return {row["report"]: row for row in archive.internal(query)}


def _report_change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change | None:
    row = new or old
    assert row is not None
    line = " · ".join(str(row[name]) for name in ("title", "outlet", "published") if row[name]) or "(no title)"
    if old and new:
        if old["state"] == new["state"]:
            return None
        what = "recoded" if old["content"] == new["content"] else "changed"
    else:
        what = "new" if new else "gone"
    return Change(what, "reports", row["report"], row["report"], line)


def _ids(old: Archive, new: Archive) -> list[tuple[str, str, str, str, str]]:
    query = "SELECT id, report, kind, target, action, who FROM _corrections ORDER BY made, id"
    before = {row["id"] for row in old.internal(query)}
    rows = new.internal(query)
    kept = {row["id"] for row in rows}
    lines = [row | {"what": "new"} for row in rows if row["id"] not in before]
    lines += [row | {"what": "gone"} for row in old.internal(query) if row["id"] not in kept]
    return [
        (r["what"], "corrections", r["id"], r["report"], f"{r['action']} {r['kind']} {r['target']} by {r['who']}")
        for r in lines
    ]


def _items(table: str, old: Archive, new: Archive, reports: list[str]) -> list[Change]:
    if not reports:
        return []
    before = {row["id"]: row for row in old.select(table, report=reports)}
    after = {row["id"]: row for row in new.select(table, report=reports)}
    found = []
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        fields = _differing(was, now) if was and now else []
        if was and now and not fields:
            continue
        row = now or was
        assert row is not None
        what = "changed" if was and now else "new" if now else "gone"
        detail = f"{', '.join(fields)}: " if fields else ""
        found.append(Change(what, table, name, row["report"], detail + line_of(table, row)))
    return found


def _differing(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Names of the fields whose value is another; places and inner ids move with the text and count for nothing."""
    moving = {"item", "start_char", "end_char", "words", "confidence", "checked_at"}
    return [name for name in now if name not in moving and now[name] != was[name]]


def line_of(table: str, row: dict[str, Any]) -> str:
    """One item in a line of codes and words."""
    names = {
        "events": ("type", "mode", "actors", "recipients"),
        "statements": ("speaker", "speaks_for"),
        "positions": ("party", "stance", "topic", "object"),
        "commitments": ("bound", "deadline"),
        "conditions": ("by", "kind"),
        "forces": ("party", "what", "low", "high"),
    }[table]
    said = [", ".join(row[n]) if isinstance(row[n], list) else str(row[n]) for n in names if row[n] not in (None, [])]
    return f"{' '.join(said)} “{row['quote']}”"
