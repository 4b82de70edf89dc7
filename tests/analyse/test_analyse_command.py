"""``demarche analyse``: what a person types and gets."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

from demarche import archive
from demarche.analyse import ANALYSES, Dossier
from demarche.errors import SettingError
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
        (["tension", "A", "B", "C"], "at most 2"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(affair: Dossier, words: list[str], message: str, tmp_path: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match=message):
        run(*words, "-a", str(affair.path))


def test_whatif_without_archive_or_plan_says_what_it_needs() -> None:
    with pytest.raises(SettingError, match="--plan"):
        run("whatif", "NOR", "DNK")
