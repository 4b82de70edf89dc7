"""A sound file of every kind that can be read, for tests and fuzzers to break."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from made_files import PAGE, WORDS, atom, docx, epub, mbox, message, pdf, rss, rss_item, tar, warc, zipped


def seeds() -> dict[str, bytes]:
    """Name of a file, whose ending says its kind, to what it holds."""
    page, text = PAGE.encode(), f"date 2022-01\n\n{' '.join(WORDS)}".encode()
    lines = b"".join(json.dumps({"text": words, "date": "2022-01-12", "id": "a"}).encode() + b"\n" for words in WORDS)
    table = f'kop,tekst,datum\nEen,"{WORDS[0]}",2023-05-04\nTwee,{WORDS[1]},2023\n'.encode()
    return {
        "a.txt": text,
        "a.html": page,
        "a.pdf": pdf([WORDS[0]], []),
        "a.eml": message("Overleg", WORDS[0]).as_bytes(),
        "b.eml": message("Overleg", PAGE, html=True).as_bytes(),
        "a.docx": docx(*WORDS, title="Verslag", cells=("een", "twee")),
        "a.epub": epub(f"<h1>Overleg</h1><p>{' '.join(WORDS)}</p>"),
        "a.rss": rss(rss_item(1, f"<p>{WORDS[0]}</p>"), rss_item(2, WORDS[1])),
        "a.atom": atom("Overleg", f"<p>{WORDS[0]}</p>"),
        "a.mbox": _mailbox(),
        "a.warc": warc(page, packed=False),
        "a.warc.gz": warc(page),
        "a.wacz": zipped({"archive/a.warc": warc(page, packed=False)}),
        "a.zip": zipped({"a.txt": text, "b.jsonl": lines}),
        "a.tar": tar({"a.txt": text, "b.csv": table}, links={"c.txt": "a.txt"}),
        "a.tgz": gzip.compress(tar({"a.txt": text})),
        "a.jsonl": lines,
        "a.csv": table,
        "a.parquet": _parquet(),
        "a.csv.gz": gzip.compress(table),
        "a.txt.bz2": bz2.compress(text),
        "a.txt.xz": lzma.compress(text),
        "list.csv": b"url,title\nhttps://haven.example/1,Een\n",
        "list.json": b'{"articles": [{"url": "https://haven.example/1", "seendate": "20220112T000000Z"}]}',
        "list.CSV": b"\t".join([b"x"] * 60 + [b"https://haven.example/1"]) + b"\n",
    }


def _mailbox() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return mbox(Path(folder) / "a.mbox", message("Een", WORDS[0]), message("Twee", WORDS[1])).read_bytes()


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": list(WORDS), "title": ["a", None, "c"], "date": ["2022", "x", ""]}), out)
    return out.getvalue()
