"""Search over texts and quotations, accents and capitals ignored."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.archive import Filter
from demarche.archive.word_index import WordIndex
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.lines import item_of, line_of, type_of
from demarche.show.page.render import as_json, page
from demarche.show.page.titles import begins, called

MOST = 50  # of reports, and of each kind of item
CANDIDATES = 2000  # that a filter is held against
SECONDS = 2.0  # a question ends after that
AROUND = 120  # characters shown on each side of what was found
#: Columns that say who an item is about.
_HEAD = {"statements": ("speaker", "speaks_for"), "events": ("actors", "recipients", "type"),
         "positions": ("party", "stance", "topic", "object"), "commitments": ("bound",), "conditions": ("by", "kind"),
         "forces": ("party", "what", "low", "high", "approximate")}  # fmt: skip
#: A row without words, dates and places: a head needs none.
_BLANK: dict[str, Any] = {"start_char": 0, "end_char": 0} | dict.fromkeys(
    ("mode", "via", "status", "claimed_by", "happened", "weekday", "place", "deadline", "towards", "words")
)


def found(asked: Asked, wanted: str) -> dict[str, list[dict[str, Any]]]:
    """Reports and items that hold the words and pass the filter, newest first, at most :data:`MOST` of each kind."""
    if not folded(wanted):
        return {}
    index = asked.shelf.finder.at(asked.dossier)
    answer = _read(asked, wanted) if index is None else _looked_up(asked, index, wanted)
    for row in answer["reports"]:
        text = row.pop("text")
        row["title"], row["quote"] = called(row["title"], text), around(text[begins(text) :], wanted)
    return {kind: rows for kind, rows in answer.items() if rows}


def _looked_up(asked: Asked, index: WordIndex, wanted: str) -> dict[str, list[dict[str, Any]]]:
    """From the index: with a filter, the newest :data:`CANDIDATES` that hold the words are held against it."""
    most = CANDIDATES if asked.filter else MOST
    answer = {"reports": index.reports(wanted, most), **{kind: index.items(kind, wanted, most) for kind in KINDS}}
    if asked.filter:
        for kind, rows in answer.items():
            answer[kind] = _passing(asked, kind, rows)[:MOST]
    return answer


def _passing(asked: Asked, kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    name = "report" if kind == "reports" else "id"
    wanted = asked.narrowed.with_(report=tuple({row["report"] for row in rows}))
    kept = asked.dossier.select(kind, wanted, seconds=SECONDS).frame((name,), loose=True) if rows else ()
    passing = set(kept[name].to_list()) if kept else set()
    return [row for row in rows if row[name] in passing]


def _read(asked: Asked, wanted: str) -> dict[str, list[dict[str, Any]]]:
    """By reading all texts: for an older version, and as long as the index is being made."""
    words = words_of(wanted)
    answer = {}
    for kind in ("reports", *KINDS):
        columns = (
            "report, title, outlet, published, text" if kind == "reports" else "id, report, quote, outlet, published"
        )
        place = "concat_ws(' ', title, text)" if kind == "reports" else "quote"
        holds = " AND ".join([f"contains(strip_accents(lower({place})), ?)"] * len(words))
        where, values = asked.narrowed.where(kind)
        last = "report" if kind == "reports" else "id"
        query = f'SELECT {columns} FROM {kind} WHERE {holds} AND {where} ORDER BY "date" DESC NULLS LAST, {last}'
        answer[kind] = asked.dossier.sql(query, [*words, *values], seconds=SECONDS, most=MOST).rows() if words else []
    return answer


def words_of(wanted: str) -> list[str]:
    """The words a person types, without accents and capitals."""
    return re.findall(r"[^\W_]+", folded(wanted))[:20]


def folded(words: str) -> str:
    """Words without accents and capitals, as the archive's engine takes them off."""
    apart = unicodedata.normalize("NFD", words.lower().strip())
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


def around(text: str, wanted: str) -> str:
    """The first of the words that were found with some on each side; the beginning where they stand in the title."""
    plain = folded(text)
    if len(plain) != len(text):  # letters that fold to none or to two: one for one, so that places hold
        plain = "".join((folded(one) or " ")[0] for one in text)
    places = [n for n in (plain.find(word) for word in words_of(wanted)) if n >= 0]
    at = min(places, default=0)
    first, last = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    if first:
        first = text.find(" ", first, at) + 1 or first
    if last < len(text):
        last = text.rfind(" ", at, last) if text.rfind(" ", at, last) > at else last
    return ("…" if first else "") + " ".join(text[first:last].split()) + ("…" if last < len(text) else "")


def headed(asked: Asked, answer: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What was found, each item with who it is about and, of an event, its type in words."""
    labels = asked.words.labels
    for kind, rows in answer.items():
        if kind == "reports" or not rows:
            continue
        some = asked.dossier.select(kind, Filter(report=tuple({row["report"] for row in rows})), seconds=SECONDS)
        names = ("id", *_HEAD[kind])
        lists = some.frame(names, loose=True).lists(names)
        known = {values[0]: dict(zip(names, values, strict=True)) for values in zip(*lists, strict=True)}
        for row in rows:
            whole = _BLANK | known.get(row["id"], {}) | {"quote": row["quote"]}
            row["head"] = line_of(item_of(kind, whole), kind, labels).head
            row["type"] = type_of(whole, labels)
    return answer


def screen(request: Request, asked: Asked) -> Response:
    """Search."""
    wanted = request.query_params.get("q", "")[:200]
    twins = [("JSON", asked.address("/search.json", q=wanted))] if wanted.strip() else []
    return page(request, asked, "search", here="/search", wanted=wanted, found=headed(asked, found(asked, wanted)),
                twins=twins,
                fields=["party", "since", "until", "outlet"])  # fmt: skip


def as_data(request: Request, asked: Asked) -> Response:
    """What was found, as JSON."""
    return as_json(found(asked, request.query_params.get("q", "")[:200]))
