"""What a user types about an archive, and what is said back."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars
import pytest
from made_reports import report, reports
from typer.testing import CliRunner, Result

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.corrections import Reviewer
from demarche.archive.exports import FORMATS
from demarche.archive.shapes import ITEMS
from demarche.errors import DemarcheError
from demarche.records import Span
from demarche.show.main import app
from demarche.show.review import fields_of

STORY = "Norway asked Sweden on Monday to open the border. Sweden rejected the request, minister Ann Berg said."
SECOND = "Finland accused Estonia of cutting a cable. Estonia denied the accusation."


def run(*words: object, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=answers)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that `demarche add` made of a folder: a text, a JSONL with a broken line, an empty text."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    (folder / "empty.txt").write_text(" ", encoding="utf-8")
    lines = [{"text": SECOND, "language": "en", "date": "2023-03-01", "url": "https://example.org/2", "id": "second"}]
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nno json\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    done = run("add", folder, "-a", folder / "dossier", "--language", "en")
    assert done.exit_code == 1, done.output
    assert re.search(r"^2 new, 0 changed, 0 there already, 2 with trouble; version 1 ", done.stdout, re.MULTILINE)
    assert "more.jsonl#more-000002: line 2 of" in done.stderr
    assert "empty.txt" in done.stderr
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Archive:
    archive.create(tmp_path / "dossier").close()
    Writer(tmp_path / "dossier").add([Incoming(record) for record in reports(4)])
    return archive.open(tmp_path / "dossier")


def test_a_folder_of_reports_is_added_and_again_changes_nothing(coded: Path) -> None:
    again = run("add", coded, "-a", coded / "dossier", "--language", "en")
    assert "0 new, 0 changed, 2 there already, 2 with trouble; version 1" in again.stdout
    with archive.open(coded / "dossier") as d:
        assert d.version == 1
        assert {row["url"] for row in d.reports()} == {None, "https://example.org/2"}
        assert all(row["run_pipeline"] for row in d.reports())


def test_a_changed_file_is_a_new_version_of_its_report(coded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(coded, folder)
    (folder / "a.txt").write_text(STORY + " Talks go on.", encoding="utf-8")
    assert "1 new" in run("add", folder / "a.txt", "-a", folder / "dossier", "--language", "en").stdout
    (folder / "a.txt").write_text(STORY + " Talks have ended.", encoding="utf-8")
    done = run("add", folder / "a.txt", "-a", folder / "dossier", "--language", "en", "--workers", 2)
    assert "0 new, 1 changed" in done.stdout, done.output
    assert archive.open(folder / "dossier").count("reports") == 3
    told = run("recode", "-a", folder / "dossier")
    assert "0 new, 0 changed, 3 there already" in told.stdout, told.output  # the same run has coded them before


def test_names_of_your_own_count_when_reports_are_added_and_recoded(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The Harbour Guild asked Norway on Monday to open the port.", encoding="utf-8")
    (tmp_path / "names.csv").write_text(
        "name,code,kind,office,start,end,source\nHarbour Guild,X:Harbour Guild,organisation,,,,charter\n",
        encoding="utf-8",
    )
    to, named = ("-a", tmp_path / "dossier"), ("--world", tmp_path / "names.csv")
    assert "1 new" in run("add", tmp_path / "report.txt", *to, "--language", "en", "--workers", 2, *named).stdout
    with archive.open(tmp_path / "dossier") as d:
        (mine,) = d.reports().rows()
        assert d.count("events", party="X:Harbour Guild")
        judged = next(iter(d.events().rows()))
    Reviewer(tmp_path / "dossier", "a reviewer").change(judged["id"], {"where": "Oslo, NOR"}, "as the paper has it")
    assert "1 changed" in run("recode", *to).stdout  # without them, it is another run
    assert "1 changed" in run("recode", *to, *named).stdout
    with archive.open(tmp_path / "dossier") as d:
        assert d.report(mine["report"])["run_packs"] == mine["run_packs"]
        assert d.item(judged["id"])[1]["place"] == "Oslo, NOR"  # what a person said outlives both
        assert d.item(judged["id"])[1]["checked_by"] == "a reviewer"
        assert d.item(judged["id"], view="raw")[1]["place"] == judged["place"]


def test_a_mistake_in_names_of_your_own_is_said_before_anything_is_added(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(STORY, encoding="utf-8")
    told = run("add", tmp_path / "report.txt", "-a", tmp_path / "dossier", "--world", tmp_path / "none.csv")
    assert isinstance(told.exception, DemarcheError)
    assert "--world takes a CSV" in str(told.exception)
    assert not (tmp_path / "dossier").exists()


def test_tables_are_read_by_a_map_of_columns(coded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(coded, folder)
    rows = [{"kop": "One", "body": SECOND + " (1)", "dag": "2023-04-01"}, {"kop": "Two", "body": "", "dag": ""}]
    with (folder / "t.csv").open("w", encoding="cp1252", newline="") as lines:
        writer = csv.DictWriter(lines, ["kop", "body", "dag"], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    polars.DataFrame(
        {"tekst": [SECOND + " (2)"], "datum": ["2023-05"], "link": ["https://example.org/p"]}
    ).write_parquet(folder / "t.parquet")
    words = ["add", folder / "t.csv", folder / "t.parquet", "-a", folder / "dossier", "--language", "en"]
    missing = run(*words)
    assert "has no column text or body" not in missing.stderr
    done = run(*words, "--map", "published=dag")
    assert done.exit_code == 1
    assert "t.csv" in done.stderr and "has no text" in done.stderr
    assert isinstance(run(*words, "--map", "nope").exception, DemarcheError)
    assert {row["published"] for row in archive.open(folder / "dossier").reports()} >= {"2023-05"}


def test_an_export_is_taken_in_again_as_it_was(made: Archive, tmp_path: Path) -> None:
    run("export", "-f", "jsonl", "-a", made.path, "-o", tmp_path / "all.jsonl")
    done = run("add", tmp_path / "all.jsonl", "-a", tmp_path / "again")
    assert "4 new" in done.stdout, done.output
    other = archive.open(tmp_path / "again")
    assert other.fingerprint == made.fingerprint
    for name in ("reports", *ITEMS, "problems"):  # all but when and from where it came
        mine, theirs = made.table(name), other.table(name)
        kept = [column for column in mine.column_names if column not in ("added", "source")]
        assert theirs.select(kept).equals(mine.select(kept)), name


def test_what_an_archive_holds_is_said(made: Archive) -> None:
    told = run("status", "-a", made.path).stdout
    assert "4 reports of 4 outlets (en 4), 2023-01-01 to 2023-04-04" in told
    assert "4 statements, 8 events, 4 positions" in told
    assert json.loads(run("status", "-a", made.path, "--json").stdout)["events"] == 8
    assert "4 reports, 44 quotations held against their text: sound" in run("check", "-a", made.path).stdout
    assert "version 1" in run("cite", "-a", made.path).stdout
    assert json.loads(run("cite", "-a", made.path, "--style", "csl").stdout)[0]["version"] == "1"
    assert "4 new" in run("history", "-a", made.path).stdout


def test_a_lost_file_is_said_and_repaired(made: Archive) -> None:
    Path(made.files()["positions"][0]).unlink()
    told = run("status", "-a", made.path)
    assert "1 of the files" in told.stderr
    assert run("check", "-a", made.path).exit_code == 1
    done = run("check", "-a", made.path, "--repair")
    assert (done.exit_code, archive.open(made.path).count("positions")) == (0, 4), done.output


def test_two_versions_are_compared(made: Archive) -> None:
    Writer(made.path).add([Incoming(report(9))])
    told = run("diff", 1, 2, "-a", made.path).stdout.splitlines()
    assert told[0].startswith("+ reports ")
    assert len(told) == 8
    assert run("diff", f"{made.path}@1", f"{made.path}@1").stdout == "no difference\n"
    assert json.loads(run("diff", 2, 1, "-a", made.path, "--json").stdout.splitlines()[0])["what"] == "gone"
    assert isinstance(run("diff", 1, 2).exception, DemarcheError)


def test_sql_is_answered_as_table_csv_and_json_lines(made: Archive) -> None:
    query = "SELECT type, count(*) AS n FROM events GROUP BY 1 ORDER BY 1"
    assert run("sql", query, "-a", made.path).stdout.split() == ["type", "n", "ACCUSE", "4", "MOBILIZE", "4"]
    assert run("sql", query, "-a", made.path, "--format", "csv").stdout == "type,n\nACCUSE,4\nMOBILIZE,4\n"
    told = run("sql", "-", "-a", made.path, "--format", "jsonl", answers=query).stdout
    assert [json.loads(line)["n"] for line in told.splitlines()] == [4, 4]
    assert isinstance(run("sql", "DROP TABLE events", "-a", made.path).exception, DemarcheError)


def test_exports_take_the_filter_and_say_what_they_wrote(made: Archive, tmp_path: Path) -> None:
    done = run(
        "export", "-f", "icews", "-a", made.path, "-o", tmp_path / "out.tab", "--party", "NOR", "--type", "ACCUSE"
    )
    assert "1 rows  out.tab" in done.stderr
    assert done.stdout.strip() == str(tmp_path / "out.tab")
    for odd, said in ((["--type", "ACUSE"], "did you mean ACCUSE"), (["--since", "lately"], "is no date")):
        trouble = run("export", "-f", "icews", "-a", made.path, "-o", tmp_path / "out.tab", *odd).exception
        assert isinstance(trouble, DemarcheError)
        assert said in str(trouble)


def test_events_of_other_sets_are_laid_beside_the_own(made: Archive, tmp_path: Path) -> None:
    for name in ("gdelt", "icews", "polecat"):
        run("export", "-f", name, "-a", made.path, "-o", tmp_path / name)
        with (tmp_path / name).open("a") as lines:
            lines.write("a broken line\n")
        done = run("outside", name, tmp_path / name, "-a", made.path)
        assert "8 events, 1 lines could not be read" in done.stdout, done.output
        assert ": 0 events" in run("outside", name, tmp_path / name, "-a", made.path).stdout
    d = archive.open(made.path)
    assert d.select("outside", party="NOR").count() > 0
    # ACCUSE of one state against another comes back with the same parties and type from all three.
    same = "type = 'ACCUSE' AND actors = ['NOR'] AND recipients = ['FIN']"
    assert d.sql(f"SELECT count(DISTINCT set) AS n FROM outside WHERE {same}").rows() == [{"n": 3}]


def test_items_are_judged_one_by_one_and_each_answer_is_kept(made: Archive) -> None:
    answers = "\n".join([
        "c", "clear",
        "x", "e", "mode=nonsense", "why", "e", 'mode=disapprove recipients=["RUS"]', "softer",
        "w", "r", "not said",
        "a", "positions", 'party=NOR stance=oppose topic=trade evidence=["nets"]', "missed", "s",
        "q",
    ])  # fmt: skip
    done = run("review", "-a", made.path, "--who", "a reviewer", "--type", "ACCUSE", answers=answers + "\n")
    assert done.exit_code == 0, done.output
    assert "4 corrections kept, by a reviewer; 4 items were there to judge" in done.stdout
    assert "not kept: ACCUSE has no mode 'nonsense'" in done.stderr
    new = archive.open(made.path)
    assert sorted(row["action"] for row in new.select("corrections")) == ["add", "change", "confirm", "reject"]
    assert new.events(type="ACCUSE", party="RUS").count() == 1
    left = run("review", "-a", made.path, "--type", "ACCUSE", answers="")
    assert "1 items were there to judge" in left.stdout


def test_fields_are_typed_as_pairs() -> None:
    assert fields_of('mode=allege recipients=["RUS", "A B"] when=null low=3 claimed_by=USA/GOV') == {
        "mode": "allege",
        "recipients": ["RUS", "A B"],
        "when": None,
        "low": 3,
        "claimed_by": "USA/GOV",
    }
    for bad in ("mode", "=x", "two words=x"):
        with pytest.raises(DemarcheError):
            fields_of(bad)


def test_a_new_archive_is_made_where_nothing_is(tmp_path: Path) -> None:
    assert "is an archive now" in run("init", tmp_path / "new").stdout
    assert isinstance(run("init", tmp_path / "new").exception, DemarcheError)
    assert isinstance(run("add", tmp_path / "nowhere", "-a", tmp_path / "new").exception, DemarcheError)
    assert isinstance(run("status", "-a", tmp_path / "nowhere").exception, DemarcheError)
    assert "files are 0 now" in run("compact", "-a", tmp_path / "new").stdout


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "160")
    yield


@pytest.mark.parametrize(
    "words",
    [
        ("sql", "SELECT quote, text FROM events JOIN reports USING (report)"),
        ("diff", "0", "1"),
        ("analyse", "timeline"),
        ("analyse", "ledger"),
        ("analyse", "state"),
        ("review",),
    ],
)
def test_no_report_can_steer_the_terminal(dossier: Callable[..., Archive], words: tuple[str, ...]) -> None:
    odd = report(0, text="\x1b[31mRed\x07 \u202e", outlet="\x1b]0;title\x07")
    odd = replace(odd, events=tuple(replace(one, evidence=(Span.of(odd.document.text, 0, 40),)) for one in odd.events))
    done = run(*words, "-a", dossier([odd]).path, answers="w\nq\n")
    assert done.exit_code == 0
    assert not set(done.output) & {"\x1b", "\x07", "\u202e"}


def test_what_a_format_needs_to_say_is_said_once(dossier: Callable[..., Archive], tmp_path: Path) -> None:
    done = run("export", "-f", "csv", "-a", dossier([report(0)]).path, "-o", tmp_path / "out")
    assert done.output.count("spreadsheet") == 1


def test_a_filter_that_can_only_leave_nothing_is_refused(dossier: Callable[..., Archive]) -> None:
    path = dossier([report(0)]).path
    for words, said in (
        (("--party", "Atlantis"), "no party is called 'Atlantis'"),
        (("--outlet", "Outlet"), "there are: Outlet 0"),
        (("--type", "ZZZ"), "there are: ACCUSE"),
        (("--since", "2024", "--until", "2023"), "lies after"),
    ):
        done = run("export", "-f", "csv", "-a", path, *words)
        assert said in str(done.exception), words


def test_a_report_from_standard_input_is_added_once(tmp_path: Path) -> None:
    first = run("add", "-", "-a", tmp_path / "d", "--workers", "0", answers=STORY)
    again = run("add", "-", "-a", tmp_path / "d", "--workers", "0", answers=STORY)
    assert "1 new" in first.stdout and "1 there already" in again.stdout
    other = run("add", "-", "-a", tmp_path / "d", "--workers", "0", answers=SECOND)
    assert "1 new" in other.stdout and archive.open(tmp_path / "d").count("reports") == 2


def test_no_format_writes_over_another_where_no_name_is_given(
    dossier: Callable[..., Archive], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier([report(0)]).path
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    names = [run("export", "-f", name, "-a", path).stdout.strip() for name in FORMATS]
    assert len(set(names)) == len(FORMATS) == len(set(map(Path, names)))
