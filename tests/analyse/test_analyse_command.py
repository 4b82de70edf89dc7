"""``demarche analyse``: what a person types and gets."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from typer.testing import CliRunner

from demarche import archive
from demarche.analyse import ANALYSES, Dossier
from demarche.archive import Incoming, Writer
from demarche.errors import SettingError
from demarche.records import Document, Event, Record, Span
from demarche.show.main import app


def run(*words: str) -> str:
    """What a command prints; its error, where it has one, is raised."""
    done = CliRunner().invoke(app, ["analyse", *words], catch_exceptions=False, env={"COLUMNS": "140"})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_every_analysis_is_printed_with_its_source(affair: Dossier, name: str) -> None:
    parties = ["NOR", "DNK"] if name in ("distance", "tension", "whatif") else []
    told = run(name, *parties, "-a", str(affair.path), "--labels", "en")
    assert told.rstrip().endswith(f"@{affair.version}")
    assert len(told.splitlines()) > 3


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_an_empty_archive_is_told_as_empty(tmp_path: Path, name: str) -> None:
    archive.create(tmp_path / "empty").close()
    parties = ["NOR", "DNK"] if name in ("distance", "tension", "whatif") else []
    assert f"{tmp_path / 'empty'}@0" in run(name, *parties, "-a", str(tmp_path / "empty")).replace("\n", "")


def test_the_state_of_play_is_a_page(affair: Dossier) -> None:
    told = run("state", "-a", str(affair.path), "--labels", "en")
    assert "Membership of an alliance: Finland" in told
    assert "open to it (20 Mar 2024)" in told
    assert "REFUSED" in told and "Norway → Denmark" in told
    assert "about" not in told.split("NUMBERS")[1].splitlines()[0]


def test_a_table_is_written_whole_as_csv(affair: Dossier, tmp_path: Path) -> None:
    run("ledger", "-a", str(affair.path), "-o", str(tmp_path / "ledger.csv"))
    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(affair.analyse.ledger())
    assert {row["answer"] for row in rows} >= {"refused"}


def test_a_workbook_has_a_sheet_for_every_table(affair: Dossier, tmp_path: Path) -> None:
    run("state", "-a", str(affair.path), "-o", str(tmp_path / "state.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "state.xlsx")
    result = affair.analyse.state()
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {n: len(t) for n, t in result.tables.items()}
    assert [cell.value for cell in book["state"][1]] == list(result.table.names)


def test_another_table_of_an_analysis_can_be_asked_for(affair: Dossier, tmp_path: Path) -> None:
    run("state", "-a", str(affair.path), "--table", "changes", "-o", str(tmp_path / "c.csv"))
    assert "direction" in (tmp_path / "c.csv").read_text(encoding="utf-8")
    with pytest.raises(SettingError, match="it has state, changes"):
        run("state", "-a", str(affair.path), "--table", "nothing")


def test_json_holds_every_table_with_units_notes_and_source(affair: Dossier, tmp_path: Path) -> None:
    run("tension", "NOR", "DNK", "--per", "week", "-a", str(affair.path), "-o", str(tmp_path / "t.json"))
    found = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert set(found["tables"]) == {"tension", "breaks"}
    assert found["asked"]["per"] == "week"
    assert all(column["meaning"] for table in found["tables"].values() for column in table["columns"])
    assert found["source"] == f"affair@{affair.version}"


@pytest.mark.parametrize(("name", "kind"), [("network", nx.DiGraph), ("discourse", nx.Graph)])
def test_a_network_is_written_as_graphml_that_networkx_reads(
    affair: Dossier, tmp_path: Path, name: str, kind: type
) -> None:
    options = ["--quad", "0"] if name == "network" else ["--aggregation", "conflict"]
    run(name, *options, "-a", str(affair.path), "-o", str(tmp_path / "net.graphml"))
    graph = nx.read_graphml(tmp_path / "net.graphml")
    assert type(graph) is kind
    assert {"NOR", "DNK"} <= set(graph)
    assert graph.nodes["NOR"]["strength"] > 0
    assert graph.nodes["NOR"]["label"] in ("Norway", "Noorwegen")
    assert all(data["weight"] for _, _, data in graph.edges(data=True))


def test_several_classes_are_parallel_edges(affair: Dossier, tmp_path: Path) -> None:
    run("network", "-a", str(affair.path), "-o", str(tmp_path / "net.graphml"))
    assert isinstance(nx.read_graphml(tmp_path / "net.graphml"), nx.MultiDiGraph)


def test_a_plan_is_drafted_and_weighed(affair: Dossier, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    run("whatif", "NOR", "DNK", "-a", str(affair.path), "-o", str(plan))
    assert "no forecast" in plan.read_text(encoding="utf-8")
    told = run("whatif", "--plan", str(plan), "--labels", "en")
    assert "no forecast" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ledger", "-o", "ledger.doc"], "no ending"),
        (["ledger", "-o", "ledger.graphml"], "no network"),
        (["ledger", "-o", "no/such/folder/ledger.csv"], "can't be written"),
        (["state", "--on", "soon"], "no date"),
        (["tension", "NOR", "DNK", "SWE"], "at most 2"),
        (["tension", "Noorwgen"], "Close to it: NOR"),
        (["tension", "XYZ"], "no party is called 'XYZ'"),
        (["network", "X:Some Group"], "no report of"),
        (["map", "--outlet", "The Herring"], "is of the outlet 'The Herring'"),
        (["tension", "--since", "2024-06", "--until", "2024-05"], "lies after"),
        (["state", "--since", "2024-06", "--on", "2024-05"], "lies after --on"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(affair: Dossier, words: list[str], message: str, tmp_path: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match=message):
        run(*words, "-a", str(affair.path))


@pytest.mark.parametrize("given", ["NOR", "nor", "Norway", "noorwegen", "Oslo", "NOR/MIL"])
def test_a_party_is_asked_for_by_name_or_by_code(affair: Dossier, given: str) -> None:
    assert run("ledger", given, "-a", str(affair.path)) == run("ledger", "NOR", "-a", str(affair.path))


def test_two_of_one_side_may_be_names(affair: Dossier) -> None:
    wanted = run("tension", "NOR+SWE", "DNK", "-a", str(affair.path))
    assert run("tension", "Noorwegen+Sweden", "Denmark", "-a", str(affair.path)) == wanted


def test_what_nothing_answers_is_said(affair: Dossier) -> None:
    assert "Nothing in these reports answers" in run("timeline", "PER", "-a", str(affair.path), "--labels", "en")


@pytest.mark.parametrize("name", sorted(set(ANALYSES) - {"whatif"}))
@pytest.mark.parametrize("width", ["80", "200"])
def test_a_table_fits_the_terminal_and_is_in_the_readers_words(affair: Dossier, name: str, width: str) -> None:
    command = ["analyse", name, "-a", str(affair.path), "--labels", "nl"]
    told = CliRunner().invoke(app, command, env={"COLUMNS": width}).stdout.splitlines()
    assert max(len(line) for line in told if "@" not in line) <= int(width)
    assert all(line == line.rstrip() for line in told)
    assert not {"waited_high", "exposure", "aggregation"} & set(" ".join(told).split())


def test_a_date_is_printed_no_finer_than_it_is_known(tmp_path: Path) -> None:
    text = "Norway met Sweden last year."
    words = (Span.of(text, 0, len(text)),)
    event = Event("e1", "CONSULT", None, ("NOR", "SWE"), (), "actual", None, "2021", None, words)
    archive.create(tmp_path / "d").close()
    Writer(tmp_path / "d").add([Incoming(Record(Document(text, "en", "2022-03-04"), events=(event,)))])
    told = run("timeline", "-a", str(tmp_path / "d"), "--labels", "en")
    assert told.splitlines()[2].startswith("2021  ") and "2021-01-01" not in told


def test_whatif_without_archive_or_plan_says_what_it_needs() -> None:
    with pytest.raises(SettingError, match="--plan"):
        run("whatif", "NOR", "DNK")
