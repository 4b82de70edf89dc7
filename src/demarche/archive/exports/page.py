"""A dossier as one HTML file: readable in any browser, without network or scripts, and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, party_name, text_columns
from demarche.archive.filters import Filter
from demarche.archive.versions import cite

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid #999}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;"
    "border-bottom:1px solid #ddd}th{font-weight:600}q{quotes:'“' '”';color:#333}.against{color:#a0261b}"
    ".for{color:#1d6b34}.dim{color:#595959}nav a{margin-right:1rem}bdi{unicode-bidi:isolate}"
    "@media print{nav{display:none}body{margin:0;max-width:none}a{color:inherit}}"
    "@media (prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}q{color:#ccc}.dim{color:#a8a8a8}"
    "a{color:#8ab4f8}.against{color:#f2958c}.for{color:#8fd19e}th,td,tr{border-color:#444}}"
    "h1,p,td,li{overflow-wrap:break-word}nav{display:flex;flex-wrap:wrap}"
    # A row of a narrow window is read downwards, each cell under the name of its column.
    "@media (max-width:44rem){thead{display:none}table,tbody,tr,td{display:block}td:empty{display:none}"
    "h1,p,td,li{overflow-wrap:anywhere}td{border:0;padding:.1rem 0}tr{border-bottom:1px solid #ddd;padding:.6rem 0}"
    "td::before{content:attr(data-of) ': ';font-weight:600}}"
)
AGAINST = ("reject", "oppose")
FIELDS = {
    "Positions": "issue by party: stance, and the quotation behind it",
    "Events": "by date: type, parties, whether it is a claim, quotation, report",
    "Statements": "by date: speaker, party, the words, report",
    "Commitments, conditions, forces": "with their quotations",
    "Sources": "the reports, numbered as they are cited above",
}


def write_html(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """The dossier: positions, events, statements, commitments, conditions, forces, sources. No full texts."""
    reports = archive.reports(filter).by("date").rows()
    numbers = {row["report"]: n for n, row in enumerate(reports, start=1)}
    parts: list[str] = []
    counted = 0
    for title, table, draw in _SECTIONS:
        rows = archive.select(table, filter).by("date").rows()
        counted += len(rows)
        # A report that the filter on reports leaves out may still be the source of an item: it gets a number too.
        for row in rows:
            numbers.setdefault(row["report"], len(numbers) + 1)
        parts.append(f'<h2 id="{table}">{title} <span class="dim">{len(rows):,}</span></h2>')
        parts += draw(rows, numbers) if rows else ['<p class="dim">None.</p>']
    parts += _sources(archive, numbers)
    out.write_text(_page(archive, parts), encoding="utf-8")
    return [
        Written(out.name, counted, text_columns(FIELDS), ("quotations only: the reports' full texts are not in it",))
    ]


def _page(archive: Archive, parts: Iterable[str]) -> str:
    name = escape(archive.path.resolve().name)
    links = "".join(f'<a href="#{table}">{title}</a>' for title, table, _ in _SECTIONS)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{name}</title><style>{STYLE}</style></head><body>"
        f'<h1>{name}</h1><p class="dim">{escape(cite(archive))}</p>'
        f'<nav>{links}<a href="#sources">Sources</a></nav>\n' + "\n".join(parts) + "\n</body></html>\n"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = [escape(name) for name in head]
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr></thead><tbody>"
    for row in rows:
        cells = zip(names, row, strict=True)
        yield "<tr>" + "".join(f'<td data-of="{name}">{cell}</td>' for name, cell in cells) + "</tr>"
    yield "</tbody></table>"


def _text(value: Any) -> str:
    return f"<bdi>{escape(str(value))}</bdi>" if value not in (None, "", []) else ""


def _parties(codes: Iterable[str]) -> str:
    return _text(", ".join(_party(code) for code in codes))


def _party(code: str) -> str:
    part = code.partition("/")[2]
    return party_name(code) + (f" ({part})" if part else "")


def _quote(row: dict[str, Any], numbers: dict[str, int]) -> str:
    verdict = (
        f' <span class="dim">{escape(row["verdict"])} by {escape(row["checked_by"])}</span>' if row["verdict"] else ""
    )
    n = numbers[row["report"]]
    return f'<q><bdi>{escape(row["quote"])}</bdi></q> <a href="#r{n}">[{n}]</a>{verdict}'


def _positions(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    ordered = sorted(rows, key=lambda r: (r["topic"], r["object"] or "", r["party"], str(r["date"])))
    yield from _table(
        ("Issue", "Party", "Stance", "Words"),
        (
            (
                _text(r["topic"].replace("-", " ")) + (f" ({_text(_party(r['object']))})" if r["object"] else ""),
                _text(_party(r["party"])),
                f'<span class="{"against" if r["stance"] in AGAINST else "for"}">{escape(r["stance"])}</span>',
                _quote(r, numbers),
            )
            for r in ordered
        ),
    )


def _events(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    yield from _table(
        ("Date", "Event", "Who", "Whom", "Said by", "Words"),
        (
            (
                _text(r["happened"] or r["date"]),
                _text(_deed(r)),
                _parties(r["actors"]),
                _parties(r["recipients"]),
                _parties([r["claimed_by"]] if r["claimed_by"] else []),
                _quote(r, numbers),
            )
            for r in rows
        ),
    )


def _deed(row: dict[str, Any]) -> str:
    """PLOVER's type and mode in plain letters: "accuse (allege), future"."""
    mode = f" ({row['mode'].replace('-', ' ')})" if row["mode"] else ""
    status = f", {row['status']}" if row["status"] != "actual" else ""
    return f"{row['type'].lower()}{mode}{status}"


