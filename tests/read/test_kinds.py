"""Pages, web archives, PDF, mail and packed files: real ones, and their broken, cut and hostile siblings."""

from __future__ import annotations

import bz2
import gzip
import lzma
import socket
import zipfile
from pathlib import Path

import pytest
from made_files import BODY, PAGE, WORDS, mbox, message, pdf, warc, zipped

from demarche.errors import EmptyInput, InputError, NotText, TooLarge, TooSlow
from demarche.read import Source, read_file, read_many
from demarche.read.guarded import Guard

PAGE_BYTES = PAGE.encode()


def saved(folder: Path, name: str, data: bytes) -> Path:
    place = folder / name
    place.write_bytes(data)
    return place


def all_in(folder: Path, name: str, data: bytes) -> list[Source]:
    return list(read_many(saved(folder, name, data)))


def texts(found: list[Source]) -> list[str]:
    return [source.document.text for source in found if source.document]


def troubles(found: list[Source]) -> list[type[InputError]]:
    return [type(source.trouble) for source in found if source.trouble]


def test_a_saved_page_gives_its_report_and_what_it_says_of_itself(tmp_path: Path) -> None:
    document = read_file(saved(tmp_path, "page.html", PAGE_BYTES))
    assert document.text == "\n\n".join(("Overleg over vis loopt vast", *WORDS))
    assert (document.title, document.outlet) == ("Overleg over vis loopt vast", "De Haven")
    assert (document.published, document.url) == ("2023-05-04", "https://haven.example/vis")


def test_a_page_is_known_by_its_first_bytes_where_its_name_says_nothing(tmp_path: Path) -> None:
    assert read_file(saved(tmp_path, "page", PAGE_BYTES)).outlet == "De Haven"


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "utf-8"])
def test_a_page_in_an_old_encoding_is_read_as_it_names_it(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace("utf-8", encoding).replace("De minister", "De coördinerende minister")
    assert "coördinerende" in read_file(saved(tmp_path, "old.html", page.encode(encoding))).text


def test_pictures_inside_a_page_change_nothing(tmp_path: Path) -> None:
    inside = PAGE.replace("a.jpg", f"data:image/jpeg;base64,{'AbC9+/' * 400_000}==")
    assert (
        read_file(saved(tmp_path, "whole.html", inside.encode())).text
        == read_file(saved(tmp_path, "a.html", PAGE_BYTES)).text
    )


def test_a_page_cut_short_still_gives_what_is_there(tmp_path: Path) -> None:
    cut = PAGE_BYTES[: PAGE_BYTES.index(b"Het parlement")]
    assert WORDS[0] in read_file(saved(tmp_path, "cut.html", cut)).text


def test_a_page_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="no body of text"):
        read_file(saved(tmp_path, "bare.html", b"<html><body><img src=a.jpg><script>var a = 1</script></body></html>"))


def test_a_page_can_not_name_an_address_that_runs(tmp_path: Path) -> None:
    page = PAGE_BYTES.replace(b"https://haven.example/vis", b"javascript:alert(1)")
    assert read_file(saved(tmp_path, "script.html", page)).url is None


