"""Every regular expression of the package on ten families of attack: the slowest, and which are over the limit.

    python benchmarks/intake_regexes.py [CHARACTERS]

Patterns are taken from the source (each literal given to ``re``) and from the tables of the packs, and are searched
through the whole of a text of 100,000 characters. The limit is 100 ms for each pattern and text; what takes 5 s is cut.
"""

from __future__ import annotations

import ast
import re
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

HOME = Path(__file__).parents[1] / "src" / "demarche"
LIMIT, CUT = 0.1, 5.0
FAMILIES = {
    "one letter": "a",
    "one capital": "A",
    "spaces": " ",
    "line ends": "\n",
    "digits": "1",
    "quotation marks": '"',
    "brackets": "(",
    "capitals in a row": "De Het Een Van ",
    "commas and dashes": "a, - ",
    "dates that do not end": "12 maart 20",
}


class Late(Exception):
    """A search took over the cut."""


def literals(path: Path) -> Iterator[tuple[str, str, int]]:
    """Each pattern that a module gives to ``re`` as it stands, with its place and flags."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0
            flags |= re.MULTILINE if "MULTILINE" in ast.dump(node) else 0
            yield f"{path.relative_to(HOME)}:{node.lineno}", first.value, flags


def in_tables(value: object, place: str) -> Iterator[tuple[str, str, int]]:
    """Strings of a table of a pack that are patterns: they hold a sign that plain words do not."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from in_tables(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from in_tables(inner, place)
    elif isinstance(value, str) and re.search(r"[\\\[(|*+?^$]", value):
        yield place, value, 0


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """All patterns of the package, compiled."""
    found = [one for path in sorted(HOME.rglob("*.py")) for one in literals(path)]
    for path in sorted((HOME / "packs").rglob("*.toml")):
        found += in_tables(tomllib.loads(path.read_text(encoding="utf-8")), str(path.relative_to(HOME)))
    compiled = []
    for place, pattern, flags in found:
        try:
            compiled.append((place, re.compile(pattern, flags)))
        except re.error:  # a text of a table that is no pattern
            continue
    return compiled


def _late(signum: int, frame: FrameType | None) -> None:
    raise Late


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """How long finding all of a pattern in a text takes; the cut where it takes longer."""
    since = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, CUT)
    try:
        for _ in pattern.finditer(text):
            pass
    except Late:
        return CUT
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - since


def main() -> None:
    """Print what is over the limit, slowest first, and how many there are."""
    signal.signal(signal.SIGALRM, _late)
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    texts = {name: (piece * (size // len(piece) + 1))[:size] for name, piece in FAMILIES.items()}
    every = patterns()
    took = []
    for place, pattern in every:
        for name, text in texts.items():
            spent = seconds(pattern, text)
            if spent > LIMIT:
                # A second look: what was slow only since the machine was busy is not counted.
                spent = min(spent, seconds(pattern, text))
            took.append((spent, place, name, pattern.pattern))
    slow = sorted((one for one in took if one[0] > LIMIT), reverse=True)
    for spent, place, name, pattern_text in slow:
        print(f"{spent:6.2f} s  {place:40} {name:24} {pattern_text[:80]!r}")
    places = {place for _, place, _, _ in slow}
    print(
        f"{len(every)} patterns, {len(texts)} texts of {size:,} characters; {len(places)} patterns are over {LIMIT} s"
    )


if __name__ == "__main__":
    main()
