"""Where the result of an analysis goes: the terminal, a table, a chart, a graph."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import SettingError
from demarche.show.say import say

if TYPE_CHECKING:
    from demarche.analyse.shapes import Result, Table

#: Endings of files that hold a table, a chart, a graph.
TABLES, CHARTS, GRAPHS = (".csv", ".xlsx", ".json"), (".png", ".svg", ".pdf", ".html"), (".graphml", ".gexf")


def give(
    result: Result, *, out: Path | None = None, table: str | None = None, labels: str | None = None, dark: bool = False
) -> None:
    """Print a result, or write it to ``out`` in the form that its ending names.

    Raises:
        SettingError: where there is no such form or table, or the file can't be written.
    """
    chosen = _table(result, table)
    if out is None:
        from demarche.show.charts.printed import show

        show(result, chosen, labels)
        return
    try:
        _write(result, chosen, out, labels, dark)
    except OSError as fault:
        raise SettingError(f"{out} can't be written: {fault.strerror or fault}. Name another file with -o.") from fault
    from demarche.analyse.words import sentence

    say(f"{out}: {len(chosen)} rows of {result.source}", err=True)
    for one in result.notes:
        say(f"- {sentence(one, labels or 'en')}", err=True)


def _table(result: Result, name: str | None) -> Table:
    if name is None:
        return result.table
    if name not in result.tables:
        raise SettingError(f"{result.analysis} has no table {name!r}; it has {', '.join(result.tables)}")
    return result.tables[name]


def _write(result: Result, table: Table, out: Path, labels: str | None, dark: bool) -> None:
    kind = out.suffix.lower()
    if kind == ".csv":
        from demarche.archive.exports.tidy import write_csv

        with out.open("w", encoding="utf-8", newline="") as lines:
            write_csv(table.arrow(), lines)
    elif kind == ".xlsx":
        from demarche.archive.exports.tidy import write_sheets

        write_sheets({name: one.arrow() for name, one in result.tables.items()}, out)
    elif kind == ".json":
        out.write_text(json.dumps(plain(result), ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    elif kind in CHARTS:
        from demarche.show.charts import save

        save(result, out, language=labels, dark=dark)
    elif kind in GRAPHS:
        write_graph(result, out, labels)
    elif kind == ".toml" and result.analysis == "whatif":
        from demarche.analyse.whatif import draft

        out.write_text(draft(result), encoding="utf-8")
    else:
        known = ", ".join((*TABLES, *CHARTS, *GRAPHS))
        raise SettingError(f"{out.name} has no ending that is known: give {known} (or .toml for a draft of whatif)")


def named(result: Result) -> str:
    """What a result rests on, as a file that goes to others may say it: without the folders of this machine."""
    return Path(result.source).name


def plain(result: Result, *, most: int | None = None) -> dict[str, Any]:
    """The whole result as plain data: every table with its columns' units and meaning, notes, parameters, source.

    ``most``: so many rows of a table; ``number`` says how many there are.
    """
    return {
        "analysis": result.analysis,
        "source": named(result),
        "asked": dict(result.asked),
        "notes": [str(one) for one in result.notes],
        "tables": {
            name: {
                "columns": [{"name": c.name, "unit": c.unit, "meaning": c.meaning} for c in table.columns],
                "number": len(table),
                "rows": (table if most is None else replace(table, data=table.data[:most])).rows(),
            }
            for name, table in result.tables.items()
        },
    }


def write_graph(result: Result, out: Path, language: str | None = None) -> None:
    """A network as GraphML or GEXF, as Gephi, R and networkx read them; nodes with their centralities.

    A node's id is the party's code and its label the name; an issue's are the same words.

    Raises:
        SettingError: where the result is no network.
    """
    import networkx as nx

    from demarche.show.charts.theme import Words

    words = Words.of(language)
    if not {"source", "target"} <= set(result.table.names):
        raise SettingError(f"{result.analysis} is no network: {out.suffix} is for network and discourse")
    several = len({(row["window"], row.get("quad", 0)) for row in result.rows()}) > 1
    directed = result.analysis == "network"
    graph = (nx.MultiDiGraph if several else nx.DiGraph)() if directed else (nx.MultiGraph if several else nx.Graph)()
    nodes = {row["node"]: row for row in result.more["nodes"].rows()}
    for row in result.rows():
        for end in (row["source"], row["target"]):
            if end not in graph:
                known = {k: v for k, v in nodes.get(end, {}).items() if v is not None and k not in ("node", "window")}
                graph.add_node(end, label=words.node(end), **known)
        kept = {key: value for key, value in row.items() if value is not None and key not in ("source", "target")}
        graph.add_edge(row["source"], row["target"], **kept)
    graph.graph["source"] = named(result)
    (nx.write_graphml if out.suffix.lower() == ".graphml" else nx.write_gexf)(graph, str(out))
