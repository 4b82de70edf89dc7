"""Build `parse/letters.csv`, the letter runs that tell languages apart, from the profiles of langdetect (Apache-2.0).

    python models/recipe/letters.py PROFILES_FOLDER src/demarche/parse/letters.csv

The profiles count runs of one to three letters in the Wikipedia of each language; they come with the
source distribution of langdetect 1.0.9.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter
from pathlib import Path

KEPT = 700  # runs of three letters a language; fewer confused Dutch and Afrikaans headlines
NAMES = {"zh-cn": "zh", "zh-tw": "zh-tw", "no": "nb"}


def main(profiles: Path, out: Path) -> None:
    """Write language, letters and the log of their share among the language's runs of that length."""
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["language", "letters", "log_share"])
        for path in sorted(profiles.iterdir()):
            counted = json.loads(path.read_text(encoding="utf-8"))
            runs: Counter[str] = Counter()
            for letters, count in counted["freq"].items():
                if len(letters) in (1, 3) and letters.strip():
                    runs[letters.lower()] += count
            for size in (1, 3):
                best = [(k, n) for k, n in runs.most_common() if len(k) == size][: KEPT if size == 3 else 45]
                total = counted["n_words"][size - 1]
                for letters, count in best:
                    rows.writerow([NAMES.get(path.name, path.name), letters, f"{math.log(count / total):.1f}"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
