"""Make the archive of the present format; run once, when ``FORMAT`` was raised."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from made_reports import NEWER, report  # noqa: E402

from demarche import archive  # noqa: E402
from demarche.archive import Incoming, Writer  # noqa: E402
from demarche.archive.corrections import Reviewer  # noqa: E402
from demarche.archive.corroborate import corroborate  # noqa: E402
from demarche.archive.shapes import FORMAT, ITEMS  # noqa: E402


def main() -> None:
    """Write the archive and what it holds."""
    folder = HERE / str(FORMAT)
    path = folder / "dossier"
    archive.create(path).close()
    writer = Writer(path)
    writer.add([Incoming(report(n)) for n in range(3)])
    writer.add([Incoming(report(1, text="Updated. "))])
    writer.recode([Incoming(report(2, run=NEWER))])
    target = archive.open(path).events(type="ACCUSE").rows()[0]["id"]
    Reviewer(path, "a reviewer").change(target, {"mode": "disapprove"}, "milder")
    corroborate(path)
    d = archive.open(path)
    rows = {name: d.count(name) for name in ("reports", *ITEMS, "corrections")}
    told = {"fingerprint": d.fingerprint, "rows": rows}
    (folder / "told.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
