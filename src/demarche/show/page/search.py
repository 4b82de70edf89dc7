"""Search over texts and quotations, accents and capitals ignored; and the page on sources and method."""

from __future__ import annotations

import unicodedata
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.archive.shapes import ITEMS
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.render import as_json, page

MOST = 50  # of reports, and of each kind of item
SECONDS = 2.0  # a question ends after that
AROUND = 120  # characters shown on each side of what was found


def found(asked: Asked, wanted: str) -> dict[str, list[dict[str, Any]]]:
    """Reports and items that hold the words, newest first, at most :data:`MOST` of each kind."""
    plain = folded(wanted)
    if not plain:
        return {}
    match = "contains(strip_accents(lower({})), ?)"
    query = (
        "SELECT report, title, outlet, published, text FROM reports WHERE "
        f"{match.format('title')} OR {match.format('text')} ORDER BY date DESC, report"
    )
    reports = asked.dossier.sql(query, [plain, plain], seconds=SECONDS, most=MOST).rows()
    for row in reports:
        row["quote"] = around(row.pop("text"), plain)
    answer = {"reports": reports}
    for kind in KINDS:
        query = (
            f"SELECT id, report, quote, outlet, published FROM {kind} WHERE {match.format('quote')} "
            "ORDER BY date DESC, id"
        )
        answer[kind] = asked.dossier.sql(query, [plain], seconds=SECONDS, most=MOST).rows()
    return {kind: rows for kind, rows in answer.items() if rows}


def folded(words: str) -> str:
    """Words without accents and capitals, as the archive's engine takes them off."""
    apart = unicodedata.normalize("NFD", words.lower().strip())
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


def around(text: str, plain: str) -> str:
    """The words that were found with some on each side; the beginning where they stand in the title."""
    letters = [folded(one) or " " for one in text]
    at = "".join(one[0] for one in letters).find(plain)
    first = max(0, at - AROUND)
    piece = text[first : max(at, 0) + len(plain) + AROUND]
    return ("…" if first else "") + " ".join(piece.split()) + ("…" if first + len(piece) < len(text) else "")


def screen(request: Request, asked: Asked) -> Response:
    """Search."""
    wanted = request.query_params.get("q", "")[:200]
    twins = [("JSON", asked.address("/search.json", q=wanted))] if wanted.strip() else []
    return page(request, asked, "search", here="/search", wanted=wanted, found=found(asked, wanted), twins=twins)


def as_data(request: Request, asked: Asked) -> Response:
    """What was found, as JSON."""
    return as_json(found(asked, request.query_params.get("q", "")[:200]))


def sources(request: Request, asked: Asked) -> Response:
    """Sources and method: what the version holds, which runs read it, and what to keep in mind."""
    runs = asked.dossier.sql(
        "SELECT run_version AS version, run_pipeline AS pipeline, run_packs AS packs, run_ontologies AS ontologies, "
        "count(*) AS reports FROM reports GROUP BY ALL ORDER BY reports DESC, version, pipeline"
    ).rows()
    outlets = asked.dossier.sql(
        "SELECT outlet, count(*) AS reports FROM reports GROUP BY ALL ORDER BY reports DESC, outlet", most=200
    ).rows()
    counts = {kind: asked.dossier.count(kind) for kind in ("reports", *ITEMS)}
    return page(request, asked, "sources", here="/sources", runs=runs, outlets=outlets, counts=counts)
