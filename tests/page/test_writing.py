"""Adding reports, changing items, adding missed ones: on the page, with the token, and kept for whoever comes later."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from browser import opened
from served import TEXT, Site

from demarche import archive

REPORT = (
    "Norway demands that Denmark withdraw its patrol ships from the strait. Denmark rejected the demand on Monday. "
    "“We will not move a single ship,” said Danish foreign minister Lars Larsen."
)


def multipart(fields: dict[str, str], files: dict[str, str] | None = None) -> tuple[str, dict[str, str]]:
    """A form as a browser sends it with files."""
    edge = "edge7f3a"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    for name, text in (files or {}).items():
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
                     f"Content-Type: text/plain\r\n\r\n{text}\r\n")  # fmt: skip
    return "".join(parts) + f"--{edge}--\r\n", {"Content-Type": f"multipart/form-data; boundary={edge}"}


def look(site: Site, fields: dict[str, str], files: dict[str, str] | None = None) -> str:
    body, headers = multipart({"token": site.token, **fields}, files)
    answer = site.ask("/add/look", method="POST", body=body, **headers)
    assert answer.status == 303, answer.text
    return answer.headers["location"]


def test_a_pasted_text_shows_its_record_before_anything_is_kept(own: Site) -> None:
    before = archive.open(own.folder).version
    where = look(own, {"text": REPORT, "title": "Ships <b>", "published": "2023-05-01"})
    page = own.ask(where, Accept_Language="en").text
    assert "k-statements" in page and "k-events" in page and "Ships &lt;b&gt;" in page
    assert archive.open(own.folder).version == before


def test_what_was_looked_at_is_kept_when_the_reader_says_so(own: Site) -> None:
    where = look(own, {"text": REPORT.replace("Monday", "Tuesday"), "title": "Kept", "published": "2023-05-02"})
    answer = own.ask(f"{where}/keep", method="POST", **dict(zip(("body", "Content_Type"), form(own), strict=True)))
    assert answer.status == 303
    kept = archive.open(own.folder).report(answer.headers["location"].rpartition("/")[2])
    assert kept["title"] == "Kept" and "Tuesday" in kept["text"]
    assert own.ask(where).status == 400  # gone from the desk


def form(site: Site, **fields: str) -> tuple[str, str]:
    return urlencode({"token": site.token, **fields}), "application/x-www-form-urlencoded"


def test_files_are_read_each_by_its_kind(own: Site) -> None:
    lines = "\n".join(json.dumps({"text": REPORT, "title": f"Line {n}"}) for n in (1, 2))
    where = look(own, {}, {"a.txt": REPORT, "b.jsonl": lines, "../c.txt": "   "})
    page = own.ask(where).text
    assert "Line 1" in page and "Line 2" in page and "is empty" in page
    assert "k-statements" in own.ask(f"{where}?n=1").text


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_the_token_nothing_is_read(own: Site, token: str) -> None:
    body, headers = multipart({"token": token, "text": REPORT})
    assert own.ask("/add/look", method="POST", body=body, **headers).status == 403


def test_nothing_at_all_is_answered_in_a_sentence(own: Site) -> None:
    body, headers = multipart({"token": own.token, "text": " "})
    answer = own.ask("/add/look", method="POST", body=body, **headers)
    assert answer.status == 400 and "paste" in answer.text
    assert own.ask("/add/nokey").status == 400


def item_of(site: Site, kind: str, **narrow: str) -> tuple[str, str]:
    row = archive.open(site.folder).select(kind, **narrow).rows(("report", "id"))[0]
    return row["report"], row["id"]


def controls(page: str) -> dict[str, str]:
    """What the form for an item would send, were nothing touched."""
    inner = re.search(r'<form class="mend".*?</form>', page, re.DOTALL)
    assert inner
    found = dict(re.findall(r'<input (?:type="hidden" )?name="([^"]+)"(?: value="([^"]*)")?', inner[0]))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', inner[0], re.DOTALL))
    for name, body in re.findall(r'<select name="([^"]+)">(.*?)</select>', inner[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return {name: html.unescape(value) for name, value in found.items()}


def test_a_field_is_changed_and_the_words_stay(own: Site) -> None:
    report, item = item_of(own, "events", type="ACCUSE")
    sent = controls(own.ask(f"/report/{report}/change?item={item}").text) | {"mode": "disapprove", "why": "milder"}
    answer = own.ask(
        f"/report/{report}/mend", method="POST", **dict(zip(("body", "Content_Type"), form(own, **sent), strict=True))
    )
    assert answer.status == 303 and answer.headers["location"].endswith(f"#{item}")
    _, row = archive.open(own.folder).item(item)
    assert (row["mode"], row["verdict"], row["quote"]) == ("disapprove", "changed", "Denmark accused Norway")


def test_a_missed_item_is_added_by_the_offsets_of_its_words(own: Site) -> None:
    report, _ = item_of(own, "events", type="ACCUSE")
    page = own.ask(f"/report/{report}/missed?kind=events").text
    start, end = TEXT.index("Norway and Denmark met"), TEXT.index(" in Oslo")
    assert f'data-s="{start}"' in page and f'data-e="{end}"' in page
    sent = controls(page) | {"type": "CONSULT", "actors": "NOR DNK", "status": "actual", "where": "Oslo",
                             "evidence": "x", "evidence_start": str(start), "evidence_end": str(end)}  # fmt: skip
    answer = own.ask(
        f"/report/{report}/mend", method="POST", **dict(zip(("body", "Content_Type"), form(own, **sent), strict=True))
    )
    assert answer.status == 303, answer.text
    (row,) = archive.open(own.folder).events(report=report, type="CONSULT").rows()
    assert row["quote"] == "Norway and Denmark met" and row["verdict"] == "added" and row["actors"] == ["NOR", "DNK"]


@pytest.mark.parametrize("fields", [
    {"kind": "events", "type": "NONE", "evidence": "Norway"}, {"kind": "none"}, {"kind": "forces", "low": "x"},
    {"kind": "events", "type": "AID", "status": "actual", "evidence": "not in the text"},
    {"kind": "events", "type": "AID", "status": "actual", "evidence": "x", "evidence_start": "9", "evidence_end": "3"},
    {"item": "none"}, {"kind": "positions", "stance": "demand", "topic": "talks", "party": "", "evidence": "Norway"},
])  # fmt: skip
def test_what_can_not_be_an_item_is_refused_in_a_sentence(own: Site, fields: dict[str, str]) -> None:
    report, _ = item_of(own, "events", type="REQUEST")
    before = archive.open(own.folder).version
    answer = own.ask(
        f"/report/{report}/mend", method="POST", **dict(zip(("body", "Content_Type"), form(own, **fields), strict=True))
    )
    assert answer.status in (400, 404) and "Traceback" not in answer.text
    assert archive.open(own.folder).version == before


def test_an_item_is_not_changed_without_the_token(own: Site) -> None:
    report, item = item_of(own, "events", type="REQUEST")
    answer = own.ask(f"/report/{report}/mend", method="POST", body=f"item={item}&mode=alter&token=x")
    assert answer.status == 403


@pytest.mark.slow
def test_words_are_chosen_by_selecting_them_in_a_browser(serve: Callable[[], Any], chrome: Any) -> None:
    with serve() as site, opened(chrome, f"http://127.0.0.1:{site.port}", locale="en") as seen:
        report = archive.open(site.folder).reports().rows(("report",))[0]["report"]
        tab = seen.go(f"/report/{report}/missed?kind=events")
        first, last = (TEXT.index(word) for word in ("Norway and", "met in"))
        tab.evaluate(
            "([a, b]) => { const of = (n) => document.querySelector(`[data-s='${n}']`).firstChild;"
            "document.getSelection().setBaseAndExtent(of(a), 2, of(b), 1); }", [first, last],
        )  # fmt: skip
        tab.click("button.take[data-field=evidence]")
        assert tab.input_value("textarea[name=evidence]") == "Norway and Denmark met"
        tab.select_option("select[name=type]", "CONSULT")
        tab.select_option("select[name=status]", "actual")
        tab.fill("input[name=actors]", "NOR DNK")
        tab.click("form.mend button:not([type=button])")
        assert seen.path.startswith(f"/report/{report}#")
        (row,) = archive.open(site.folder).events(type="CONSULT").rows()
        assert (row["start_char"], row["quote"]) == (first, "Norway and Denmark met")
        assert seen.wrong == []


@pytest.mark.slow
def test_a_text_is_pasted_looked_at_and_kept_in_a_browser(serve: Callable[[], Any], chrome: Any) -> None:
    with serve() as site, opened(chrome, f"http://127.0.0.1:{site.port}", locale="en") as seen:
        tab = seen.go("/add")
        tab.fill("textarea[name=text]", REPORT)
        tab.fill("input[name=title]", "Pasted")
        with tab.expect_navigation():
            tab.click("form.add button")
        assert seen.path.startswith("/add/") and seen.violations() == []
        with tab.expect_navigation():
            tab.click("form[action$=keep] button")
        assert seen.path.startswith("/report/") and tab.inner_text("h1") == "Pasted"
        assert archive.open(site.folder).reports().count() == 2 and seen.wrong == []
