#!/usr/bin/env python3
"""Names of parties for labels, from the world's tables: ``python models/world/party_names.py``.

The first name of a state or body in ``states.csv`` and ``organisations.csv`` is the one to show; they are written to
``src/demarche/show/labels/parties.csv``, a column for each language that the tables have.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src" / "demarche" / "show" / "labels" / "parties.csv"
LANGUAGES = ("en", "nl")


def rows() -> list[dict[str, str]]:
    """A row for each code, as the tables have them; X: and - stand for many and are left out."""
    found: dict[str, dict[str, str]] = {}
    for table in ("states", "organisations"):
        with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["code"].isalnum():
                    names = {language: row[language].split("|")[0] for language in LANGUAGES}
                    found.setdefault(row["code"], {"code": row["code"], **names, "source": f"models/world/{table}.csv"})
    return list(found.values())


def main() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["code", *LANGUAGES, "source"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())


if __name__ == "__main__":
    main()
