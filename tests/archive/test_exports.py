"""Every export is read back with the tool that its users have."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pandas
import polars
import pytest
from made_reports import report, reports

from demarche import archive
from demarche.archive import Archive, Filter, Incoming, Writer
from demarche.archive.corrections import Reviewer
from demarche.archive.exports import FORMATS, export
from demarche.archive.exports.base import spot
from demarche.archive.exports.dna import PASSWORD, hashed
from demarche.archive.exports.event_sets import GDELT, ICEWS, POLECAT
from demarche.archive.shapes import ITEMS
from demarche.errors import SettingError
from demarche.records_json import from_json, loads
from demarche.show.export import Format

Make = Callable[..., Archive]
HOUSE = Path(__file__).parents[2]
ODD = 'Grüße, 你好 👍 "quoted" – \u202eabc\u202c; semi\ttab\r\nnew line <b>&amp;</b> '


@pytest.fixture(scope="module")
def d(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Twelve reports and an odd one, one item corrected, one rejected."""
    path = tmp_path_factory.mktemp("exports") / "dossier"
    archive.create(path).close()
    odd = report(30, text=ODD, outlet="=HYPERLINK(1)", url="javascript:alert(1)")
    Writer(path).add([Incoming(record) for record in (*reports(12), odd)])
    blames = {
        row["quote"].split(" on day ")[1].split()[0]: row["id"] for row in archive.open(path).events(type="ACCUSE")
    }
    reviewer = Reviewer(path, "a reviewer")
    reviewer.change(blames["0"], {"recipients": ["RUS"], "where": "Tromsø, NOR"})
    reviewer.reject(blames["1"])
    return archive.open(path)


def _texts(path: Path, **options: Any) -> Any:
    return pandas.read_csv(path, dtype=str, keep_default_na=False, **options)


