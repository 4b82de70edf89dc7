"""Break files of every kind under the guidance of coverage, and say what came out that should not.

    python benchmarks/fuzz_readers.py [--seconds 120] [NAME…]

Needs the extra `fuzz` (atheris), which has wheels for Linux. Each kind gets its share of the seconds, in a process of
its own that starts from the sound files of the tests. What the child process takes apart (pages, PDF, mail, feeds,
documents, books) is taken apart here in the same process, so that its coverage counts. A finding is: an exception that
is no `InputError`; inside a parser, an exception that was raised by a line of demarche's own; a crash; over 60 seconds
(on the clock, for busy machines; the guard kills at 10) or 2 GB for one input. Prints a line for each kind, and puts
the inputs of findings into --out. Exit status 1 if there are any.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE / "tests" / "read"))
#: Libraries whose branches guide the search besides our own: those in Python. C code is not seen.
GUIDING = ["demarche.read", "feedparser", "docx", "warcio", "email", "tarfile", "zipfile"]


def fuzz(name: str, seconds: int, found: Path) -> None:
    """Break one kind until the time is up; ends the process."""
    import atheris

    with atheris.instrument_imports(include=GUIDING):
        import demarche.read.files
        import demarche.read.items  # noqa: F401
        from demarche.errors import InputError
        from demarche.read import child, guarded
        from demarche.read import read_many as read
        from demarche.read.web.lists import addresses_in
    from seeds import seeds

    parsers = child.parsers()

    def ask(kind: str, data: bytes, hint: str, name: str) -> dict[str, object]:
        try:
            answer = parsers[kind](data, hint)
        except Exception as fault:
            place = fault.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            wanted = isinstance(fault, InputError) or place is None
            if not wanted and "demarche/read" in place.tb_frame.f_code.co_filename:
                print(f"OWN {type(fault).__name__}: {fault} at {place.tb_frame.f_code.co_name}:{place.tb_lineno}")
            answer = child.damaged(fault)
        guarded.refuse(answer, name)
        return answer

    guarded.GUARD.ask = ask  # type: ignore[method-assign]
    corpus, place = found / f"corpus-{name}", found / name
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(seeds()[name])

    def once(data: bytes) -> None:
        place.write_bytes(data)
        if not name.startswith("list"):
            list(read(place))
            return
        with contextlib.suppress(InputError):
            list(addresses_in(place))

    once(seeds()[name])  # what loads at first use is not to be counted as slow
    options = [
        f"-max_total_time={seconds}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/finding-{name}-", str(corpus)], once)
    atheris.Fuzz()


def one(name: str, seconds: int, found: Path) -> bool:
    """Whether a kind came through; prints its line."""
    command = [sys.executable, __file__, "--one", name, "--seconds", str(seconds), "--out", str(found)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    told = done.stdout + done.stderr
    tries = re.search(r"number_of_executed_units:\s*(\d+)", told)
    covered = re.findall(r"cov: (\d+)", told)
    own = sorted(set(re.findall(r"^OWN .*", told, re.MULTILINE)))
    fine = done.returncode == 0 and not own
    said = f"{name:12} {int(tries[1]) if tries else 0:8,} inputs  {covered[-1] if covered else '?':>6} edges"
    print(said, "fine" if fine else "FOUND", flush=True)
    for line in own[:10]:
        print(f"    {line}")
    if done.returncode:
        print("    " + "\n    ".join(told.splitlines()[-25:]))
    return fine


def main() -> int:
    """Break every kind in turn."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("names", nargs="*", help="names of seeds, such as a.pdf; else all")
    ask.add_argument("--seconds", type=int, default=120, help="for all kinds together")
    ask.add_argument(
        "--out", type=Path, default=None, help="where inputs of findings go; else a folder that is removed"
    )
    ask.add_argument("--one", help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.one:
        fuzz(asked.one, asked.seconds, asked.out)
    from seeds import seeds

    names = asked.names or list(seeds())
    with tempfile.TemporaryDirectory() as folder:
        found = asked.out or Path(folder)
        found.mkdir(parents=True, exist_ok=True)
        share = max(asked.seconds // len(names), 1)
        return int(sum(not one(name, share, found) for name in names) > 0)


if __name__ == "__main__":
    sys.exit(main())
