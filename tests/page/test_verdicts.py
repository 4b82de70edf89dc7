"""Verdicts: kept with the token, as corrections, and there for whoever opens the archive later."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest
from served import Site

from demarche import archive


def accusation(site: Site) -> tuple[str, str]:
    """Report and item of an accusation."""
    with_ids = archive.open(site.folder).events(type="ACCUSE").rows(("report", "id"))
    return with_ids[0]["report"], with_ids[0]["id"]


def judge(site: Site, report: str, **fields: str) -> int:
    return site.ask(f"/report/{report}/verdict", method="POST", body=urlencode(fields)).status


def test_a_verdict_is_kept_shown_and_can_be_taken_back(site: Site) -> None:
    report, item = accusation(site)
    assert judge(site, report, token=site.token, item=item, do="reject") == 303
    assert not archive.open(site.folder).events(type="ACCUSE", report=report).count()
    assert len(json.loads(site.ask(f"/report/{report}.json").text)["events"]) == 1
    assert "<s>" in site.ask(f"/report/{report}").text
    assert judge(site, report, token=site.token, item=item, do="undo") == 303
    assert archive.open(site.folder).events(type="ACCUSE", report=report).count() == 1


def test_the_form_on_the_page_is_what_the_server_takes(site: Site) -> None:
    report, item = accusation(site)
    form = re.search(rf'<form class="judge" method="post" action="([^"]+)">.*?value="{item}".*?</form>',
                     site.ask(f"/report/{report}").text, re.DOTALL)  # fmt: skip
    assert form and form[1] == f"/report/{report}/verdict"
    assert site.token in form[0]


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 43])
def test_without_the_token_nothing_is_written(site: Site, token: str) -> None:
    report, item = accusation(site)
    before = archive.open(site.folder).version
    assert judge(site, report, token=token, item=item, do="reject") == 403
    assert archive.open(site.folder).version == before


@pytest.mark.parametrize(("item", "do"), [("none", "confirm"), ("", "confirm"), ("e1", "drop"), ("e1", "__init__")])
def test_a_verdict_that_can_not_be_is_refused_in_a_sentence(site: Site, item: str, do: str) -> None:
    report, _ = accusation(site)
    assert judge(site, report, token=site.token, item=item, do=do) in (400, 404)


def test_an_older_version_has_no_buttons(site: Site) -> None:
    report, _ = accusation(site)
    assert '<form class="judge"' not in site.ask(f"/report/{report}?at={archive.open(site.folder).version}").text
