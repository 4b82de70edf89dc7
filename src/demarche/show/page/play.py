"""The state of play as a screen: issues by parties with links to the sentences, and every section."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse import words as said
from demarche.analyse.shapes import Result
from demarche.show.charts.state_page import play
from demarche.show.given import plain
from demarche.show.page.asked import Asked
from demarche.show.page.render import Said, as_csv, as_json, page
from demarche.show.state.shapes import StateOfPlay

COLUMNS = 6  # parties that get a column; the others stand together in the last, so that nothing needs a wider screen
#: Filters that the analysis takes.
TAKEN = ("since", "outlet")


def result_of(asked: Asked) -> Result:
    """The analysis that the screen shows."""
    options = {name: asked.filter[name] for name in TAKEN if name in asked.filter}
    if "until" in asked.filter:
        options["on"] = asked.filter["until"]
    return asked.result("state", *asked.parties, **options)


def shown(asked: Asked) -> tuple[StateOfPlay, dict[str, str], Result]:
    """The state of play in the reader's words, and the report of each item in it; made once for a version."""
    key = ("play", asked.dossier.version, asked.words.language, tuple(sorted(asked.filter.items())))
    return asked.shelf.answers.get(key, lambda: _made(asked))


def _made(asked: Asked) -> tuple[StateOfPlay, dict[str, str], Result]:
    result = result_of(asked)
    where: dict[str, str] = {}
    made = _for_the_page(play(result, asked.words, where), asked, result.asked.get("on"))
    return made, where, result


def screen(request: Request, asked: Asked) -> Response:
    """The state of play."""
    made, where, result = shown(asked)
    names = {"answer_none": "ledger", "answer_refused": "ledger", "answer_open": "ledger", "answer_mixed": "ledger",
             "answer_agreed": "ledger", "moved": "changes", "apart": "apart", "agreed": "commitments",
             "standing": "conditions", "forces": "forces", "meetings": "meetings"}  # fmt: skip
    others = made.parties[COLUMNS:]
    twins = [("JSON", asked.address("/state.json")), ("CSV", asked.address("/state.csv"))]
    return page(
        request, asked, "state", here="/", play=made, columns=made.parties[:COLUMNS], others=others,
        others_of=lambda row: [(called, cell) for code, called in others for cell in row.cells.get(code, ())],
        where=where, whole={key: asked.address("/analysis/state", table=name) for key, name in names.items()},
        notes=[said.sentence(one, asked.words.language) for one in result.notes], twins=twins,
    )  # fmt: skip


def _for_the_page(made: StateOfPlay, asked: Asked, on: str | None) -> StateOfPlay:
    """Titles and order of a page in place of those of a terminal; its tables stand a click away, so no "n more"."""
    said = Said(asked.words.language)
    reports = asked.words.labels.count("reports", asked.dossier.reports(asked.narrowed).count())
    head = said("head", reports=reports, date=asked.words.labels.date(on)) if on else ""
    order = list(said.group("sections"))
    kept = [
        replace(one, title=said(f"sections.{one.key}"), lines=tuple(x for x in one.lines if x.item or x.head))
        for one in sorted(made.sections, key=lambda one: order.index(one.key))
    ]
    return replace(made, head=(head,) if head else (), sections=tuple(kept))


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