@pytest.fixture
def listener() -> object:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize(
    "payload",
    [
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/">]>',
        '<!DOCTYPE html [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p.dtd"> %p;]>',
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:{port}/x.dtd">',
        '<!DOCTYPE html PUBLIC "-//X//Y" "file://{secret}">',
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x "&b;&b;&b;">]>',
        '<?xml-stylesheet href="http://127.0.0.1:{port}/x.xsl"?>',
        '<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{secret}" parse="text"/></x>',
        '<svg><image href="http://127.0.0.1:{port}/x.svg"/></svg>',
        '<iframe src="http://127.0.0.1:{port}/"></iframe>',
        '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
        '<base href="http://127.0.0.1:{port}/"><object data="file://{secret}"></object>',
    ],
)
def test_entities_and_references_leak_nothing_and_open_no_socket(
    tmp_path: Path, listener: socket.socket, payload: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheime afspraak", encoding="utf-8")
    head = payload.replace("{secret}", str(secret)).replace("{port}", str(listener.getsockname()[1]))
    for name in ("page.html", "page.xhtml"):
        page = f"{head}<html><body><article><p>&x;</p>{BODY}</article></body></html>"
        (source,) = all_in(tmp_path, name, page.encode())
        assert "geheim" not in repr(source)
        assert WORDS[0] in repr(source.document) or isinstance(source.trouble, EmptyInput)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_slow_page_is_killed_and_the_next_one_is_read() -> None:
    guard = Guard(seconds=0.4)
    slow = b"<html><body><article>" + b"<p>kort woord</p>" * 100_000
    try:
        with pytest.raises(TooSlow, match=r"slow\.html took over"):
            guard.ask("page", slow, "", "slow.html")
        guard.seconds = 60
        assert WORDS[0] in guard.ask("page", PAGE_BYTES, "", "next.html")["text"]
    finally:
        guard.close()


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_each_page_with_its_address(tmp_path: Path, packed: bool) -> None:
    name = "made.warc.gz" if packed else "made.warc"
    found = all_in(tmp_path, name, warc(PAGE_BYTES, b"<p>", PAGE_BYTES, packed=packed))
    assert [source.name for source in found] == ["made-000001", "made-000002", "made-000003"]
    assert [source.document.url for source in found if source.document] == [
        "https://haven.example/0",
        "https://haven.example/2",
    ]
    assert troubles(found) == [EmptyInput]


def test_a_page_without_a_date_has_the_day_of_fetching_and_says_so(tmp_path: Path) -> None:
    undated = PAGE_BYTES.replace(b"2023-05-04T10:00:00+02:00", b"")
    (source,) = all_in(tmp_path, "made.warc", warc(undated, packed=False))
    assert source.document is not None
    assert source.document.published == "2023-05-06"
    assert [problem.kind for problem in source.document.problems] == ["date"]


def test_pictures_in_a_web_archive_are_passed_over(tmp_path: Path) -> None:
    assert all_in(tmp_path, "made.warc", warc(b"GIF89a", packed=False, kind="image/gif")) == []


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_cut_short_gives_what_stands_before(tmp_path: Path, packed: bool) -> None:
    whole = warc(PAGE_BYTES, PAGE_BYTES, packed=packed)
    found = all_in(tmp_path, "cut.warc", whole[:-200])
    assert len(texts(found)) == 1
    assert troubles(found) == [NotText]


def test_a_record_with_a_false_length_is_trouble(tmp_path: Path) -> None:
    whole = warc(PAGE_BYTES, packed=False)
    at = whole.rindex(b"Content-Length: ")
    false = whole[:at] + b"Content-Length: 99999999999\r\n" + whole[whole.index(b"\r\n", at) + 2 :]
    assert troubles(all_in(tmp_path, "false.warc", false)) == [NotText]
    assert troubles(all_in(tmp_path, "text.warc", b"no web archive at all\n" * 10)) == [NotText]


def test_the_archives_of_a_wacz_are_read_and_its_lists_are_not(tmp_path: Path) -> None:
    made = zipped({"archive/data.warc.gz": warc(PAGE_BYTES), "pages/pages.jsonl": b'{"text": "Een lijst."}\n'})
    (text,) = texts(all_in(tmp_path, "made.wacz", made))
    assert WORDS[0] in text


def test_a_pdf_is_read_with_its_lines_as_paragraphs(tmp_path: Path) -> None:
    lines = [
        "De minister zei dat het overleg over de vangst-",
        "quota is vastgelopen en dat hij daarom morgen",
        "gaat.",
    ]
    document = read_file(saved(tmp_path, "made.pdf", pdf(lines)))
    assert (
        document.text
        == "De minister zei dat het overleg over de vangstquota is vastgelopen en dat hij daarom morgen gaat."
    )


def test_scans_are_said_to_be_scans(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="is a scan"):
        read_file(saved(tmp_path, "scan.pdf", pdf([])))
    half = read_file(saved(tmp_path, "half.pdf", pdf([WORDS[0]], [])))
    assert [problem.kind for problem in half.problems] == ["scan"]


def test_a_pdf_that_is_broken_is_refused(tmp_path: Path) -> None:
    whole = pdf([WORDS[0]])
    for name, data in {"cut": whole[:300], "broken": b"%PDF-1.7\n" + bytes(range(256)) * 9}.items():
        with pytest.raises(InputError):
            read_file(saved(tmp_path, f"{name}.pdf", data))


def test_a_mailbox_gives_each_message_with_sender_day_and_subject(tmp_path: Path) -> None:
    plain = message("Overleg vast", f"From nu af geldt dit.\n\nFrom the start: {WORDS[0]}")
    found = list(read_many(mbox(tmp_path / "box.mbox", plain, message("Met opmaak", PAGE, html=True))))
    first, second = (source.document for source in found)
    assert first is not None and second is not None
    assert first.text == f"Overleg vast\n\nFrom nu af geldt dit.\n\nFrom the start: {WORDS[0]}"
    assert (first.published, first.outlet, first.title) == ("2023-05-04", "Persdienst Haven", "Overleg vast")
    assert WORDS[1] in second.text and second.title == "Met opmaak"


def test_mail_that_is_broken_is_trouble_of_that_message(tmp_path: Path) -> None:
    made = mbox(tmp_path / "box.mbox", message("Een", WORDS[0]), message("Twee", WORDS[1])).read_bytes()
    broken = made.replace(b"Content-Type: text/plain", b"Content-Type: image/gif", 1)
    found = all_in(tmp_path, "broken.mbox", broken)
    assert troubles(found) == [EmptyInput] and len(texts(found)) == 1
    assert WORDS[0] in texts(all_in(tmp_path, "cut.mbox", made[:-100]))[0]
    assert troubles(all_in(tmp_path, "none.mbox", b"no mail here\n")) == [NotText]
    assert read_file(saved(tmp_path, "one.eml", message("Los", WORDS[2]).as_bytes())).title == "Los"


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
class TestPacked:
    """Packed files of each method."""

    def test_are_read_as_what_is_in_them(self, tmp_path: Path, suffix: str, pack: object) -> None:
        assert texts(all_in(tmp_path, f"a.txt.{suffix}", pack(WORDS[0].encode()))) == [WORDS[0]]  # type: ignore[operator]
        twice = pack(b'{"text": "Een."}\n') + pack(b'{"text": "Twee."}\n')  # type: ignore[operator]
        assert texts(all_in(tmp_path, f"b.jsonl.{suffix}", twice)) == ["Een.", "Twee."]

    def test_are_refused_where_they_are_cut_short(self, tmp_path: Path, suffix: str, pack: object) -> None:
        cut = pack(" ".join(WORDS).encode())[:-20]  # type: ignore[operator]
        assert troubles(all_in(tmp_path, f"cut.txt.{suffix}", cut)) == [NotText]

    def test_are_refused_where_they_are_bombs(self, tmp_path: Path, suffix: str, pack: object) -> None:
        bomb = pack(b" " * 30_000_000)  # type: ignore[operator]
        for kind in ("txt", "html", "jsonl", "mbox", "warc"):
            assert troubles(all_in(tmp_path, f"bomb.{kind}.{suffix}", bomb)) == [TooLarge], kind


HOSTILE_NAMES = [
    "../out.txt",
    "../../../../tmp/out.txt",
    "/etc/out.txt",
    "C:\\out.txt",
    "..\\..\\out.txt",
    "CON.txt",
    "a" * 300 + ".txt",
    "same.txt",
    "SAME.txt",
    "caf\u00e9.txt",
    "cafe\u0301.txt",
    ".hidden.txt",
]


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    files = {name: f"Verslag nummer {number} over vis.".encode() for number, name in enumerate(HOSTILE_NAMES)}
    found = all_in(inside, "names.zip", zipped(files))
    assert len(texts(found)) == len(HOSTILE_NAMES)
    assert len({source.name.casefold() for source in found}) == len(HOSTILE_NAMES)
    assert all(source.name == Path(source.name).name and len(source.name) < 130 for source in found)
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "names.zip"]


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert troubles(list(read_many(tmp_path / "link.zip"))) == [EmptyInput]


