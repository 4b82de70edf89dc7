"""What reading costs as files grow from 1 KB to 20 MB, and what one slow page costs a thousand others.

    python benchmarks/intake_sizes.py [--thousand 1000] [--code] [KIND…]

For each kind prints a line for each size: the outcome, the time on the clock, processor time (of this process and of
the one that takes pages apart), the memory of both at most, and the processor time for each MB against that of the
size before. Short readings are repeated until they take half a second. Goals: at most 1.5 times what a straight line
from the size before would say (from 100 KB on, below which fixed costs count most), and 1 GB of memory. A text has a
million characters at most: what is over it is refused, and the time that this takes counts. Of a document, which is
packed, the size of its text is told.

Then a web archive of a thousand pages, one of which takes over 10 seconds: all others must be read, and it must be
named. A process is started for each kind, so that memory is its own.

With --code, instead, the whole road on texts of 3,000 to 100,000 characters: the example report again and again, which
is harder than a long report, since all of it is about the same few.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from demarche.errors import TooSlow

HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE / "tests" / "read"))
WORDS = (
    "De minister van Visserij zei dat het overleg over de quota in Reykjavik is vastgelopen, en dat hij verder wil. "
)
SIZES = (1_000, 10_000, 100_000, 1_000_000, 5_000_000, 19_900_000)


def text(size: int) -> str:
    """Prose of so many characters, in paragraphs of some 500, with a number in each so that none are the same."""
    pieces = [f"Alinea {n}. {WORDS * 4}\n\n" for n in range(size // 500 + 1)]
    return "".join(pieces)[:size]


def page(size: int) -> bytes:
    """A page: an article of 100,000 characters at most, and around it what news sites put there: for each teaser with a
    link some four times as much script and data. (Pages of nothing but links stand in ``intake_hostile.py``.)"""
    body = "".join(f"<p>{one}</p>" for one in text(min(size // 2, 100_000)).split("\n\n"))
    link = "<li><a class='teaser' href='/nieuws/{n}'><img src='/{n}.jpg'> Nog een bericht {n}</a></li>"
    script = (
        "<script>window.state.push({{id: {n}, kop: 'Nog een bericht {n}', blokken: ["
        + "'woord', " * 30
        + "]}})</script>\n"
    )
    around = "".join((link + script).format(n=n) for n in range(max(size - len(body), 0) // 400))
    return f"<html><body><article><h1>Een kop</h1>{body}</article><ul>{around}</ul></body></html>".encode()[:size]


def pages(size: int) -> bytes:
    """A web archive with pages of 50 KB."""
    from made_files import warc

    return warc(*[page(min(size, 50_000))] * max(size // 50_000, 1), packed=False)


def documents(size: int) -> bytes:
    """A document with a text of this size, packed much smaller."""
    from made_files import docx

    return docx(*text(min(size, 2_000_000)).split("\n\n"))


def feed(size: int) -> bytes:
    """A feed with items of 1 KB."""
    from made_files import rss, rss_item

    return rss(*(rss_item(n, f"<p>{text(700)}</p>") for n in range(max(size // 1_000, 1))))


def printed(size: int) -> bytes:
    """A PDF with 40 lines on a page, some 4 KB each."""
    from made_files import pdf

    return pdf(*[[line[:90] for line in text(3_600).split(". ")[:40]]] * max(size // 4_000, 1))


MAKERS: dict[str, Callable[[int], bytes]] = {
    "txt": lambda size: text(size).encode(),
    "html": page,
    "pdf": lambda size: printed(min(size, 1_000_000)),
    "docx": documents,
    "rss": feed,
    "eml": lambda size: f"From: a@haven.example\nSubject: Overleg\n\n{text(size)}".encode(),
    "jsonl": lambda size: b"".join(b'{"text": "%s"}\n' % (WORDS * 8).encode() for _ in range(max(size // 900, 1))),
    "csv": lambda size: b"text,date\n" + b'"%s",2023-05-04\n' % (WORDS * 8).encode() * max(size // 900, 1),
    "warc": pages,
}


def memory(process: int | None) -> float:
    """The most memory that a process had, in MB; 0 where it is gone, or the system does not tell."""
    try:
        told = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        return 0.0
    return int(told[1]) / 1024 if told else 0.0


def processor(process: int | None) -> float:
    """Seconds of processor time that another process has taken so far."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def sweep(kind: str) -> None:
    """Read files of one kind as they grow."""
    from demarche.read import read_many
    from demarche.read.guarded import GUARD

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"warm.{kind}"
        place.write_bytes(MAKERS[kind](2_000))
        list(read_many(place))
        before = 0.0
        for size in SIZES:
            place = Path(folder) / f"{size}.{kind}"
            place.write_bytes(MAKERS[kind](size))
            really = min(size, 2_000_000) if kind == "docx" else place.stat().st_size
            clock, spent, outcome = measured(place)
            each = spent / really
            told = before > 0 and size > 100_000 and outcome != "TooSlow"
            ratio = f"{each / before:5.2f} times the size before" if told else ""
            print(
                f"{kind:6} {really / 1000:9,.0f} KB  {outcome:14} {1000 * clock:9.1f} ms {1000 * spent:9.1f} ms cpu "
                f"{memory(os.getpid()):5.0f} + {memory(GUARD.process):4.0f} MB  {1e9 * each:6.0f} ms a MB {ratio}",
                flush=True,
            )
            before = each if outcome != "TooSlow" else 0.0


