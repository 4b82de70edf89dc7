"""``demarche packs``: the languages that are installed."""

from __future__ import annotations

import typer


def packs() -> None:
    """List the languages that reports can be in, with the size of their tables."""
    from demarche import packs as cabinet

    for code in cabinet.installed():
        pack = cabinet.load(code)
        tables = sorted(pack.folder.glob("*.csv"))
        rows = sum(len(pack.table(table.stem)) for table in tables)
        name = pack.settings().get("english_name", code)
        typer.echo(f"{code}  {name}: {len(tables)} tables, {rows:,} rows")