def test_the_command_knows_every_format() -> None:
    assert {f.value for f in Format} == set(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_export_has_its_dictionary_and_is_the_same_each_time(d: Archive, tmp_path: Path, name: str) -> None:
    written = export(d, name, tmp_path / "one")
    export(d, name, tmp_path / "two")
    inside = name in ("csv", "parquet")
    place = tmp_path / "one" / "dictionary.json" if inside else tmp_path / "one.dictionary.json"
    told = json.loads(place.read_text())
    assert (told["version"], told["fingerprint"]) == (d.version, d.fingerprint)
    assert [(f["file"], f["rows"]) for f in told["files"]] == [(w.file, w.rows) for w in written]
    assert all(column["meaning"] for file in told["files"] for column in file["columns"])
    if name in ("csv", "parquet", "gold"):
        for file in (tmp_path / "one").iterdir():
            if file.name != "dictionary.json":
                assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    elif name != "xlsx":  # a workbook holds the time at which it was made
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_csv_is_read_by_pandas_with_codes_as_text_and_no_formulas(d: Archive, tmp_path: Path) -> None:
    export(d, "csv", tmp_path / "out")
    events = _texts(tmp_path / "out" / "events.csv")
    assert list(events["id"]) == d.table("events").column("id").to_pylist()
    assert events["actors"].str.contains("/MIL").any()
    found = _texts(tmp_path / "out" / "reports.csv")
    assert "'=HYPERLINK(1)" in set(found["outlet"])
    with (tmp_path / "out" / "reports.csv").open(newline="") as lines:
        odd = next(row for row in csv.DictReader(lines) if row["outlet"].startswith("'="))
    assert odd["text"].startswith(ODD)
    every = [
        cell for file in (tmp_path / "out").glob("*.csv") for row in csv.reader(file.open(newline="")) for cell in row
    ]
    risky = [cell for cell in every if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(re.fullmatch(r"-\d+\.\d+", cell) for cell in risky)  # scores


def test_parquet_is_read_by_polars_and_loses_nothing(d: Archive, tmp_path: Path) -> None:
    export(d, "parquet", tmp_path / "out")
    for name in ITEMS:
        assert (
            polars.read_parquet(tmp_path / "out" / f"{name}.parquet").to_arrow().to_pylist()
            == d.table(name).to_pylist()
        )


def test_json_lines_are_whole_records_that_come_back_the_same(d: Archive, tmp_path: Path) -> None:
    export(d, "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    names = d.table("reports").column("report").to_pylist()
    assert [from_json(json.loads(line)) for line in lines] == [d.record(name) for name in names]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_spreadsheet_begins_as_a_formula_does(dossier: Make, tmp_path: Path, first: str) -> None:
    title = f"{first}cmd|' /C calc'!A1"
    d = dossier([report(0, text=f"{title} ", outlet=title, url=title)])
    export(d, "csv", tmp_path / "out")
    found = _texts(tmp_path / "out" / "reports.csv", lineterminator="\n")
    assert found["outlet"][0] == f"'{title}"
    assert found["text"][0].startswith(f"'{title}")
    export(d, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in texts if cell.data_type == "f" or cell.value.startswith(first)]
    export(d, "parquet", tmp_path / "tables")
    export(d, "jsonl", tmp_path / "out.jsonl")
    assert polars.read_parquet(tmp_path / "tables" / "reports.parquet")["outlet"][0] == title
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["document"]["outlet"] == title


def test_a_workbook_is_read_by_openpyxl_and_pandas(d: Archive, tmp_path: Path) -> None:
    export(d, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == ["reports", *ITEMS, "problems", "corrections"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    events = pandas.read_excel(tmp_path / "out.xlsx", sheet_name="events", dtype=str)
    assert list(events["id"]) == d.table("events").column("id").to_pylist()


@pytest.mark.parametrize(
    ("name", "head", "columns"), [("gdelt", None, GDELT), ("icews", 0, ICEWS), ("polecat", 0, POLECAT)]
)
def test_event_sets_have_their_columns_and_unique_ids(
    d: Archive, tmp_path: Path, name: str, head: int | None, columns: Any
) -> None:
    (written,) = export(d, name, tmp_path / "out")
    found = _texts(tmp_path / "out", sep="\t", header=head, quoting=csv.QUOTE_NONE)
    assert found.shape == (written.rows, len(columns))
    if head is not None:
        assert list(found.columns) == [column.name for column in columns]
    assert found.iloc[:, 0].is_unique
    assert written.rows == 25  # 13 reports of two events with one actor and one recipient or none, less one rejected


def test_gdelt_fields_hold_what_gdelt_says_they_hold(d: Archive, tmp_path: Path) -> None:
    export(d, "gdelt", tmp_path / "out", Filter().with_(party="RUS"))
    found = _texts(tmp_path / "out", sep="\t", header=None, names=[column.name for column in GDELT])
    row = found.iloc[0]
    assert (row["Actor1CountryCode"], row["Actor2Code"], row["Actor2Name"]) == ("NOR", "RUS", "RUSSIAN FEDERATION")
    assert (row["EventRootCode"], row["QuadClass"], row["Day"]) == ("11", "3", "20230101")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "NO")
    assert 69 < float(row["ActionGeo_Lat"]) < 70
    ships = Filter().with_(type="MOBILIZE")
    export(d, "gdelt", tmp_path / "out", ships)
    sent = _texts(tmp_path / "out", sep="\t", header=None, names=[column.name for column in GDELT])
    sent = sent[sent["Actor1Code"] == "NORMIL"].iloc[0]
    assert (sent["Actor1Code"], sent["Actor1Type1Code"], sent["Day"]) == ("NORMIL", "MIL", "20230200")
    assert sent["Actor2Code"] == ""


def test_what_did_not_happen_is_left_out_where_it_can_not_be_said(dossier: Make, tmp_path: Path) -> None:
    d = dossier([report(0)])
    Reviewer(d.path, "a reviewer").change(d.events(type="MOBILIZE").rows()[0]["id"], {"status": "hypothetical"})
    (written,) = export(d.latest(), "icews", tmp_path / "out")
    assert written.rows == 1
    assert written.notes == ("1 events that are future, hypothetical or negated are left out: the format can't say so",)
    (written,) = export(d.latest(), "icews", tmp_path / "out", Filter().with_(status="hypothetical"))
    assert written.rows == 1


def test_graphml_opens_in_networkx(d: Archive, tmp_path: Path) -> None:
    export(d, "graphml", tmp_path / "out.graphml")
    found = networkx.read_graphml(tmp_path / "out.graphml")
    assert found.is_directed()
    assert found.nodes["NOR"]["label"] == "Norway"
    assert found.edges["NOR", "RUS"]["weight"] == 1.0
    assert found.edges["NOR", "RUS"]["quad"] == 3


def test_gexf_opens_in_networkx_and_has_what_gephi_reads(d: Archive, tmp_path: Path) -> None:
    export(d, "gexf", tmp_path / "out.gexf")
    found = networkx.read_gexf(tmp_path / "out.gexf")
    assert found.nodes["RUS"]["label"] == "Russian Federation"
    assert found.edges["NOR", "RUS"]["weight"] == 1.0
    space = {"g": "http://www.gexf.net/1.2draft"}
    root = ET.parse(tmp_path / "out.gexf").getroot()
    kinds = {a.get("title"): a.get("type") for a in root.iterfind(".//g:attribute", space)}
    assert (kinds["score"], kinds["events"], kinds["ids"]) == ("double", "integer", "string")
    edge = root.find(".//g:edge[@target='RUS']", space)
    assert edge is not None
    assert {"id", "source", "target", "label", "weight", "start", "end"} <= set(edge.keys())
    declared = {a.get("id") for a in root.iterfind(".//g:attributes[@class='edge']/g:attribute", space)}
    assert {v.get("for") for v in edge.iterfind(".//g:attvalue", space)} <= declared


def test_geojson_has_points_for_places_and_none_for_countries(d: Archive, tmp_path: Path) -> None:
    export(d, "geojson", tmp_path / "out.geojson")
    data = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
    assert data["type"] == "FeatureCollection"
    city = next(f for f in data["features"] if f["properties"]["place"] == "Tromsø, NOR")
    longitude, latitude = city["geometry"]["coordinates"]
    assert (round(longitude), round(latitude), city["properties"]["precision"]) == (19, 70, "place")
    assert spot("Germany, DEU").precision == "country"
    assert spot("Germany, DEU").latitude is None
    assert spot(None).precision == "none"


def test_a_dna_project_holds_positions_where_java_finds_them(d: Archive, tmp_path: Path) -> None:
    export(d, "dna", tmp_path / "out.dna")
    with sqlite3.connect(tmp_path / "out.dna") as project:
        assert project.execute("PRAGMA foreign_key_check").fetchall() == []
        assert project.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()[0].startswith("3.0")
        assert project.execute("SELECT Label FROM STATEMENTTYPES").fetchall() == [("DNA Statement",)]
        assert project.execute("SELECT Password FROM CODERS").fetchone()[0] == hashed(PASSWORD)
        rows = project.execute(
            "SELECT t.Text, s.Start, s.Stop, e.Value, b.Value FROM STATEMENTS s JOIN DOCUMENTS t ON t.ID = DocumentId "
            "JOIN DATASHORTTEXT x ON x.StatementId = s.ID AND x.VariableId = 3 JOIN ENTITIES e ON e.ID = x.Entity "
            "JOIN DATABOOLEAN b ON b.StatementId = s.ID AND b.VariableId = 4"
        ).fetchall()
        people = project.execute(
            "SELECT DISTINCT e.Value FROM DATASHORTTEXT x JOIN ENTITIES e ON e.ID = x.Entity WHERE x.VariableId = 1"
        ).fetchall()
    assert people == [("Ola Vik",)]
    assert len(rows) == d.count("positions")
    for text, start, stop, concept, agreement in rows:
        java = text.encode("utf-16-le")
        assert java[2 * start : 2 * stop].decode("utf-16-le") == "We want them gone"
        assert concept.startswith("force-withdrawal: ")
        assert agreement == 1


#: Tables of DNA 3.0 with their columns, as its own projects have them.
DNA = {
    "SETTINGS": "Property Value",
    "CODERS": "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration "
    "PopupAutoComplete PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments "
    "PermissionImportDocuments PermissionAddStatements PermissionEditStatements PermissionDeleteStatements "
    "PermissionEditAttributes "
    "PermissionEditRegex PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations "
    "PermissionViewOthersDocuments PermissionEditOthersDocuments PermissionViewOthersStatements "
    "PermissionEditOthersStatements",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}


def test_a_dna_project_has_the_tables_and_limits_of_dna(d: Archive, tmp_path: Path) -> None:
    export(d, "dna", tmp_path / "out.dna")
    with sqlite3.connect(tmp_path / "out.dna") as project:
        names = [name for (name,) in project.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {
            name: " ".join(row[1] for row in project.execute(f"PRAGMA table_info({name})")) for name in names
        } == DNA
        assert project.execute("PRAGMA integrity_check").fetchall() == [("ok",)]  # the limits too
        values = project.execute("SELECT count(*) FROM ENTITIES").fetchone()[0]
        assert project.execute("SELECT count(*) FROM ATTRIBUTEVALUES").fetchone()[0] == 3 * values
        codes = project.execute(
            "SELECT e.Value, a.AttributeValue FROM ENTITIES e JOIN ATTRIBUTEVALUES a ON a.EntityId = e.ID JOIN "
            "ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId "
            "WHERE v.AttributeVariable = 'Alias' AND e.VariableId = 2"
        ).fetchall()
        assert ("Norway", "NOR") in codes
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            project.execute("UPDATE DOCUMENTS SET Title = ?", ["x" * 191])


def test_doccano_lines_have_quotes_that_stand_at_their_offsets(d: Archive, tmp_path: Path) -> None:
    export(d, "doccano", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    assert len(lines) == 13
    for line in lines:
        text = line["text"]
        assert line["label"] == [[e["start_offset"], e["end_offset"], e["label"]] for e in line["entities"]]
        assert all(text[e["start_offset"] : e["end_offset"]] == e["quote"] for e in line["entities"])
        known = {entity["id"] for entity in line["entities"]}
        assert all({r["from_id"], r["to_id"]} <= known for r in line["relations"])
    assert {"event:ACCUSE", "position:demand", "statement/cue"} <= {span[2] for line in lines for span in line["label"]}


def test_gold_is_of_the_reports_that_were_judged_and_reads_as_records(d: Archive, tmp_path: Path) -> None:
    export(d, "gold", tmp_path / "gold")
    found = sorted((tmp_path / "gold").glob("*.json"))
    assert {p.stem for p in found} == {one.row["report"] for one in d.overlay.standing}
    for path in found:
        text = path.with_suffix(".txt").read_bytes().decode()
        assert loads(path.read_text(encoding="utf-8"), text=text).events == d.record(path.stem).events


def test_the_sources_are_bibtex_and_csl(d: Archive, tmp_path: Path) -> None:
    export(d, "bibtex", tmp_path / "out.bib")
    text = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert len(re.findall(r"^@misc\{r[0-9a-f]{16},$", text, re.MULTILINE)) == 13
    assert text.count("{") == text.count("}")
    export(d, "csl", tmp_path / "out.json")
    entries = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert entries[0]["issued"]["date-parts"][0][0] == 2023


def test_the_page_is_whole_runs_nothing_and_asks_nothing_of_the_network(d: Archive, tmp_path: Path) -> None:
    export(d, "html", tmp_path / "out.html")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")

    class Reader(HTMLParser):
        tags: list[tuple[str, dict[str, str | None]]] = []  # noqa: RUF012  (one reader, one page)

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append((tag, dict(attrs)))

    reader = Reader()
    reader.feed(text)
    assert not {tag for tag, _ in reader.tags} & {"script", "img", "iframe", "object", "b"}
    links = [attrs["href"] or "" for tag, attrs in reader.tags if tag == "a"]
    assert all(link.startswith(("#", "https://example.org/")) for link in links)
    anchors = {attrs["id"] for _, attrs in reader.tags if attrs.get("id")}
    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    assert "changed by a reviewer" in text


def test_what_can_not_be_is_said(d: Archive, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nothing is exported as 'pdf'; there are csv"):
        export(d, "pdf", tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match="can't be written"):
        export(d, "csv", tmp_path / "file" / "out")


def test_corrections_are_gold_that_the_program_is_scored_against(d: Archive, tmp_path: Path) -> None:
    score = HOUSE.parent / "shared" / "codebook" / "score.py"
    if not score.exists():
        pytest.skip("the comparison of the codebook lies beside the checkout (../shared), which is not here")
    export(d, "gold", tmp_path / "gold")
    export(
        d,
        "gold",
        tmp_path / "found",
        Filter().with_(view="raw", report=[p.stem for p in (tmp_path / "gold").glob("*.txt")]),
    )
    told = subprocess.run(
        [sys.executable, str(score), str(tmp_path / "gold"), str(tmp_path / "found"), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    events = json.loads(told.stdout)["scores"]["events"]
    # Of four events found in two reports one was rejected, and of one the recipient was changed: two of four are right.
    assert (round(events["precision"], 2), round(events["recall"], 2)) == (0.5, 0.67)