def _statements(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    cells = ((_text(r["date"]), _text(r["speaker"]), _parties(r["speaks_for"]), _quote(r, numbers)) for r in rows)
    yield from _table(("Date", "Speaker", "For", "Words"), cells)


def _commitments(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    cells = ((_parties(r["bound"]), _text(r["action"]), _text(r["deadline"]), _quote(r, numbers)) for r in rows)
    yield from _table(("Who", "Will do", "By", "Words"), cells)


def _conditions(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    cells = ((_parties(r["by"]), _text(r["kind"]), _quote(r, numbers)) for r in rows)
    yield from _table(("By", "Kind", "Words"), cells)


def _forces(rows: list[dict[str, Any]], numbers: dict[str, int]) -> Iterator[str]:
    cells = (
        (
            _parties([r["party"]] if r["party"] else []),
            _text(r["what"]),
            _text(f"{r['low']:,}" if r["low"] == r["high"] else f"{r['low']:,} to {r['high']:,}"),
            _parties([r["claimed_by"]] if r["claimed_by"] else []),
            _quote(r, numbers),
        )
        for r in rows
    )
    yield from _table(("Whose", "What", "Number", "Said by", "Words"), cells)


def _sources(archive: Archive, numbers: dict[str, int]) -> Iterator[str]:
    yield '<h2 id="sources">Sources</h2><ol>'
    heads = {row["report"]: row for row in archive.reports().arrow(_HEAD).to_pylist()}
    for report, n in sorted(numbers.items(), key=lambda pair: pair[1]):
        row = heads.get(report, {})
        title = _text(row.get("title") or report)
        if link(row.get("url")):
            title = f'<a href="{escape(row["url"])}" rel="noreferrer">{title}</a>'
        head = " · ".join(filter(None, (_text(row.get("outlet")), _text(row.get("published")))))
        yield f'<li id="r{n}" value="{n}">{title} <span class="dim">{head}</span></li>'
    yield "</ol>"


_HEAD = ("report", "title", "outlet", "published", "url")


def link(url: str | None) -> bool:
    """Whether an address may be a link: of the web and nothing else."""
    try:
        return bool(url) and urlsplit(str(url)).scheme in ("http", "https")
    except ValueError:
        return False


_SECTIONS = (
    ("Positions", "positions", _positions),
    ("Events", "events", _events),
    ("Statements", "statements", _statements),
    ("Commitments", "commitments", _commitments),
    ("Conditions", "conditions", _conditions),
    ("Forces", "forces", _forces),
)
