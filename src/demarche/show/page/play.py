"""The state of play as a screen: issues by parties with links to the sentences, and every section."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse import words as said
from demarche.analyse.shapes import Result
from demarche.archive import Filter
from demarche.show.charts.state_page import play
from demarche.show.given import plain
from demarche.show.page.asked import Asked
from demarche.show.page.render import Said, as_csv, as_json, page
from demarche.show.state.shapes import StateOfPlay

ROWS = 12  # issues that stand open; the others are folded away under them
COLUMNS = 6  # parties that get a column; the others stand together in the last, so that nothing needs a wider screen
#: Filters that the analysis takes.
TAKEN = ("since", "outlet")


def result_of(asked: Asked) -> Result:
    """The analysis that the screen shows."""
    options = {name: asked.filter[name] for name in TAKEN if name in asked.filter}
    if "until" in asked.filter:
        options["on"] = asked.filter["until"]
    return asked.result("state", *asked.parties, **options)


Made = tuple[StateOfPlay, dict[str, str], dict[str, str], Result]


def shown(asked: Asked) -> Made:
    """The state of play in the reader's words, the report of each item in it, when and by whom those reports were
    published, and the analysis; made once for a version."""
    key = ("play", asked.dossier.version, asked.words.language, tuple(sorted(asked.filter.items())))
    return asked.shelf.answers.get(key, lambda: _made(asked))


def _made(asked: Asked) -> Made:
    result = result_of(asked)
    where: dict[str, str] = {}
    made = _for_the_page(play(result, asked.words, where), asked, result.asked.get("on"))
    return made, where, _published(made, where, asked), result


def _published(made: StateOfPlay, where: dict[str, str], asked: Asked) -> dict[str, str]:
    """When and by whom the reports were published that the lines rest on: by the report's id."""
    wanted = {where[line.item] for section in made.sections for line in section.lines if line.item in where}
    if not wanted:
        return {}
    chosen = asked.dossier.select("reports", Filter(report=tuple(sorted(wanted))))
    rows = chosen.rows(("report", "published", "outlet"))
    date = asked.words.labels.date
    return {row["report"]: ", ".join(one for one in (date(row["published"]), row["outlet"]) if one) for row in rows}


def screen(request: Request, asked: Asked) -> Response:
    """The state of play."""
    made, where, told, result = shown(asked)
    names = {"answer_none": "ledger", "answer_refused": "ledger", "answer_open": "ledger", "answer_mixed": "ledger",
             "answer_agreed": "ledger", "moved": "changes", "apart": "apart", "agreed": "commitments",
             "standing": "conditions", "forces": "forces", "meetings": "meetings",
             "refusals": "clashes", "threats": "clashes"}  # fmt: skip
    others = made.parties[COLUMNS:]
    twins = [("JSON", asked.address("/state.json")), ("CSV", asked.address("/state.csv"))]
    return page(
        request, asked, "state", here="/", play=made, columns=made.parties[:COLUMNS], others=others,
        others_of=lambda row: [(called, cell) for code, called in others for cell in row.cells.get(code, ())],
        where=where, told=told, shown=ROWS,
        whole={key: asked.address("/analysis/state", table=name) for key, name in names.items()},
        notes=[said.sentence(one, asked.words.language) for one in result.notes], twins=twins,
    )  # fmt: skip


def _for_the_page(made: StateOfPlay, asked: Asked, on: str | None) -> StateOfPlay:
    """Titles and order of a page in place of those of a terminal; its tables stand a click away, so no "n more"."""
    said = Said(asked.words.language)
    reports = asked.words.labels.count("reports", asked.dossier.reports(asked.narrowed).count())
    head = said("head", reports=reports, date=_until(asked, on)) if on else ""
    order = list(said.group("sections"))
    kept = [
        replace(one, title=said(f"sections.{one.key}"), lines=tuple(x for x in one.lines if x.item or x.head))
        for one in sorted(made.sections, key=lambda one: order.index(one.key))
    ]
    return replace(made, head=(head,) if head else (), sections=tuple(kept))


def _until(asked: Asked, on: str) -> str:
    """The day until which reports count, or the month where the newest is known to that alone."""
    reports = asked.dossier.reports(asked.narrowed).by("-date").page(1)
    newest = [] if "until" in asked.filter else reports.rows(("published",))
    known = next((row["published"] for row in newest if row["published"]), None)
    return asked.words.labels.date(known if known and on.startswith(known) else on)


def as_data(asked: Asked) -> Response:
    """The same as JSON."""
    return as_json(plain(result_of(asked)))


def as_table(asked: Asked) -> Response:
    """The matrix as CSV."""
    return as_csv(result_of(asked).arrow(), "state")


def link(asked: Asked, item: str, where: dict[str, Any]) -> str:
    """The address of an item's words in its report; empty where it rests on none."""
    report = where.get(item)
    return f"{asked.address(f'/report/{report}')}#{item}" if report else ""
