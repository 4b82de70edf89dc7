"""Real files of every kind, made by the kind's own writer."""

from __future__ import annotations

import io
import mailbox
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
