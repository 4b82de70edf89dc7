"""Sources and method: what a version holds, which programs read it, how well they read, and what to keep in mind."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from demarche.archive.shapes import ITEMS
from demarche.archive.versions import cite, made
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.render import Said, as_json, page

OUTLETS = 200  # that are listed
SETS = "dev/"  # sets of scores that are shown: reports that nothing was tuned on, one set for each language


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of item is read in one language, of 100: how many that are there are found, and how many found are
    right; ``gold`` is on how many of them that rests."""

    language: str
    kind: str
    found: int
    right: int
    gold: int


@cache
def scores() -> tuple[Score, ...]:
    """The newest scores of the quality gate (``eval/scores.csv``, which the package brings along); else ()."""
    here = Path(__file__)
    places = (here.parent / "scores.csv", here.parents[4] / "eval" / "scores.csv")
    file = next((one for one in places if one.is_file()), None)
    if file is None:
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        newest = {(row["set"], row["kind"]): row for row in csv.DictReader(lines) if row["set"].startswith(SETS)}
    told = [
        Score(name.removeprefix(SETS), kind, round(100 * float(row["recall"])), round(100 * float(row["precision"])),
              int(row["gold"]))
        for (name, kind), row in newest.items()
        if kind in KINDS
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda one: (list(KINDS).index(one.kind), one.language)))


def facts(asked: Asked) -> dict[str, list[dict[str, object]]]:
    """Runs and outlets of the version, with how many reports each."""
    runs = asked.dossier.sql(
        "SELECT run_version AS version, run_pipeline AS pipeline, run_packs AS packs, run_ontologies AS ontologies, "
        "count(*) AS reports FROM reports GROUP BY ALL ORDER BY reports DESC, version, pipeline"
    ).rows()
    outlets = asked.dossier.sql(
        "SELECT outlet, count(*) AS reports FROM reports GROUP BY ALL ORDER BY reports DESC, outlet", most=OUTLETS
    ).rows()
    return {"runs": runs, "outlets": outlets}


def screen(request: Request, asked: Asked) -> Response:
    """Sources and method."""
    counts = {kind: asked.dossier.count(kind) for kind in ("reports", *ITEMS)}
    named = Said(asked.words.language).group("problems")
    found = asked.dossier.sql(
        "SELECT kind, count(DISTINCT report) AS reports FROM problems GROUP BY kind ORDER BY reports DESC, kind"
    ).rows()
    problems = [row | {"called": named.get(str(row["kind"]), row["kind"])} for row in found]
    return page(
        request, asked, "sources", here="/sources", counts=counts, scores=scores(), problems=problems,
        citation=cite(asked.dossier), day=made(asked.dossier).date().isoformat(),
        twins=[("JSON", asked.address("/sources.json"))], **facts(asked),
    )  # fmt: skip


def as_data(asked: Asked) -> Response:
    """The same as JSON."""
    counts = {kind: asked.dossier.count(kind) for kind in ("reports", *ITEMS)}
    told = [{"language": one.language, "kind": one.kind, "found": one.found, "right": one.right, "gold": one.gold}
            for one in scores()]  # fmt: skip
    return as_json({"version": asked.dossier.version, "fingerprint": asked.dossier.fingerprint, "counts": counts,
                    "citation": cite(asked.dossier), "scores": told, **facts(asked)})  # fmt: skip
