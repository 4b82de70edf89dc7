"""Every analysis as a screen: its chart as a picture, each table, what it does not show, and the data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse import words as said
from demarche.analyse.door import ANALYSES
from demarche.analyse.shapes import Result, Table
from demarche.show.charts import DRAWN, save
from demarche.show.charts.printed import cell
from demarche.show.given import plain
from demarche.show.page.asked import Asked
from demarche.show.page.render import as_csv, as_json, page

PAGE = 100  # rows of a table at once
_TAKES_UNTIL = frozenset(ANALYSES) - {"state", "ledger", "whatif"}
# Columns whose values are codes of parties, shown by name.
_PARTIES = frozenset({"party", "towards", "parties", "actors", "recipients", "by", "a", "b", "source", "target",
                      "claimed_by", "told_by", "answered_by", "node"})  # fmt: skip
_GROUPS = {"topic": "topics", "stance": "stances", "type": "types", "what": "forces", "mode": "modes"}
_HIDDEN = frozenset({"item", "report", "answer_item", "outcome_item", "one_item", "other_item"})


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
    table_name = _table_name(request, result)
    table = result.tables[table_name]
    kept = None if table_name == name else table_name
    path = f"/analysis/{name}"
    twins = [("JSON", asked.address(f"{path}.json")), ("CSV", asked.address(f"{path}.csv", table=kept))]
    columns = [one for one in table.columns if one.name not in _HIDDEN]
    return page(
        request, asked, "analysis", here=path, title=asked.words.get("titles", name), columns=columns,
        rows=_shown(table, start, asked), total=len(table), start=start, size=PAGE, keep={"table": kept},
        tables=[(one, asked.address(path, table=one), len(result.tables[one])) for one in result.tables],
        table_name=table_name, notes=[said.sentence(one, asked.words.language) for one in result.notes],
        charts=[asked.address(f"{path}.svg", lang=asked.words.language, dark=dark) for dark in (None, 1)]
        if name in DRAWN and len(result.table) else [], twins=twins,
    )  # fmt: skip


def _table_name(request: Request, result: Result) -> str:
    given = request.query_params.get("table", result.analysis)
    if given not in result.tables:
        raise HTTPException(404)
    return given


def _shown(table: Table, start: int, asked: Asked) -> list[tuple[list[str], str]]:
    """Rows of one page as text, each with the address of its words."""
    kinds = {column.name: column.type for column in table.columns}
    shown = []
    for row in Table(table.columns, table.data[start : start + PAGE]).rows():
        cells = [value_of(key, row[key], kind, asked) for key, kind in kinds.items() if key not in _HIDDEN]
        report = row.get("report")
        link = f"{asked.address(f'/report/{report}')}#{row.get('item') or ''}" if report else ""
        shown.append((cells, link))
    return shown


def value_of(name: str, value: Any, kind: str, asked: Asked) -> str:
    """A value in the reader's words: parties by name, codes of types and topics too."""
    labels = asked.words.labels
    if value is not None and name in _PARTIES:
        return ", ".join(labels.party(one) for one in ([value] if isinstance(value, str) else value))
    if isinstance(value, str) and name in _GROUPS:
        return "; ".join(labels.get(_GROUPS[name], one) for one in value.split("; "))
    if kind == "text":
        return " ".join(str(value or "").split())
    return cell(value, kind, asked.words)


def as_data(asked: Asked, name: str) -> Response:
    """The whole result as JSON."""
    return as_json(plain(result_of(asked, name)))


def as_table(request: Request, asked: Asked, name: str) -> Response:
    """One table as CSV."""
    result = result_of(asked, name)
    table = _table_name(request, result)
    return as_csv(result.tables[table].arrow(), table)


def as_picture(request: Request, asked: Asked, name: str) -> Response:
    """The chart as a picture, made by the server: nothing has to run in the browser."""
    result = result_of(asked, name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chart.svg"
        save(result, file, language=asked.words.language, dark="dark" in request.query_params)
        return Response(file.read_bytes(), media_type="image/svg+xml")
