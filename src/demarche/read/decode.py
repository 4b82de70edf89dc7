"""Bytes to text, with what was uncertain said as a problem; what is no text is refused.

Code points are kept as they came (line ends, odd spaces, control characters), so that offsets hold for the file that
the user has. Only what is no text at all is changed: a byte order mark is the encoding's, not the text's, and a lone
surrogate, which no file can hold, becomes U+FFFD. One code point stays one code point.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from demarche.errors import EmptyInput, NotText, TooLarge
from demarche.records import Problem

# The longest report in our gold has 60 thousand characters. spaCy allocates about 1 kB a character while parsing, so
# a million characters is what a worker of 1 GB can take; a text over that is a book or a dump of many reports.
LONGEST = 1_000_000
# A text file holds next to no control characters; a tenth of that share is already far from any prose.
_CONTROL_SHARE = 0.02
_SAMPLE = 65_536
# Bytes of lines with letters outside ASCII that an encoding is guessed from; more makes it slower, not better.
_TELLING = 200_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# First bytes of kinds that people give by mistake -> what to do instead.
_SIGNATURES: dict[bytes, str] = {
    b"%PDF": "a PDF; let its name end in .pdf",
    b"PK\x03\x04": "a zip archive or office document; let its name say which: .zip, .docx, .epub",
    b"\x1f\x8b": "compressed with gzip twice; unpack it first",
    b"\xd0\xcf\x11\xe0": "an old office document; save its text as a .txt file",
    b"{\\rtf": "an RTF document; save its text as a .txt file",
    b"\x89PNG": "an image; only text can be read",
    b"\xff\xd8\xff": "an image; only text can be read",
    b"GIF8": "an image; only text can be read",
    b"SQLite format 3": "a database; export its texts first, for instance as JSONL",
}
# Longest mark first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, *, name: str = "the input") -> tuple[str, tuple[Problem, ...]]:
    """The text in ``data`` and what was uncertain about it.

    UTF-8 is tried first, then the encoding that fits best. Bytes that fit nowhere become U+FFFD and a problem.

    Raises:
        NotText: where the bytes are of a binary kind.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by_mark(data[len(mark) :], encoding)
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _not_utf8(data)


def encoding_of(data: bytes, *, name: str = "the input") -> str:
    """The encoding of the text that ``data`` is the beginning of, cut at the end of a line.

    Raises:
        NotText: where the bytes are of a binary kind.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    _refuse_binary(data, name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data) or "utf-8"
    return "utf-8"


def _by_mark(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    return text, _replaced(text) if "\ufffd" in text else ()


def _refuse_binary(data: bytes, name: str) -> None:
    for start, kind in _SIGNATURES.items():
        if data.startswith(start):
            raise NotText(f"{name} is {kind}.")
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise NotText(f"{name} is binary, not text; give a text file (UTF-8 is best) or a JSONL file of reports.")


def _not_utf8(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    sound = sum(1 for letter in damaged if letter > "\x7f") - broken
    # More letters that are sound UTF-8 than bytes that are not: the file is UTF-8 with damage, no other encoding.
    if sound > broken:
        return damaged, _replaced(damaged)
    encoding = _guessed(data)
    if encoding is None:
        return damaged, _replaced(damaged)
    said = f"the text is not UTF-8; read as {encoding}, which fits best"
    return data.decode(encoding, errors="replace"), (Problem("encoding", said),)


def _guessed(data: bytes) -> str | None:
    """The encoding that fits best, judged by the lines that tell encodings apart; None where none fits."""
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())
    best = from_bytes(telling[:_TELLING]).best()
    if best is None:
        return None
    # Where the old encoding of western Windows reads the same, it is that: by far the most common in western news.
    return "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding


def _replaced(text: str) -> tuple[Problem, ...]:
    count, first = text.count("\ufffd"), text.index("\ufffd")
    return (Problem("encoding", f"{count} broken characters stand as \ufffd", first, first + 1),)


def without_surrogates(text: str) -> tuple[str, tuple[Problem, ...]]:
    """``text`` with lone surrogates as U+FFFD, one for one, and a problem where there were any."""
    found = list(_SURROGATE.finditer(text))
    if not found:
        return text, ()
    said = f"{len(found)} halves of characters (lone surrogates) stand as \ufffd"
    return _SURROGATE.sub("\ufffd", text), (Problem("encoding", said, found[0].start(), found[0].end()),)


def checked(text: str, *, name: str) -> str:
    """``text`` itself, if it can be one report.

    Raises:
        EmptyInput: where it holds no letters or digits.
        TooLarge: where it has over ``LONGEST`` characters.
    """
    if len(text) > LONGEST:
        raise TooLarge(
            f"{name} has {len(text):,} characters; one report can have {LONGEST:,}. "
            "Split it into reports: a file for each, or a JSONL file with a report on each line."
        )
    if not any(letter.isalnum() for letter in text):
        raise EmptyInput(f"{name} holds no text. Give a file with the text of a report.")
    return text
