"""Real files of every kind, made by the kind's own writer."""

from __future__ import annotations

import io
import mailbox
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WORDS = (
    "De minister van Visserij zei dat de onderhandelingen over de vangstquota in Reykjavik zijn vastgelopen.",
    "Volgens zijn woordvoerder wil IJsland geen toezeggingen doen voordat de boten zijn teruggegeven.",
    "Het parlement vergadert donderdag over een voorstel om de invoer van vis stil te leggen.",
)
BODY = "".join(f"<p>{words}</p>" for words in WORDS)
PAGE = f"""<!DOCTYPE html><html lang="nl"><head><title>Overleg over vis loopt vast | De Haven</title>
<meta charset="utf-8"><meta property="og:site_name" content="De Haven">
<meta property="og:title" content="Overleg over vis loopt vast">
<meta property="article:published_time" content="2023-05-04T10:00:00+02:00">
<link rel="canonical" href="https://haven.example/vis"></head>
<body><nav><a href="/sport">Sport</a> <a href="/weer">Het weer voor morgen</a></nav>
<article><h1>Overleg over vis loopt vast</h1>{BODY}
<figure><img src="a.jpg"><figcaption>Een boot in de haven</figcaption></figure></article>
<footer>Alle rechten voorbehouden</footer></body></html>"""


def warc(*bodies: bytes, packed: bool = True, kind: str = "text/html; charset=utf-8") -> bytes:
    """A web archive with an answer for each body, and with the other records that crawlers write."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "tests"}))
    for number, body in enumerate(bodies):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        url = f"https://haven.example/{number}"
        made = {"WARC-Date": "2023-05-06T00:00:00Z"}
        payload = io.BytesIO(body)
        writer.write_record(
            writer.create_warc_record(url, "response", payload=payload, http_headers=headers, warc_headers_dict=made)
        )
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def message(subject: str, body: str, *, html: bool = False) -> EmailMessage:
    """A message as a news agency sends it."""
    made = EmailMessage()
    made["Subject"], made["From"] = subject, "Persdienst Haven <pers@haven.example>"
    made["Date"] = "Thu, 04 May 2023 10:00:00 +0200"
    made.set_content(body, subtype="html" if html else "plain")
    return made


def mbox(place: Path, *messages: EmailMessage) -> Path:
    """A mailbox file."""
    box = mailbox.mbox(place)
    for one in messages:
        box.add(one)
    box.close()
    return place


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages, as the PDF library itself writes it; a page without lines is a picture."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument.new()
    for lines in pages:
        page = document.new_page(595, 842)
        if not lines:
            picture = pdfium.PdfImage.new(document)
            picture.set_bitmap(pdfium.PdfBitmap.new_native(40, 40, raw.FPDFBitmap_BGR))
            page.insert_obj(picture)
        for number, line in enumerate(lines):
            font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
            item = raw.FPDFPageObj_CreateTextObj(document, font, 11)
            letters = (line + "\x00").encode("utf-16-le")
            raw.FPDFText_SetText(item, (raw.FPDF_WCHAR * (len(letters) // 2)).from_buffer_copy(letters))
            raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, 50, 780 - 14 * number)
            raw.FPDFPage_InsertObject(page, item)
        page.gen_content()
        page.close()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tar(files: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    """A tar archive with these files, and with links to these places."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            told = tarfile.TarInfo(name)
            told.size = len(data)
            archive.addfile(told, io.BytesIO(data))
        for name, target in (links or {}).items():
            told = tarfile.TarInfo(name)
            told.type, told.linkname = tarfile.SYMTYPE, target
            archive.addfile(told)
    return out.getvalue()


def docx(*paragraphs: str, title: str = "", cells: tuple[str, ...] = ()) -> bytes:
    """A Word document with these paragraphs, and with a table of one row."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub(*chapters: str, package_head: str = "") -> bytes:
    """A book of news: a cover, and a chapter for each body. No library that writes EPUB has a free enough licence."""
    texts = {"cover.xhtml": "<p>De Haven</p>"} | {f"{n}.xhtml": body for n, body in enumerate(chapters)}
    listed = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(texts)
    )
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(texts)))
    package = (
        f'<?xml version="1.0"?>{package_head}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Het weekboek</dc:title><dc:language>nl-NL</dc:language>'
        "<dc:publisher>De Haven</dc:publisher><dc:date>2023-05-04T06:00:00Z</dc:date></metadata>"
        f"<manifest>{listed}</manifest><spine>{order}</spine></package>"
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
    files = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode()}
    files |= {"OEBPS/book.opf": package.encode()}
    return zipped(files | {f"OEBPS/{name}": page.format(body).encode() for name, body in texts.items()})


def rss(*items: str, head: str = "") -> bytes:
    """A feed with these items."""
    start = '<?xml version="1.0" encoding="utf-8"?>' + head
    channel = "<title>De Haven &amp; omstreken</title><link>https://haven.example/</link><language>nl-nl</language>"
    return f'{start}<rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'.encode()


def rss_item(number: int, text: str, *, link: str | None = None, day: str = "Thu, 04 May 2023 23:30:00 -0500") -> str:
    """An item of a feed, with its text as HTML in it."""
    where = f"https://haven.example/{number}" if link is None else link
    body = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<item><title>Bericht {number}</title><link>{where}</link><guid>bericht-{number}</guid>"
        f"<pubDate>{day}</pubDate><description>{body}</description></item>"
    )


def atom(title: str, content: str, *, head: str = "") -> bytes:
    """An Atom feed with one entry, as the standard's own example has it."""
    start = '<?xml version="1.0" encoding="utf-8"?>' + head
    return (
        f'{start}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>De Haven</title><id>urn:x:1</id>'
        f"<updated>2023-05-04T18:30:02Z</updated><entry><title>{title}</title><id>urn:x:2</id>"
        '<link href="https://haven.example/atom"/><published>2023-05-04T23:30:00-05:00</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content></entry></feed>'
    ).encode()
