"""Make src/demarche/archive/exports/countries.csv from the table of country codes of datasets/country-codes (PDDL).

    python models/archive/countries.py COUNTRY-CODES.csv

Names are those that ICEWS and POLECAT use where they differ from CLDR's; FIPS 10-4 codes are GDELT's for places.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

OUT = Path(__file__).parents[2] / "src" / "demarche" / "archive" / "exports" / "countries.csv"
NAMES = {"RUS": "Russian Federation", "USA": "United States", "GBR": "United Kingdom", "PSE": "Palestine",
         "CZE": "Czech Republic", "MMR": "Myanmar", "COD": "Democratic Republic of Congo", "HKG": "Hong Kong",
         "MAC": "Macao"}  # fmt: skip
#: The source has two codes run together for lands that FIPS divides, and none for South Sudan and Kosovo.
FIPS = {"SRB": "RI", "PSE": "WE", "SSD": "OD", "XKX": "KV", "SJM": "SV", "UMI": ""}


def main(source: str) -> None:
    """Write the table."""
    with Path(source).open(encoding="utf-8", newline="") as lines:
        rows = {row["ISO3166-1-Alpha-3"]: row for row in csv.DictReader(lines)}
    made = [
        (code, row["ISO3166-1-Alpha-2"], FIPS.get(code, row["FIPS"].strip()), NAMES.get(code, row["CLDR display name"]))
        for code, row in rows.items()
    ]
    made.append(("XKX", "XK", FIPS["XKX"], "Kosovo"))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "iso2", "fips", "name", "source"))
        writer.writerows((*row, "datasets/country-codes") for row in sorted(made))


if __name__ == "__main__":
    main(sys.argv[1])
