"""Feeds, documents, books, tar archives and packed tables: real ones, and their broken, cut and hostile siblings."""

from __future__ import annotations

import gzip
import json
import lzma
import socket
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_files import BODY, WORDS, atom, docx, epub, rss, rss_item, tar, zipped

from demarche.errors import EmptyInput, InputError, NotText, TooLarge
from demarche.read import Source, read_file, read_many

MARKUP = f"<p>{WORDS[0]}</p><script>weg()</script><p>{WORDS[1]} <a href='/x'>Vis &amp; zee</a></p>"


def all_in(folder: Path, name: str, data: bytes, **how: dict[str, str]) -> list[Source]:
    place = folder / name
    place.write_bytes(data)
    return list(read_many(place, **how))  # type: ignore[arg-type]


def texts(found: list[Source]) -> list[str]:
    return [source.document.text for source in found if source.document]


def troubles(found: list[Source]) -> list[type[InputError]]:
    return [type(source.trouble) for source in found if source.trouble]


class TestFeeds:
    """RSS and Atom, as far as the feed itself tells its items."""

    def test_each_item_is_a_report_with_what_the_feed_says_of_it(self, tmp_path: Path) -> None:
        found = all_in(tmp_path, "feed.rss", rss(rss_item(1, MARKUP), rss_item(2, WORDS[2])))
        first, second = (source.document for source in found)
        assert first is not None and second is not None
        assert first.text == f"Bericht 1\n\n{WORDS[0]}\n\n{WORDS[1]} Vis & zee"
        assert (first.title, first.outlet, first.language) == ("Bericht 1", "De Haven & omstreken", "nl")
        assert (first.url, second.url) == ("https://haven.example/1", "https://haven.example/2")
        assert [problem.kind for problem in first.problems] == ["feed"]

    def test_the_day_is_that_of_the_items_own_clock(self, tmp_path: Path) -> None:
        (source,) = all_in(tmp_path, "feed.rss", rss(rss_item(1, WORDS[0])))
        (other,) = all_in(tmp_path, "feed.atom", atom("Overleg", f"<p>{WORDS[0]}</p>"))
        assert source.document is not None and other.document is not None
        assert source.document.published == other.document.published == "2023-05-04"
        assert other.document.text == f"Overleg\n\n{WORDS[0]}"

    def test_a_feed_is_known_by_its_root_in_a_folder_only_by_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        assert len(texts(all_in(tmp_path / "in", "feed.xml", rss(rss_item(1, WORDS[0]))))) == 1
        assert list(read_many(tmp_path / "in")) == []

    def test_a_feed_that_is_broken_or_cut_gives_what_can_be_made_out(self, tmp_path: Path) -> None:
        whole = rss(rss_item(1, WORDS[0]), rss_item(2, WORDS[1]))
        for name, data in {
            "broken": whole.replace(b"</guid>", b"</gid>"),
            "cut": whole[: whole.index(b"Volgens")],
        }.items():
            found = all_in(tmp_path, f"{name}.rss", data)
            assert WORDS[0] in texts(found)[0]
            assert found[0].document is not None
            assert "no sound XML" in found[0].document.problems[0].message

    @pytest.mark.parametrize("data", [b"<html><body>geen feed", b"\x00\xff" * 400, b"   ", b"<rss></rss>"])
    def test_what_is_no_feed_is_trouble(self, tmp_path: Path, data: bytes) -> None:
        assert len(troubles(all_in(tmp_path, "none.rss", data))) == 1

    def test_an_item_can_not_name_an_address_that_runs(self, tmp_path: Path) -> None:
        (source,) = all_in(tmp_path, "feed.rss", rss(rss_item(1, WORDS[0], link="javascript:alert(1)")))
        assert source.document is not None and source.document.url is None


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


HEADS = [
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>',
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/">]>',
    '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p.dtd"> %p;]>',
    '<!DOCTYPE rss SYSTEM "http://127.0.0.1:{port}/x.dtd">',
    '<!DOCTYPE rss PUBLIC "-//X//Y" "file://{secret}">',
    '<!DOCTYPE rss [<!ENTITY x PUBLIC "-//X//Y" "file://{secret}">]>',
    '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>',
    '<?xml-stylesheet href="http://127.0.0.1:{port}/x.xsl" type="text/xsl"?>',
    '<!DOCTYPE rss [<!ATTLIST rss x CDATA "http://127.0.0.1:{port}/">]>',
    '<!DOCTYPE rss [<!NOTATION n SYSTEM "http://127.0.0.1:{port}/"><!ENTITY x SYSTEM "file://{secret}" NDATA n>]>',
]
INCLUDE = '<x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file://{secret}" parse="text"/></x>'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:{port}/x"/></svg>'


