"""Hostile pages, bombs and archives, and what they cost: seconds, and how much memory rises.

    python benchmarks/intake_hostile.py

Prints a line for each: the outcome (a text's length, or the error's name), seconds, the rise of the highest memory of
this process in MB, and the highest memory so far of the process that takes pages apart (where it still lives). A page
over 10 seconds must end as TooSlow. The files are made by another process, whose memory is not counted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

WORDS = "De minister zei dat het overleg over de quota is vastgelopen. "
ARTICLE = "<html><body><article>{}</article></body></html>"
PAGES: dict[str, Callable[[], str]] = {
    "10 MB of short paragraphs": lambda: ARTICLE.format("<p>kort woord</p>" * 600_000),
    "2.5 MB with 100,000 links": lambda: ARTICLE.format("<a href=/x>een link</a> " * 100_000),
    "100,000 elements deep": lambda: "<div>" * 100_000 + WORDS + "</div>" * 100_000,
    "10,000 bold elements deep": lambda: ARTICLE.format("<b>" * 10_000 + WORDS),
    "one line of 10 MB": lambda: ARTICLE.format("<p>" + WORDS * 160_000),
    "one word of 10 MB": lambda: ARTICLE.format("<p>" + "x" * 10_000_000),
    "1 MB of one tag's attributes": lambda: ARTICLE.format("<p " + "a=b " * 250_000 + ">" + WORDS),
    "200,000 open tables": lambda: ARTICLE.format("<table><tr><td>" * 200_000 + WORDS),
    "100,000 lists": lambda: ARTICLE.format("<ul><li>" * 100_000 + WORDS),
    "500,000 entities": lambda: ARTICLE.format("<p>" + "&amp;" * 500_000),
    "2 MB of comments": lambda: ARTICLE.format("<!-- -->" * 250_000 + f"<p>{WORDS * 10}"),
    "a title of 5 MB": lambda: f"<title>{WORDS * 80_000}</title>" + ARTICLE.format(f"<p>{WORDS * 10}"),
    "100,000 metas": lambda: "<meta property=og:title content=x>" * 100_000 + ARTICLE.format(f"<p>{WORDS * 10}"),
    "JSON-LD 20,000 deep": lambda: (
        f"<script type='application/ld+json'>{'[' * 20_000}</script>" + ARTICLE.format(f"<p>{WORDS * 10}")
    ),
    "JSON-LD of 3 MB": lambda: (
        "<script type='application/ld+json'>["
        + '{"@type":"Article","headline":"x"},' * 80_000
        + "{}]</script>"
        + ARTICLE.format(f"<p>{WORDS * 10}")
    ),
    "5,000 quotations deep": lambda: ARTICLE.format("<blockquote>" * 5_000 + WORDS),
    "300,000 spans": lambda: ARTICLE.format("<p>" + "<span>een</span> " * 300_000),
    "100,000 articles": lambda: "<html><body>" + f"<article><p>{WORDS}</article>" * 100_000,
    "50,000 headings": lambda: ARTICLE.format("<h2>Een kop</h2><p>En een zin die erbij hoort.</p>" * 50_000),
    "100,000 tags that cross": lambda: ARTICLE.format("<p>" + "<i>een<b>twee</i>drie</b> " * 100_000),
    "500,000 line breaks": lambda: ARTICLE.format("<p>" + "een<br>" * 500_000),
    "a table of 200,000 cells": lambda: ARTICLE.format("<table>" + "<tr><td>een<td>twee" * 100_000 + "</table>"),
    "2,000 tables deep": lambda: ARTICLE.format("<table><tr><td>" * 2_000 + WORDS),
    "100,000 options": lambda: ARTICLE.format("<select>" + "<option>een" * 100_000 + f"</select><p>{WORDS * 10}"),
    "100,000 scripts": lambda: ARTICLE.format("<script>var a</script>" * 100_000 + f"<p>{WORDS * 10}"),
    "a picture of 5 MB in the page": lambda: ARTICLE.format(
        f"<img src='data:image/png;base64,{'A' * 5_000_000}'><p>{WORDS * 10}"
    ),
    "a drawing of 5 MB": lambda: ARTICLE.format(f"<svg><path d='{'M0 0L1 1' * 600_000}'/></svg><p>{WORDS * 10}"),
    "5 MB of white space": lambda: ARTICLE.format(f"<p>{WORDS * 10}" + " \n\t" * 1_600_000),
    "an attribute that never ends": lambda: f"<p title='{WORDS * 40_000}" + ARTICLE.format(f"<p>{WORDS * 10}"),
    "a comment that never ends": lambda: ARTICLE.format(f"<p>{WORDS * 10}<!-- {WORDS * 40_000}"),
    "one paragraph 50,000 times": lambda: ARTICLE.format(f"<p>{WORDS}</p>" * 50_000),
    "300,000 numbered entities": lambda: ARTICLE.format("<p>" + "&#x1F600;&#0;" * 150_000),
    "4 MB of preformatted text": lambda: ARTICLE.format(f"<pre>{(WORDS + chr(10)) * 60_000}</pre>"),
    "1 MB of combining marks": lambda: ARTICLE.format("<p>" + ("o" + "\u0301" * 50) * 10_000),
    "100,000 classes": lambda: ARTICLE.format(f"<div class='{'klasse ' * 100_000}'><p>{WORDS * 10}</div>"),
    "a style sheet of 5 MB": lambda: (
        f"<style>{'p { color: red } ' * 300_000}</style>" + ARTICLE.format(f"<p>{WORDS * 10}")
    ),
    "50,000 forms": lambda: ARTICLE.format("<form><input name=a></form>" * 50_000 + f"<p>{WORDS * 10}"),
    "100,000 lists of links": lambda: ARTICLE.format("<ul><li><a href=/a>een</a></ul>" * 100_000 + f"<p>{WORDS * 10}"),
}


def zip_of(name: str, data: bytes, levels: int = 1) -> bytes:
    """``data`` in a zip archive, in a zip archive…"""
    for level in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name if level == 0 else "inner.zip", data)
        data = out.getvalue()
    return data


def bombs() -> dict[str, bytes]:
    """Packed files that grow a hundredfold and more, by their names."""
    zeros = b" " * 100_000_000
    stream = zlib.compress(zeros, 9)
    pdf = b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + str(len(stream)).encode()
    pdf += b">>stream\n" + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999\r\n\r\n"
    return {
        "bomb.txt.gz": gzip.compress(zeros),
        "bomb.html.gz": gzip.compress(zeros),
        "bomb.jsonl.gz": gzip.compress(zeros),
        "bomb.warc.gz": gzip.compress(head + zeros),
        "length.warc": head + b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>kort",
        "bomb.txt.bz2": bz2.compress(zeros),
        "bomb.txt.xz": lzma.compress(zeros),
        "bomb.zip": zip_of("a.txt", zeros),
        "nested.zip": zip_of("a.txt", zeros, 3),
        "bomb.pdf": pdf,
    }


def make(folder: Path) -> None:
    """Write all hostile files, in the order in which they are read."""
    warm = ARTICLE.format(f"<p>{WORDS * 10}</p>").encode()
    files = {"an honest page.html": warm} | {f"{name}.html": page().encode() for name, page in PAGES.items()} | bombs()
    for number, (name, data) in enumerate(files.items()):
        (folder / f"{number:02d} {name}").write_bytes(data)


def highest(process: int) -> float:
    """The highest memory of a process in MB; 0 where it is gone, or the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    told = re.search(r"VmHWM:\s*(\d+)", status)
    return int(told[1]) / 1024 if told else 0.0


def main() -> None:
    """Read each hostile file and say what it cost."""
    from demarche.read import read_many
    from demarche.read.guarded import GUARD

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, __file__, folder], check=True)
        for place in sorted(Path(folder).iterdir()):
            before, since = highest(os.getpid()), time.perf_counter()
            outcome = [
                type(found.trouble).__name__ if found.document is None else f"{len(found.document.text):,} characters"
                for found in read_many(place)
            ]
            spent, rise = time.perf_counter() - since, highest(os.getpid()) - before
            child = highest(GUARD.process) if GUARD.process else 0.0
            print(f"{place.name[3:]:34} {outcome[0]:20} {spent:6.2f} s {rise:4.0f} MB  {child:5.0f} MB", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
    else:
        main()