def test_a_file_without_a_name_is_passed_over(tmp_path: Path) -> None:
    """Found by the fuzzer."""
    with zipfile.ZipFile(tmp_path / "nameless.zip", "w") as archive:
        archive.writestr("a.txt", WORDS[0])
        archive.writestr(zipfile.ZipInfo("x"), b"")
    data = (tmp_path / "nameless.zip").read_bytes()
    at = data.rindex(b"PK\x01\x02")
    nameless = data[: at + 28] + bytes(2) + data[at + 30 : at + 46] + data[at + 47 :]
    end = nameless.rindex(b"PK\x05\x06")
    size = int.from_bytes(nameless[end + 12 : end + 16], "little") - 1
    nameless = nameless[: end + 12] + size.to_bytes(4, "little") + nameless[end + 16 :]
    assert texts(all_in(tmp_path, "nameless.zip", nameless)) == [WORDS[0]]


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    bomb = zipped({"a.txt": b" " * 30_000_000})
    assert troubles(all_in(tmp_path, "bomb.zip", bomb)) == [TooLarge]
    assert troubles(all_in(tmp_path, "nested.zip", zipped({"b.zip": bomb}))) == [NotText]
    two = zipped({"a.txt": WORDS[0].encode(), "b.txt": WORDS[1].encode()})
    at = two.rindex(b"PK\x01\x02")
    over = two[: at + 42] + bytes(4) + two[at + 46 :]  # the second file is said to lie where the first one does
    assert troubles(all_in(tmp_path, "over.zip", over)) == [TooLarge]
    assert troubles(all_in(tmp_path, "cut.zip", two[:-30])) == [NotText]


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    saved(tmp_path / "a" / "b", "page.html", PAGE_BYTES)
    saved(tmp_path / "a", "text.txt", WORDS[0].encode())
    saved(tmp_path, "picture.gif", b"GIF89a")
    assert [source.name for source in read_many(tmp_path)] == ["page", "text"]


def test_an_endless_line_of_jsonl_is_left_and_the_next_is_read(tmp_path: Path) -> None:
    found = all_in(tmp_path, "long.jsonl", b'{"text": "' + b"x" * 7_000_000 + b'"}\n{"text": "Een verslag."}\n')
    assert troubles(found) == [TooLarge] and texts(found) == ["Een verslag."]
