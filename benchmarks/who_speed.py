"""What who is who costs: loading the world, its memory, and looking up mentions beside parsing.

    python benchmarks/who_speed.py [FOLDER] [WARM]

FOLDER holds reports as .txt files with their language as the folder's name; without one the examples are taken. Those
of WARM, if any, are read before and not counted: a pipeline that has read a day's news knows its words.
Python looks for garbage as seldom as in our own processes.
Prints seconds of processor time and the shares of parsing that looking up mentions takes (at most 10%), and finding
them besides.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

# One core: set before numpy is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

EXAMPLES = Path(__file__).parents[1] / "examples"


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the figures."""
    before = megabytes()
    start = time.process_time()
    from demarche import world

    world.load()
    print(f"world: {time.process_time() - start:.3f} s, {megabytes() - before:.0f} MB, "
          f"{world.FILE.stat().st_size / 1e6:.1f} MB packed")  # fmt: skip
    from demarche import packs, parse
    from demarche.code.who import resolve
    from demarche.engines.work import look_less
    from demarche.find import find
    from demarche.find.mentions import find_mentions
    from demarche.read import read_file
    from demarche.run import with_language

    look_less()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    before_it = sorted(Path(sys.argv[2]).glob("*.txt")) if len(sys.argv) > 2 else []
    counted = sorted(folder.glob("*.txt"))
    parsing = finding = looking = 0.0
    for number, path in enumerate([*before_it, *counted]):
        if number == len(before_it):
            parsing = finding = looking = 0.0
        document = read_file(path)
        if folder.name in packs.installed():
            document = replace(document, language=folder.name)
        document = with_language(document)[0]
        pack, parser = packs.load(document.language or ""), parse.load(document.language or "")
        start = time.process_time()
        doc = parser.parse(document.text, [(piece.start, piece.end) for piece in document.furniture])
        parsing += time.process_time() - start
        findings = find(doc, document, pack)
        start = time.process_time()
        find_mentions(doc, pack)
        finding += time.process_time() - start
        start = time.process_time()
        resolve(findings, document, world.load())
        looking += time.process_time() - start
    both = finding + looking
    print(f"parsing {parsing:.2f} s, mentions looked up {looking:.3f} s ({looking / max(parsing, 1e-9):.1%}), "
          f"found and looked up {both:.3f} s ({both / max(parsing, 1e-9):.1%})")  # fmt: skip


if __name__ == "__main__":
    main()