def measured(place: Path) -> tuple[float, float, str]:
    """Seconds on the clock and of processor time that reading a file takes, and what came out."""
    from demarche.read import read_many
    from demarche.read.guarded import GUARD

    since, own, child, times = time.perf_counter(), time.process_time(), processor(GUARD.process), 0
    spent = 0.0
    while times == 0 or (spent < 0.5 and times < 500):
        found = list(read_many(place))
        times += 1
        spent = time.process_time() - own + max(processor(GUARD.process) - child, 0.0)
        if any(isinstance(source.trouble, TooSlow) for source in found):
            break
    troubles = sorted({type(source.trouble).__name__ for source in found if source.trouble})
    return (time.perf_counter() - since) / times, spent / times, " ".join(troubles) or f"{len(found):,} read"


def thousand(count: int) -> None:
    """One page that never ends among many that do."""
    from made_files import PAGE, warc

    from demarche.read import read_many

    slow = ("<html><body><article>" + "".join(f"<p>woord {n}</p>" for n in range(600_000))).encode()
    bodies = [PAGE.replace("vastgelopen", f"voor de {n}e keer vastgelopen").encode() for n in range(count - 1)]
    bodies.insert(count // 2, slow)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "thousand.warc.gz"
        place.write_bytes(warc(*bodies))
        since = time.perf_counter()
        found = list(read_many(place))
        spent = time.perf_counter() - since
    read = {source.document.text for source in found if source.document}
    named = [source.name for source in found if isinstance(source.trouble, TooSlow)]
    print(f"{count:,} pages, one of them slow: {len(read):,} read, named as too slow {named}, {spent:.1f} s")


def whole_road() -> None:
    """Read, parse and code texts as they grow."""
    from demarche.records import Document
    from demarche.run import code

    example = (HOUSE / "examples" / "visserij.txt").read_text(encoding="utf-8")
    code(Document(text=example))
    before = 0.0
    for size in (3_000, 10_000, 30_000, 100_000):
        longer = ((example + "\n\n") * (size // len(example) + 1))[:size]
        since = time.process_time()
        record = code(Document(text=longer))
        each = (time.process_time() - since) / size
        ratio = f"{each / before:5.2f} times the size before" if before else ""
        print(
            f"coded {size:7,} characters  {len(record.statements):5} statements {1000 * each * size:8.0f} ms cpu "
            f"{memory(os.getpid()):5.0f} MB  {1e6 * each:4.0f} s a million {ratio}",
            flush=True,
        )
        before = each


def main() -> None:
    """Each kind in a process of its own, then the thousand."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("kinds", nargs="*", choices=[*MAKERS, []], help="else all")
    ask.add_argument("--thousand", type=int, default=1000)
    ask.add_argument("--one", choices=list(MAKERS), help=argparse.SUPPRESS)
    ask.add_argument("--code", action="store_true", help="the whole road instead of reading alone")
    asked = ask.parse_args()
    if asked.code:
        whole_road()
        return
    if asked.one:
        sweep(asked.one)
        return
    for kind in asked.kinds or MAKERS:
        subprocess.run([sys.executable, __file__, "--one", kind], check=True)
    if asked.thousand:
        thousand(asked.thousand)


if __name__ == "__main__":
    main()
