"""Puts the columns of every analysis, with units and meaning, into its page: what stands between the two marks.

python docs/refresh_analyses.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from demarche import analyse, archive
from demarche.analyse.shapes import Table
from demarche.analyse.whatif import STATES

HOME = Path(__file__).parent / "analyses"
BEGIN, END = "<!-- columns: made by docs/refresh_analyses.py -->", "<!-- end of columns -->"
#: Parties that an analysis can't do without.
PARTIES = {"distance": ("AAA", "BBB"), "whatif": ("AAA", "BBB")}


def tables(name: str) -> dict[str, Table]:
    """The tables of an analysis, from an empty archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive.create(Path(folder) / "empty").close()
        with analyse.open(Path(folder) / "empty") as dossier:
            found = getattr(dossier.analyse, name)(*PARTIES.get(name, ())).tables
    if name == "whatif":
        return {"options (drafted)": found[name], "states (with a plan)": Table(STATES, [])}
    return found


def columns(name: str) -> str:
    """The part of a page between the marks."""
    parts = []
    for table, of in tables(name).items():
        parts += ["", f"Table `{table}`:", "", "| column | unit | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{one.name}` | {one.unit} | {one.meaning.replace('|', '/')} |" for one in of.columns]
    return "\n".join([BEGIN, *parts, "", END])


def refreshed(text: str, name: str) -> str:
    """A page with its columns as they are now."""
    head, _, rest = text.partition(BEGIN)
    return head + columns(name) + rest.partition(END)[2]


if __name__ == "__main__":
    for analysis in analyse.ANALYSES:
        page = HOME / f"{analysis}.md"
        page.write_text(refreshed(page.read_text(encoding="utf-8"), analysis), encoding="utf-8")