@pytest.mark.parametrize("payload", [*HEADS, INCLUDE, PICTURE])
def test_entities_of_feeds_and_books_leak_nothing_and_open_no_socket(
    tmp_path: Path, listener: socket.socket, payload: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheime afspraak", encoding="utf-8")
    made = payload.replace("{secret}", str(secret)).replace("{port}", str(listener.getsockname()[1]))
    head, inside = (made, "") if payload in HEADS else ("", made)
    files = {
        "a.rss": rss(rss_item(1, WORDS[0]).replace("Bericht", f"&x;{inside} Bericht"), head=head),
        "a.atom": atom(
            f"&x; {inside}", f"<p>{WORDS[0]} &x;</p>{inside}", head=head.replace("DOCTYPE rss", "DOCTYPE feed")
        ),
        "a.epub": epub(f"<h1>&x;</h1>{BODY}{inside}", package_head=head.replace("DOCTYPE rss", "DOCTYPE package")),
    }
    for name, data in files.items():
        found = all_in(tmp_path, name, data)
        assert found
        assert "geheim" not in repr(found)
    with pytest.raises(TimeoutError):
        listener.accept()


class TestDocuments:
    """DOCX and EPUB."""

    def test_a_document_gives_its_paragraphs_and_tables_in_order(self, tmp_path: Path) -> None:
        data = docx(WORDS[0], "", WORDS[1], title="Verslag", cells=("IJsland", "Noorwegen"))
        (tmp_path / "made.docx").write_bytes(data)
        document = read_file(tmp_path / "made.docx")
        assert document.text == f"{WORDS[0]}\n\n{WORDS[1]}\n\nIJsland | Noorwegen"
        assert document.title == "Verslag"
        (tmp_path / "no-name").write_bytes(data)
        assert read_file(tmp_path / "no-name").text == document.text

    def test_a_book_gives_a_report_for_each_chapter(self, tmp_path: Path) -> None:
        found = all_in(tmp_path, "made.epub", epub(f"<h1>Overleg</h1>{BODY}", f"<h2>Vervolg</h2>{BODY}"))
        first, second = (source.document for source in found)
        assert first is not None and second is not None
        assert first.text == "\n\n".join(("Overleg", *WORDS))
        assert (first.title, second.title, first.outlet) == ("Overleg", "Vervolg", "De Haven")
        assert (first.published, first.language) == ("2023-05-04", "nl")

    @pytest.mark.parametrize("name", ["a.docx", "a.epub"])
    def test_what_is_broken_cut_or_empty_is_trouble(self, tmp_path: Path, name: str) -> None:
        whole = docx(*WORDS) if name == "a.docx" else epub(BODY)
        other = zipped({"readme.txt": WORDS[0].encode()})
        broken = bytearray(whole)
        broken[60:200] = bytes(140)
        for data in (
            whole[: len(whole) // 2],
            bytes(broken),
            other,
            b"PK\x03\x04",
            b"",
            docx() if name == "a.docx" else epub(),
        ):
            assert len(troubles(all_in(tmp_path, name, data))) == 1

    @pytest.mark.parametrize("name", ["a.docx", "a.epub"])
    def test_bombs_are_refused(self, tmp_path: Path, name: str) -> None:
        files = {"word/document.xml": b" " * 30_000_000, "META-INF/container.xml": b" " * 30_000_000}
        assert troubles(all_in(tmp_path, name, zipped(files))) == [TooLarge]

    def test_a_book_that_leads_out_of_itself_gives_nothing_from_there(self, tmp_path: Path) -> None:
        (tmp_path / "out.xhtml").write_text(f"<html><body>{BODY * 3}</body></html>", encoding="utf-8")
        data = zipped(
            {
                "META-INF/container.xml": b"<c><rootfile full-path='b.opf'/></c>",
                "b.opf": b"<p><manifest><item id='i' href='../out.xhtml' media-type='application/xhtml+xml'/>"
                b"</manifest><spine><itemref idref='i'/></spine></p>",
            }
        )
        assert troubles(all_in(tmp_path, "out.epub", data)) == [EmptyInput]


FILES = {
    "a.txt": WORDS[0].encode(),
    "deep/é.txt": WORDS[1].encode(),
    "b.jsonl": b'{"text": "Een."}\n{"text": "Twee."}\n',
    "c.csv": b"id;tekst\n../../weg;Drie vissen.\n",
    "picture.gif": b"GIF89a",
    "512.txt": b"a " * 256,
}


class TestTar:
    """Tar archives, plain and packed."""

    @pytest.mark.parametrize(
        ("name", "pack"), [("a.tar", bytes), ("a.tgz", gzip.compress), ("a.tar.xz", lzma.compress)]
    )
    def test_every_file_that_can_be_read_is(self, tmp_path: Path, name: str, pack: object) -> None:
        found = all_in(tmp_path, name, pack(tar(FILES)))  # type: ignore[operator]
        assert texts(found) == [WORDS[0], WORDS[1], "Een.", "Twee.", "Drie vissen.", "a " * 256]
        assert all("/" not in source.name and ".." not in source.name for source in found)

    def test_links_devices_and_names_lead_nowhere(self, tmp_path: Path) -> None:
        inside = tmp_path / "inside"
        inside.mkdir()
        names = [
            "../out.txt",
            "/etc/out.txt",
            "C:\\out.txt",
            "a" * 300 + ".txt",
            "same.txt",
            "SAME.txt",
            "cafe\u0301.txt",
        ]
        data = tar({name: WORDS[0].encode() for name in names}, links={"link.txt": "/etc/passwd"})
        found = all_in(inside, "names.tar", data)
        assert len({source.name.casefold() for source in found}) == len(names) == len(texts(found))
        assert [path.name for path in tmp_path.rglob("*")] == ["inside", "names.tar"]

    def test_what_stands_before_a_break_is_read(self, tmp_path: Path) -> None:
        whole = tar(FILES)
        broken = bytearray(whole)
        broken[1024 + 10] ^= 0xFF  # in the head of the second file
        for name, data in {"broken.tar": bytes(broken), "cut.tar": whole[:1300], "half.tar": whole[:1500]}.items():
            found = all_in(tmp_path, name, data)
            assert texts(found)[0] == WORDS[0]
            assert troubles(found) == [NotText], name
        assert troubles(all_in(tmp_path, "none.tar", b"geen archief " * 400)) == [NotText]

    def test_bombs_are_refused(self, tmp_path: Path) -> None:
        bomb = tar({"a.txt": b" " * 30_000_000})
        assert troubles(all_in(tmp_path, "bomb.tgz", gzip.compress(bomb)))[0] is TooLarge
        told = tarfile.TarInfo("x.txt")
        told.pax_headers = {"comment": "x" * 3_000_000}
        assert troubles(all_in(tmp_path, "head.tar", told.tobuf(tarfile.PAX_FORMAT))) == [TooLarge]
        holes = tarfile.TarInfo("x.txt")
        holes.pax_headers = {"GNU.sparse.map": "0,1", "GNU.sparse.size": "99999999999", "GNU.sparse.major": "0"}
        assert troubles(all_in(tmp_path, "holes.tar", holes.tobuf(tarfile.PAX_FORMAT) + bytes(1024))) == [TooLarge]
        assert troubles(all_in(tmp_path, "nested.tar", tar({"b.tar": bomb}))) == [NotText]


class TestPackedTables:
    """Tables packed, and in archives."""

    CSV = f'kop,tekst,datum\nEen,"{WORDS[0]}",2023-05-04\nTwee,{WORDS[1]},2023-05\n'.encode()

    def parquet(self, place: Path) -> bytes:
        pq.write_table(pa.table({"body": [WORDS[0], WORDS[1], None], "title": ["Een", "Twee", "Drie"]}), place)
        return place.read_bytes()

    @pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
    def test_are_read_as_what_is_in_them(self, tmp_path: Path, pack: object) -> None:
        found = all_in(tmp_path, "a.csv.gz", pack(self.CSV))  # type: ignore[operator]
        assert texts(found) == [WORDS[0], WORDS[1]]
        assert [source.document.published for source in found if source.document] == ["2023-05-04", "2023-05"]
        packed = pack(self.parquet(tmp_path / "b.parquet"))  # type: ignore[operator]
        found = all_in(tmp_path, "b.parquet.gz", packed)
        assert texts(found) == [WORDS[0], WORDS[1]] and troubles(found) == [NotText]

    def test_are_read_in_archives_by_the_map_of_columns(self, tmp_path: Path) -> None:
        rows = b"woorden\tnr\nEen verslag.\t1\n"
        lines = json.dumps({"woorden": "Nog een verslag."}).encode()
        made = zipped({"a.tsv": rows, "b.jsonl": lines, "c.parquet": self.parquet(tmp_path / "c.parquet")})
        found = all_in(tmp_path, "a.zip", made, columns={"text": "woorden"})
        assert texts(found) == ["Een verslag.", "Nog een verslag."]
        assert troubles(found) == [NotText]

    def test_broken_and_cut_ones_are_trouble(self, tmp_path: Path) -> None:
        whole = self.parquet(tmp_path / "a.parquet")
        broken = bytearray(whole)
        broken[4:40] = bytes(36)
        for data in (whole[:-20], whole[:100], bytes(broken), b"PAR1" * 20, b""):
            assert NotText in troubles(all_in(tmp_path, "b.parquet", data))
        assert troubles(all_in(tmp_path, "a.csv.gz", gzip.compress(self.CSV)[:-9])) == [NotText]
        assert troubles(all_in(tmp_path, "a.csv", b'tekst\n"' + b"x" * 1_100_000)) == [NotText]
        assert troubles(all_in(tmp_path, "b.csv", b"a,b\n1,2\n")) == [NotText]

    def test_a_long_table_is_read_row_by_row(self, tmp_path: Path) -> None:
        text = f"{WORDS[0]} Coördinatie. " * 100
        row = f"2023-05-04,{text}\n".encode("cp1252")
        count = 21_000_000 // len(row)
        found = all_in(tmp_path, "long.csv", b"datum,tekst\n" + row * count)
        assert len(found) == count
        assert {source.document.text for source in found if source.document} == {text}


class TestHostileMail:
    """Mail that is made to keep its reader busy."""

    def test_parts_in_parts_and_floods_of_headers_are_read_or_named(self, tmp_path: Path) -> None:
        nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
        letters = {
            "nested.eml": b"Subject: x\n" + nested + b"\n" + WORDS[0].encode(),
            "message.eml": b"Content-Type: message/rfc822\n\n" * 3_000 + WORDS[0].encode(),
            "headers.eml": b"X: y\n" * 200_000 + b"\n" + WORDS[0].encode(),
            "from.eml": b"From: "
            + b"(" * 20_000
            + b"\nSubject: =?utf-8?q?"
            + b"=41" * 50_000
            + b"?=\n\n"
            + WORDS[0].encode(),
            "charset.eml": b"Content-Type: text/plain; charset=geen\n\n" + WORDS[0].encode(),
            "name.eml": b'Content-Type: text/html; charset="\xff"\n\n<p>' + BODY.encode(),
        }
        for name, data in letters.items():
            (source,) = all_in(tmp_path, name, data)
            assert source.document is not None or isinstance(source.trouble, InputError), name


class TestJson:
    """JSON that is not by lines: a list, an object around one, or one report."""

    @pytest.mark.parametrize(
        "held",
        [
            [{"text": BODY, "date": "2022-01-12"}, {"body": BODY}],
            {"status": "ok", "tags": [], "articles": [{"text": BODY}, {"tekst": BODY}]},
        ],
    )
    def test_every_object_is_a_report(self, tmp_path: Path, held: object) -> None:
        assert texts(all_in(tmp_path, "reports.json", json.dumps(held).encode())) == [BODY, BODY]

    def test_one_object_with_a_text_is_one_report_whatever_lists_it_has(self, tmp_path: Path) -> None:
        held = {"text": BODY, "published": "2022-01-12", "tags": ["a", "b"]}
        (source,) = all_in(tmp_path, "report.json", json.dumps(held).encode())
        assert source.document is not None and source.document.published == "2022-01-12"

    def test_a_key_may_be_named(self, tmp_path: Path) -> None:
        (source,) = all_in(tmp_path, "a.json", json.dumps([{"words": BODY}]).encode(), columns={"text": "words"})
        assert source.document is not None

    @pytest.mark.parametrize("data", [b"[1, 2", b"[" * 100_000, b"\xff\xfe", b'[1, "x", null, {"text": 5}]', b"3"])
    def test_what_holds_no_report_is_said(self, tmp_path: Path, data: bytes) -> None:
        found = all_in(tmp_path, "odd.json", data)
        assert found and set(troubles(found)) == {NotText} and not texts(found)

    def test_in_a_folder_it_is_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "record.json").write_text(json.dumps([{"text": BODY}]), encoding="utf-8")
        (tmp_path / "report.txt").write_text(BODY, encoding="utf-8")
        assert len(list(read_many(tmp_path))) == 1
