"""The text of a PDF, page after page. Runs in the child process."""

from __future__ import annotations

import re
from typing import Any

# The longest document in diplomacy that is read as one report; a book is cut with a problem that says so.
_MOST_PAGES = 500
# A line that fills this share of the page's wide lines goes on in the next one; a shorter one ends a paragraph.
_FULL = 0.75


def take_apart(data: bytes, hint: str) -> dict[str, Any]:
    """Text and title of a PDF; scans are said to be scans."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages, scans = [], 0
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        pages.append(reflowed(text))
        scans += not text.strip() and any(item.type == 3 for item in page.get_objects(max_depth=2))
        page.close()
    body = "\n\n".join(page for page in pages if page)
    if not body:
        said = f"is a scan: its {len(pages)} pages are pictures. Run it through OCR first."
        return {"trouble": "empty", "said": said if scans else "holds no text on any page."}
    problems = [["scan", f"{scans} of {len(pages)} pages are pictures and were not read"]] if scans else []
    if len(document) > _MOST_PAGES:
        problems.append(["long", f"only the first {_MOST_PAGES} of {len(document)} pages were read"])
    return {"text": body, "title": document.get_metadata_dict().get("Title") or None, "problems": problems}


def reflowed(page: str) -> str:
    """A page's lines as paragraphs: words broken at a line's end whole again, lines of one paragraph joined.

    PDFium gives the hyphen at a line's end as \\x02 or U+FFFE and leaves the break behind it out.
    """
    lines = [line.strip() for line in re.sub(r"[\x02\ufffe](?:\r?\n)?", "\x02\n", page).splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    # The ninth of ten: a heading or a table can be wider than the text.
    wide = lengths[len(lengths) * 9 // 10] if lengths else 0
    parts = [""]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if line.endswith("\x02") or (line.endswith("-") and following[:1].islower()):
            # Before a capital the hyphen is part of the word.
            parts[-1] += line[:-1] + ("" if following[:1].islower() else "-")
            continue
        parts[-1] += line
        if len(line) < _FULL * wide:
            parts.append("")
        else:
            parts[-1] += " "
    return "\n\n".join(part.strip() for part in parts if part.strip())
