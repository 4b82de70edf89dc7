"""Forty samples of odd Unicode: they are coded, and every item's words stand at their offsets in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.read import read_file
from demarche.records import check_words
from demarche.run import code

# Over 100 bytes, since more than two control characters in a hundred are no text.
REPORT = (
    "“Noor{x}wegen eist dat de EU de sancties{x} opheft”, "
    "zei de Noorse minister van Visserij dinsdag na overleg in Oslo."
)
# What is put into the report, in the middle of a name too.
INSIDE = {
    "right-to-left override": "\u202e",
    "left-to-right override": "\u202d",
    "embedding": "\u202a",
    "pop": "\u202c",
    "isolate": "\u2066",
    "isolate without end": "\u2068",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "ideographic space": "\u3000",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "next line": "\u0085",
    "vertical tab": "\v",
    "form feed": "\f",
    "carriage return": "\r",
    "NUL": "\x00",
    "escape": "\x1b[31m",
    "bell": "\x07",
    "delete": "\x7f",
    "Cyrillic o": "\u043e",
    "full-width letter": "\uff2f",
    "combining accent": "e\u0301",
    "flood of combining marks": "o" + "\u0316\u0317\u0301" * 200,
    "emoji": "\U0001f1f3\U0001f1f4",
    "family of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "letter outside the first plane": "\U0001d54f",
    "tag letters": "\U000e0041\U000e007f",
    "private use": "\ue000",
    "no character": "\uffff",
    "replacement": "\ufffd",
}
# Bytes that are no UTF-8: half of a pair, and a letter cut in the middle.
BROKEN = {"lone surrogate": b"\xed\xa0\x80", "broken UTF-8": b"\xc3"}
SAMPLES = {name: inside.encode() for name, inside in INSIDE.items()} | BROKEN


@pytest.mark.parametrize("name", SAMPLES)
def test_words_and_offsets_agree_whatever_stands_between_them(tmp_path: Path, name: str) -> None:
    data = REPORT.encode().replace(b"{x}", SAMPLES[name])
    place = tmp_path / "odd.txt"
    place.write_bytes(data)
    try:
        document = read_file(place)
    except InputError as refusal:
        assert name == "NUL" and "binary" in str(refusal)
        return
    if name not in BROKEN:
        assert document.text == data.decode()
    record = check_words(code(document))
    assert record.document.text == document.text
    assert record.events or record.statements or record.positions


def test_there_are_forty_samples() -> None:
    assert len(SAMPLES) == 40
