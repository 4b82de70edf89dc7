"""The archive's tables as read-only DuckDB views over the files of one version.

Names: ``events`` is the corrected view, ``raw_events`` what the program found; names that begin with ``_`` are ours.
A report that was changed or recoded shows its newest coding only (two writers that added the same report at once: one
of the two).
"""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from demarche.archive.shapes import CHECKED, ITEMS, TABLES, Column

SQL_TYPES = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "words": 'STRUCT(part VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR)[]',
}
#: Tables whose rows belong to one coding of one report.
OF_A_CODING = ("reports", *ITEMS, "problems")
_KEY = ("report", "revision", "coding", "batch")
#: 1 GB leaves room for Python and the pipeline under the 1.5 GB that an `add` may take in all; DuckDB spills nothing.
MEMORY = "1GB"


def connect(found: dict[str, list[str]], there: frozenset[str]) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with ``_all_T`` (every row), ``_T`` (newest coding) and ``raw_T`` for each table ``T``.

    Files that are gone or cut short are left out; the door says so. ``there`` are the columns of the archive's log:
    what a newer program has beside them is null.
    """
    con = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": MEMORY}
    )
    con.execute("SET preserve_insertion_order = false")
    con.execute("SET parquet_metadata_cache = true")  # views over views look at every file several times
    for table in TABLES:
        try:
            con.execute(f"CREATE VIEW _all_{table} AS {_read(table, found.get(table, []), there)}")
        except (duckdb.IOException, duckdb.InvalidInputException):
            whole = [name for name in found.get(table, []) if readable(name)]
            con.execute(f"CREATE VIEW _all_{table} AS {_read(table, whole, there)}")
    _mark_old(con)
    for table in TABLES:
        con.execute(f"CREATE VIEW _{table} AS SELECT * FROM _all_{table} {_newest(con, table)}")
    for table in ITEMS:
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {column.name}" for column in CHECKED)
        con.execute(f"CREATE VIEW raw_{table} AS SELECT {shown(table)}, {nothing} FROM _{table}")
    return con


def _read(table: str, names: list[str], there: frozenset[str]) -> str:
    columns = TABLES[table]
    if not names:
        empty = ", ".join(f'CAST(NULL AS {SQL_TYPES[c.type]}) AS "{c.name}"' for c in columns)
        return f"SELECT {empty} WHERE false"
    listed = ", ".join(literal(name) for name in names)
    kept = ", ".join(
        f'"{c.name}"' if c.name in there else f'CAST(NULL AS {SQL_TYPES[c.type]}) AS "{c.name}"' for c in columns
    )
    return f"SELECT {kept} FROM read_parquet([{listed}], hive_partitioning = false, union_by_name = true)"


def readable(name: str) -> bool:
    """Whether a Parquet file is there, with both its marks and a footer that can be read."""
    try:
        pq.read_metadata(name)
    except (OSError, pa.ArrowInvalid):
        return False
    return True


def literal(text: str) -> str:
    """``text`` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _mark_old(con: duckdb.DuckDBPyConnection) -> None:
    """``_old``: the codings of reports that a later one stands in for; mostly none, then no view has to look."""
    con.execute(
        "CREATE TABLE _old AS SELECT report, revision, coding, batch FROM _all_reports QUALIFY row_number() OVER "
        "(PARTITION BY report ORDER BY revision DESC, coding DESC, added DESC, batch DESC) > 1"
    )


def count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Number of rows of a view or table of ours."""
    row = con.execute(f"SELECT count(*) FROM {relation}").fetchone()
    return int(row[0]) if row else 0


def _newest(con: duckdb.DuckDBPyConnection, table: str) -> str:
    if table not in OF_A_CODING or not count(con, "_old"):
        return ""
    same = " AND ".join(f"o.{key} = _all_{table}.{key}" for key in _KEY)
    return f"WHERE NOT EXISTS (SELECT 1 FROM _old o WHERE {same})"


def shown(table: str) -> str:
    """The public columns of a table, as SQL."""
    return ", ".join(f'"{c.name}"' for c in public(table, checked=False))


def public(table: str, *, checked: bool = True) -> tuple[Column, ...]:
    """Columns that a user sees, with those of the corrected view for items unless ``checked`` is False."""
    own = tuple(column for column in TABLES[table] if column.shown)
    return own + CHECKED if checked and table in ITEMS else own


def publish(con: duckdb.DuckDBPyConnection, hidden: pa.Table | None, fixed: dict[str, pa.Table]) -> None:
    """Make the public views; ``hidden`` (column id) leaves raw items out, ``fixed`` puts people's in."""
    if hidden is not None and hidden.num_rows:
        _keep(con, "_hidden", hidden)
    for table, own in TABLES.items():
        if table not in ITEMS:
            columns = ", ".join(f'"{c.name}"' for c in own if c.shown)
            con.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM _{table}")
            continue
        query = f"SELECT * FROM raw_{table}"
        if hidden is not None and hidden.num_rows:
            query += f" WHERE id NOT IN (SELECT id FROM _hidden) /* {table} */"
        if table in fixed:
            _keep(con, f"_fixed_{table}", fixed[table])
            query += f" UNION ALL BY NAME SELECT * FROM _fixed_{table}"
        con.execute(f"CREATE VIEW {table} AS {query}")
    _newest_grouping(con)


def _newest_grouping(con: duckdb.DuckDBPyConnection) -> None:
    """``latest_copies`` and ``latest_same``: what the newest `demarche corroborate` found."""
    for table in ("copies", "same"):
        newest = f"(SELECT max(grouping) FROM _{table})"
        con.execute(f"CREATE VIEW latest_{table} AS SELECT * FROM _{table} WHERE grouping = {newest}")


def _keep(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    con.register("_passing", rows)
    con.execute(f"CREATE TABLE {name} AS SELECT * FROM _passing")
    con.unregister("_passing")


def lock(con: duckdb.DuckDBPyConnection, found: dict[str, list[str]]) -> None:
    """From now on the connection reads the archive's files and nothing else, whatever it is asked."""
    con.execute("SET allowed_paths = ?", [[name for some in found.values() for name in some]])
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
