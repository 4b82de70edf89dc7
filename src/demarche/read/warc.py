"""Pages in a web archive (WARC 1.0 and 1.1, plain or packed, as Common Crawl's CC-NEWS has them)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import error as zlib_error

from demarche.errors import InputError, NotText, TooLarge
from demarche.read.kinds import LARGEST_RAW

_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a server sent it: its bytes, the encoding that the server named, its address and day of fetching."""

    data: bytes
    encoding: str
    url: str | None
    fetched: str | None


def pages_in(stream: io.BufferedReader, name: str) -> Iterator[Page | InputError]:
    """Each page that a server answered with status 200; what is no page is passed over.

    A record that can't be read is given as its trouble; after a broken header the rest of the file is lost.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records, number, known = ArchiveIterator(_Short(stream)), 0, False
    while True:
        number += 1
        try:
            record = next(records, None)
            if record is None:
                break
            known = known or record.format == "warc"
            page = _page(record, f"record {number} of {name}")
        except TooLarge as trouble:  # a bomb: of the whole file, or of the record whose content is packed
            yield trouble
            return
        except (
            ArchiveLoadFailed,
            NotText,
            OSError,
            EOFError,
            ValueError,
            KeyError,
            AttributeError,
            zlib_error,
        ) as fault:
            said = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
            yield NotText(f"{name} is damaged or cut short at record {number} ({said}). What stands before it is read.")
            return
        if page is not None:
            known = True  # ARC, the older kind, is told by its pages only
            yield page
    if not known:
        yield NotText(f"{name} is no web archive: no record in it begins as those of a WARC do.")


class _Short:
    """A stream that gives what it has: what stands before the place where a file is cut is not lost with it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, from one read of the file."""
        return self._stream.read1(size)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _page(record: Any, name: str) -> Page | InputError | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if record.http_headers.get_statuscode() != "200" or not kind.startswith(_PAGES):
        return None
    told = record.rec_headers.get_header("Content-Length")
    content = record.content_stream()
    data = content.read(LARGEST_RAW + 1)
    if len(data) > LARGEST_RAW:
        return TooLarge(f"{name} has over {LARGEST_RAW:,} bytes, too much for one page. It is left.")
    if told and told.isdecimal() and getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError(f"the record says it has {told} bytes and ends before")
    _, _, charset = kind.partition("charset=")
    when = record.rec_headers.get_header("WARC-Date") or ""
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Page(data, charset.split(";")[0].strip(" \"'"), url, when[:10] or None)
