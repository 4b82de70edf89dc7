"""Lists of addresses: texts, tables, GDELT's and Media Cloud's."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_files import zipped

from demarche.errors import NotText
from demarche.read.web.lists import addresses_in

URLS = [f"https://haven.example/{number}" for number in range(3)]


def listed(folder: Path, name: str, data: bytes) -> list[str]:
    (folder / name).write_bytes(data)
    return [address for address, _ in addresses_in(folder / name)]


def test_a_text_has_an_address_on_each_line(tmp_path: Path) -> None:
    text = "# lijst\n" + "\n".join([*URLS, "", "geen adres", URLS[0], "file:///etc/passwd"])
    assert listed(tmp_path, "a.txt", text.encode()) == URLS
    assert listed(tmp_path, "b.txt.gz", gzip.compress(text.encode("utf-8-sig"))) == URLS


@pytest.mark.parametrize(("columns", "place"), [(61, 60), (58, 57), (16, 5), (27, 4)])
def test_gdelts_tables_are_known_by_their_columns(tmp_path: Path, columns: int, place: int) -> None:
    rows = [["x"] * columns for _ in range(4)]
    for row, url in zip(rows, [*URLS, URLS[0]], strict=True):
        row[place] = url
    table = "\n".join("\t".join(row) for row in rows).encode() + b"\nkort\tx\n"
    assert listed(tmp_path, "20220112000000.export.CSV", table) == URLS
    assert listed(tmp_path, "20220112000000.export.CSV.zip", zipped({"20220112000000.export.CSV": table})) == URLS


def test_media_clouds_table_says_title_outlet_day_and_language(tmp_path: Path) -> None:
    table = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f'1,2023-05-05 01:02:03,nl,De Haven,haven.example,2023-05-04,"Overleg, vast",{URLS[0]}\n'
    )
    (tmp_path / "mc.csv").write_text(table, encoding="utf-8")
    ((address, about),) = addresses_in(tmp_path / "mc.csv")
    assert (address, about.outlet, about.published, about.language) == (URLS[0], "De Haven", "2023-05-04", "nl")
    assert about.title == "Overleg, vast"


def test_gdelts_search_is_read_from_json_and_csv(tmp_path: Path) -> None:
    row = {"url": URLS[1], "title": "Overleg", "seendate": "20230504T101500Z", "domain": "haven.example"}
    (tmp_path / "doc.json").write_text(json.dumps({"articles": [row | {"language": "Dutch"}]}), encoding="utf-8")
    ((address, about),) = addresses_in(tmp_path / "doc.json")
    assert (address, about.published, about.language) == (URLS[1], "2023-05-04", None)
    assert listed(tmp_path, "doc.csv", f"URL,MobileURL,Date,Title\n{URLS[2]},,2023-05-04,x\n".encode()) == [URLS[2]]


def test_lines_of_json_and_parquet_are_read(tmp_path: Path) -> None:
    assert listed(tmp_path, "a.jsonl", b"\n".join(json.dumps({"url": url}).encode() for url in URLS)) == URLS
    pq.write_table(pa.table({"SourceURL": URLS, "n": [1, 2, 3]}), tmp_path / "a.parquet")
    assert [address for address, _ in addresses_in(tmp_path / "a.parquet")] == URLS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"geen adres\n"),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.json", b'{"articles": 3}'),
        ("b.json", b"[" * 100_000),
        ("a.jsonl", b'"x"\n{"url": 3}\n'),
        ("a.parquet", b"PAR1"),
        ("a.zip", b"PK\x03\x04"),
        ("a.csv.zip", zipped({"a.csv": b"a,b\n"})),
        ("c.csv", b"\xff\xfe" + b"a" * 40),
    ],
)
def test_what_holds_no_addresses_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(NotText):
        listed(tmp_path, name, data)
