"""Every analysis as a screen: its chart as a picture, each table, what it does not show, and the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse import words as said
from demarche.analyse.door import ANALYSES
from demarche.analyse.shapes import Result, Table
from demarche.show.charts import DRAWN
from demarche.show.given import plain
from demarche.show.page import drawing
from demarche.show.page.asked import Asked
from demarche.show.page.columns import Shown, shown
from demarche.show.page.render import as_csv, as_json, page

PAGE = 100  # rows of a table at once
_DAYS = ("date", "period", "month")  # columns by which a table may run from old to new
_TAKES_UNTIL = frozenset(ANALYSES) - {"state", "ledger", "whatif"}


def result_of(asked: Asked, name: str) -> Result:
    """What the analysis gives for the filter of the address; 404 for a name that is none."""
    if name not in ANALYSES or name == "whatif":
        raise HTTPException(404)
    options: dict[str, Any] = {key: asked.filter[key] for key in ("since", "outlet") if key in asked.filter}
    if "until" in asked.filter:
        options["until" if name in _TAKES_UNTIL else "on"] = asked.filter["until"]
    parties = asked.parties
    if name == "outlets":
        options.pop("outlet", None)
        parties = ()
    return asked.result(name, *parties, **options)


def screen(request: Request, asked: Asked, name: str, start: int) -> Response:
    """One analysis."""
    result = result_of(asked, name)
    table_name = _table_name(request, result, filled=True)
    table = result.tables[table_name]
    places = _places(table)
    kept = None if table_name == name else table_name
    path = f"/analysis/{name}"
    twins = [("JSON", asked.address(f"{path}.json")), ("CSV", asked.address(f"{path}.csv", table=kept))]
    columns = shown(table_name, table, asked.words)
    return page(
        request, asked, "analysis", here=path, title=asked.words.get("titles", name), columns=columns,
        rows=_rows(table, places, columns, start, asked), total=len(places), start=start, size=PAGE,
        keep={"table": kept},
        tables=[(_called(one, name, asked), asked.address(path, table=one), len(_places(result.tables[one])),
                 one == table_name)
                for one in result.tables],
        notes=[said.sentence(one, asked.words.language) for one in result.notes],
        charts=_charts(asked, path) if name in DRAWN and len(result.table) else {}, twins=twins,
        vega=drawing.script_address(),
    )  # fmt: skip


def _charts(asked: Asked, path: str) -> dict[str, str]:
    """Addresses of the chart: specification and picture, for light and for dark paper."""
    return {
        f"{kind}{'_dark' if dark else ''}": asked.address(f"{path}.{kind}", lang=asked.words.language, dark=dark)
        for kind in ("vl", "svg")
        for dark in (None, 1)
    }


def _called(table: str, analysis: str, asked: Asked) -> str:
    return asked.words.get("tables", "all" if table == analysis else table)


def _table_name(request: Request, result: Result, *, filled: bool = False) -> str:
    """The table asked for; without one that of the analysis or, for a screen, the first that has rows."""
    first = next((name for name, table in result.tables.items() if len(table)), result.analysis)
    given = request.query_params.get("table", first if filled else result.analysis)
    if given not in result.tables:
        raise HTTPException(404)
    return given


def _places(table: Table) -> Sequence[int]:
    """Places of the rows in the order that a reader wants; periods without any report are left out."""
    order = _newest_first(table)
    if "exposure" not in table.names:
        return order
    told = table.column("exposure")
    return [n for n in order if told[n]]


def _newest_first(table: Table) -> Sequence[int]:
    """Places of the rows; those that run from old to new by day, newest first, as a reader wants them."""
    if table.names[:1] not in {(name,) for name in _DAYS} or len(table) < 2:
        return range(len(table))
    days = [day or date.min for day in table.column(table.names[0])]
    if days[0] >= days[-1]:
        return range(len(days))
    return sorted(range(len(days)), key=days.__getitem__, reverse=True)


def _rows(
    table: Table, places: Sequence[int], columns: list[Shown], start: int, asked: Asked
) -> list[tuple[list[str], str]]:
    """Rows of one page as text, each with the address of its words."""
    made = []
    for row in table.some(places[start : start + PAGE]):
        report = row.get("report")
        link = f"{asked.address(f'/report/{report}')}#{row.get('item') or ''}" if report else ""
        made.append(([one.value(row, asked.words) for one in columns], link))
    return made


def as_data(asked: Asked, name: str) -> Response:
    """The whole result as JSON."""
    return as_json(plain(result_of(asked, name)))


def as_table(request: Request, asked: Asked, name: str) -> Response:
    """One table as CSV."""
    result = result_of(asked, name)
    table = _table_name(request, result)
    return as_csv(result.tables[table].arrow(), table)
