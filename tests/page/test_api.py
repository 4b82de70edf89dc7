"""The interface for programs: what it describes is there, what it answers is what the page shows, writing needs the
token."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from served import TEXT, Answer, Site

from demarche import archive
from demarche.errors import SettingError
from demarche.records_json import from_json
from demarche.show.page.api.description import description
from demarche.show.page.api.operations import HOME, OPERATIONS, TABLES
from demarche.show.page.server import written

SHORT = "Norway demanded that Denmark recall its patrol ships. Denmark refused."


def get(site: Site, path: str) -> Any:
    answer = site.ask(HOME + path)
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def post(site: Site, path: str, sent: Any, token: str | None = None) -> Answer:
    head = {"Content_Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return site.ask(HOME + path, method="POST", body=sent if isinstance(sent, str) else json.dumps(sent), **head)


def test_the_description_names_every_operation_once(site: Site) -> None:
    found = json.loads(site.ask("/api/openapi.json").text)
    assert found == description() and found["openapi"].startswith("3.1")
    names = [one["operationId"] for path in found["paths"].values() for one in path.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)
    assert HOME + "/exports/{format}" in site.ask("/api").text


def test_every_operation_has_its_place_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for one in OPERATIONS:
        assert f"`{one.method} {HOME}{one.path}`" in page, one.path


@pytest.mark.parametrize("table", TABLES)
def test_rows_come_with_their_number_in_pages_that_never_overlap(site: Site, table: str) -> None:
    whole = get(site, f"/{table}?limit=1000")
    pages = [get(site, f"/{table}?limit=1&offset={n}")["rows"] for n in range(whole["total"])]
    assert [row for page in pages for row in page] == whole["rows"] and len(whole["rows"]) == whole["total"]


def test_rows_can_be_filtered_and_sorted(site: Site) -> None:
    assert get(site, "/events?type=ACCUSE&since=2023-04")["total"] == 1
    days = [row["published"] for row in get(site, "/events?sort=published")["rows"]]
    assert days == sorted(days) and days[0] != days[-1]
    assert get(site, "/events?min_confidence=0.5&view=raw")["total"] == 4


@pytest.mark.parametrize("query", [
    "sort=text;drop", "sort=-nothing", "limit=10001", "limit=-1", "limit=x", "offset=1e3", "min_confidence=nan",
    "min_confidence=2", "view=all", "at=x", "since=soon", "until=2022-13-45",
])  # fmt: skip
def test_a_question_that_can_not_be_is_refused_in_a_sentence(site: Site, query: str) -> None:
    answer = site.ask(f"{HOME}/events?{query}")
    assert answer.status == 400 and json.loads(answer.text)["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/nothing", "/reports/none", "/items/none", "/analyses/none", "/exports/none", "?at=999"]
)
def test_what_is_not_there_is_404_in_json(site: Site, path: str) -> None:
    answer = site.ask(HOME + path)
    assert answer.status == 404 and "message" in json.loads(answer.text)["error"]


def test_a_report_is_its_whole_record(site: Site) -> None:
    name = get(site, "/reports")["rows"][0]["report"]
    found = get(site, f"/reports/{name}")["record"]
    assert from_json(found).document.text == TEXT and len(found["events"]) == 2


def test_an_item_comes_with_its_corrections(own: Site) -> None:
    item = get(own, "/positions")["rows"][0]["id"]
    assert post(own, f"/items/{item}/verdict", {"do": "confirm", "why": "read it"}, own.token).status == 201
    found = get(own, f"/items/{item}")
    assert found["kind"] == "positions" and found["corrections"][0]["why"] == "read it"
    assert found["item"]["verdict"] == "confirmed"


def test_everything_the_page_shows_can_be_read(site: Site) -> None:
    assert get(site, "")["counts"]["reports"] == 2
    assert get(site, "/parties")["rows"][0]["party"] == "NOR"
    assert get(site, "/parties/NOR")["sections"]["wants"]["number"] == 2
    assert get(site, "/people")["rows"][0]["speaker"] == "Ola Vik"
    assert get(site, "/person?name=Ola+Vik")["statements"][0]["speaker"] == "Ola Vik"
    assert len(get(site, "/search?q=recall")["found"]["reports"]) == 2
    assert get(site, "/changes?from=0")["number"] == 2
    assert get(site, "/analyses/state?party=NOR")["tables"]["state"]["rows"][0]["party"] == "NOR"
    assert get(site, "/versions")["versions"][-1]["version"] == get(site, "")["version"]


def test_a_text_is_coded_and_not_kept(own: Site) -> None:
    before = archive.open(own.folder).version
    answer = post(own, "/read", {"text": SHORT, "published": "2023-05-01"})
    found = json.loads(answer.text)
    assert answer.status == 200 and found["document"]["text"] == SHORT and found["events"]
    assert from_json(found).run and archive.open(own.folder).version == before


def test_a_text_is_added_with_the_token_and_an_item_that_was_missed_too(own: Site) -> None:
    assert post(own, "/reports", {"text": SHORT}).status == 401
    done = json.loads(post(own, "/reports", {"text": SHORT, "title": "By a program"}, own.token).text)
    assert archive.open(own.folder).report(done["report"])["title"] == "By a program" and done["new"]
    item = {"type": "REJECT", "mode": None, "actors": ["DNK"], "recipients": ["NOR"], "status": "actual",
            "claimed_by": None, "when": None, "where": None, "evidence": ["ships. Denmark refused"]}  # fmt: skip
    sent = post(own, f"/reports/{done['report']}/items", {"kind": "events", "item": item}, own.token)
    assert sent.status == 201
    assert archive.open(own.folder).item(json.loads(sent.text)["item"])[1]["quote"] == "ships. Denmark refused"


def test_two_who_judge_at_once_are_told(own: Site) -> None:
    item, version = get(own, "/forces")["rows"][0]["id"], get(own, "")["version"]
    assert post(own, f"/items/{item}/verdict", {"do": "reject", "seen": version}, own.token).status == 201
    assert post(own, f"/items/{item}/verdict", {"do": "confirm", "seen": version}, own.token).status == 409
    assert post(own, f"/items/{item}/verdict", {"do": "undo"}, own.token).status == 201


@pytest.mark.parametrize("sent", [
    "", "{", "[]", "null", '{"text": NaN}', "{}", {"text": 3}, {"text": ""}, {"text": "x", "more": 1}, "[" * 100_000,
    {"text": "\ud800", "title": "\udfff"}, {"text": "Norway.", "language": "zz"},
    {"text": "Norway.", "published": "soon"},
])  # fmt: skip
def test_a_body_that_is_wrong_is_never_a_fault_of_the_server(own: Site, sent: Any) -> None:
    assert post(own, "/read", sent).status < 500
    assert post(own, "/reports", sent, own.token).status < 500


@pytest.mark.parametrize("fields", [
    {"type": ["REQUEST"]}, {"type": {"a": 1}}, {"actors": 3}, {"actors": [3]}, {"status": None}, {"evidence": []},
    {"evidence": [{"start": -1, "end": 5}]}, {"evidence": [{"start": 0, "end": 10**9}]}, {"evidence": [{"start": "x"}]},
    {"evidence": ["@00"]}, {"detail": {}}, {"when": 2022}, {"where": ["Oslo"]},
    {"detail": {"confidence": "x"}}, {"id": {"a": 1}},
    {"nothing": 1}, {},
])  # fmt: skip
def test_fields_of_another_kind_are_refused(own: Site, fields: dict[str, Any]) -> None:
    item = archive.open(own.folder).events(type="REQUEST").rows(("id",))[0]["id"]
    before = archive.open(own.folder).version
    assert post(own, f"/items/{item}/verdict", {"do": "change", "fields": fields}, own.token).status == 400
    assert archive.open(own.folder).version == before


def test_numbers_that_no_column_holds_are_refused(own: Site) -> None:
    item = archive.open(own.folder).forces().rows(("id",))[0]["id"]
    for low in (-1, 2**70, 1.5, True, "many", None):
        answer = post(own, f"/items/{item}/verdict", {"do": "change", "fields": {"low": low}}, own.token)
        assert answer.status == 400, low


@pytest.mark.parametrize(
    "head", [{"Authorization": "Basic x"}, {"Authorization": "Bearer"}, {}, {"Authorization": "é"}]
)
def test_writing_needs_the_right_token(own: Site, head: dict[str, str]) -> None:
    head = {name: value.encode().decode("latin-1") for name, value in head.items()}
    answer = own.ask(f"{HOME}/reports", method="POST", body="{}", Content_Type="application/json", **head)
    assert answer.status == 401


def test_what_is_not_called_json_is_refused(own: Site) -> None:
    assert own.ask(f"{HOME}/read", method="POST", body='{"text": "x"}', Content_Type="text/plain").status == 415


def test_the_token_lies_in_a_file_for_its_owner_while_the_server_runs(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("old")
    with written(file, "secret"):
        assert file.read_text() == "secret\n" and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not file.exists()
    with pytest.raises(SettingError, match="token-file"), written(tmp_path / "no" / "token", "secret"):
        pass
