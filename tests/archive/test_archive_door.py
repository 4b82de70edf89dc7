"""An archive is opened, narrowed, read as any kind of table, and answers SQL that reads and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made_reports import report, reports

import demarche
from demarche import archive
from demarche.archive import Archive, Filter
from demarche.archive.shapes import TABLES
from demarche.archive.views import public
from demarche.errors import ArchiveError, ArchiveExists, NoArchive, NoSuchItem, NoSuchVersion, QueryError, SettingError

Make = Callable[..., Archive]


def test_what_went_in_comes_out(dossier: Make) -> None:
    records = list(reports(10))
    d = dossier(records)
    assert [d.count(t) for t in ("reports", "statements", "events", "positions", "forces")] == [10, 10, 20, 10, 10]
    by_url = {row["url"]: row["report"] for row in d.reports()}
    assert all(d.record(by_url[r.document.url]) == r for r in records)


def test_an_archive_is_opened_by_the_public_door_at_any_of_its_versions(dossier: Make) -> None:
    dossier([report(0)])
    d = dossier([report(1), report(2)])
    assert demarche.open(d.path).count("reports") == 3
    assert demarche.open(f"{d.path}@1").count("reports") == 1
    assert demarche.open(d.path, version=0).count("reports") == 0
    with pytest.raises(NoSuchVersion, match="versions 0 to 2; 9 was asked"):
        demarche.open(d.path, version=9)


def test_an_open_archive_stays_as_it_is_and_gives_the_latest_on_request(dossier: Make) -> None:
    d = dossier([report(0)])
    dossier([report(1)])
    assert d.count("reports") == 1
    assert d.latest().count("reports") == 2
    newest = d.latest()
    assert newest.latest() is newest


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"party": "NOR"}, {"NOR"}),
        ({"party": ["NOR/MIL"]}, {"NOR/MIL"}),
        ({"type": "MOBILIZE", "party": "FIN"}, {"FIN/MIL"}),
    ],
)
def test_a_party_is_found_with_and_without_its_sector(dossier: Make, fields: dict[str, str], left: set[str]) -> None:
    rows = dossier(reports(6)).events(**fields).rows()
    assert rows
    assert all({*r["actors"], *r["recipients"], *r["parties"]} & left for r in rows)


def test_dates_known_to_a_month_are_in_every_part_of_it(dossier: Make) -> None:
    d = dossier([report(0)])  # the ships were sent in 2023-02, the rest is dated by the report: 2023-01-01
    assert d.events(since="2023-02-15").rows()[0]["type"] == "MOBILIZE"
    assert d.events(until="2023-01").rows()[0]["type"] == "ACCUSE"
    assert d.events(since="2023", until="2023").count() == 2
    assert d.events(since="2024").count() == 0
    with pytest.raises(SettingError, match="is no date"):
        d.events(since="last week").rows()


def test_reports_are_narrowed_to_those_that_hold_what_is_asked(dossier: Make) -> None:
    d = dossier(reports(8))
    assert {row["report"] for row in d.reports(party="NOR")} == {row["report"] for row in d.statements(party="NOR")} | {
        row["report"] for row in d.events(party="NOR")
    }
    assert d.reports(type="ASSAULT").count() == 0
    assert d.reports(topic="force-withdrawal").count() == 8


def test_pages_follow_each_other_without_overlap(dossier: Make) -> None:
    every = dossier(reports(9)).events().by("-date")
    pages = [row["id"] for start in (0, 7, 14) for row in every.page(7, start)]
    assert pages == [row["id"] for row in every]
    assert len(every.page(7, 14)) == 4


def test_rows_are_had_as_pandas_polars_and_arrow(dossier: Make) -> None:
    events = dossier(reports(3)).events()
    assert len(events.df()) == len(events.pl()) == events.arrow().num_rows == len(events) == 6
    assert events.arrow(("type", "quote")).column_names == ["type", "quote"]


@pytest.mark.parametrize("column", ["nope", '"; drop view events; --', "batch", ""])
def test_only_known_columns_are_sorted_by_or_taken(dossier: Make, column: str) -> None:
    events = dossier([report()]).events()
    with pytest.raises(QueryError):
        events.by(column)
    with pytest.raises(QueryError):
        events.arrow((column,))


def test_values_of_a_filter_are_values_whatever_they_hold(dossier: Make) -> None:
    d = dossier([report()])
    for odd in ("' OR 1=1 --", "%", "'); DROP VIEW events; --", "\x00", "RUS'/MIL", "💥"):
        assert d.events(party=odd).count() == 0
        assert d.events(words=odd).count() == 0
        assert d.reports(outlet=odd, language=odd, report=odd).count() == 0


def test_sql_reads_the_views(dossier: Make) -> None:
    answer = dossier(reports(5)).sql(
        "SELECT type, count(*) AS n FROM events WHERE list_contains(actors, ?) GROUP BY 1", ["NOR"]
    )
    assert answer.rows() == [{"type": "ACCUSE", "n": 1}]


@pytest.mark.parametrize(
    "query",
    [
        "DROP VIEW events",
        "SELECT 1; SELECT 2",
        "COPY events TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "SET threads = 1",
        "INSTALL httpfs",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM nowhere",
        "SELEC 1",
        "",
    ],
)
def test_sql_neither_writes_nor_reads_anything_else(dossier: Make, query: str) -> None:
    d = dossier([report()])
    with pytest.raises(QueryError):
        d.sql(query)
    assert d.count("events") == 2


def test_a_question_that_takes_too_long_is_stopped(dossier: Make) -> None:
    d = dossier([report()])
    with pytest.raises(QueryError, match="took longer than 0"):
        d.sql("SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range % 7 = b.range % 5", seconds=0.2)
    assert d.count("events") == 2


def test_what_is_not_there_is_said(dossier: Make, tmp_path: Path) -> None:
    d = dossier([report()])
    with pytest.raises(NoArchive, match="demarche init"):
        archive.open(tmp_path / "nowhere")
    with pytest.raises(ArchiveExists, match="is an archive already"):
        archive.create(d.path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(ArchiveExists, match="not empty"):
        archive.create(tmp_path / "full")
    with pytest.raises(NoSuchItem):
        d.record("r0")
    with pytest.raises(NoSuchItem):
        d.item("e0")
    with pytest.raises(SettingError, match="no filter is called 'actor'"):
        d.events(actor="NOR")
    with pytest.raises(SettingError, match="no table is called"):
        d.table("happenings")


def test_an_empty_archive_has_every_table_with_its_columns(dossier: Make) -> None:
    d = dossier([])
    for table in TABLES:
        found = d.table(table)
        assert found.num_rows == 0
        assert set(found.column_names) >= {c.name for c in TABLES[table] if c.shown}


def test_filters_are_made_once_and_used_everywhere(dossier: Make) -> None:
    d = dossier(reports(12))
    chosen = Filter().with_(party="NOR", since="2023-01", until="2023-06")
    assert d.events(chosen).count() >= d.events(chosen, type="ACCUSE").count() > 0
    assert chosen.narrows() and not Filter().narrows()


@pytest.mark.parametrize("name", ["with space", "één, twee", "a#b&c=d", "it's", "x@y", "x@2"])
def test_a_folder_may_have_any_name(dossier: Make, name: str) -> None:
    dossier([report(0)], name)
    d = dossier([report(1)], name)
    assert d.count("events") == 4
    assert demarche.open(d.path).count("reports") == 2
    assert demarche.open(f"{d.path}@1").count("reports") == 1


@pytest.mark.parametrize("name", ["100%", "what?", "[1-9]", "*"])
def test_names_that_would_be_misread_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match="can't lie in a folder with"):
        archive.create(tmp_path / name)


def test_every_table_and_column_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sql.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = page.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
        for column in public(table):
            assert f"| `{column.name}` | {column.type} | {column.meaning} |" in section, f"{table}.{column.name}"


def test_the_queries_in_the_docs_are_answered(dossier: Make) -> None:
    page = (Path(__file__).parents[2] / "docs" / "sql.md").read_text(encoding="utf-8")
    block = page.partition("```sql\n")[2].partition("```")[0]
    d = dossier(reports(5))
    queries = [query for query in block.split(";") if query.strip()]
    assert len(queries) == 3
    for query in queries:
        d.sql(query)


def test_an_answer_can_be_kept_short(dossier: Make) -> None:
    d = dossier(reports(5))
    assert len(d.sql("SELECT * FROM events", most=3)) == 3
    assert len(d.sql("SELECT * FROM events WHERE type = ?", ["ACCUSE"], most=100)) == 5


def test_codes_are_found_in_small_letters_too(dossier: Make) -> None:
    d = dossier(reports(5))
    assert d.events(party="nor", type="accuse").count() == d.events(party="NOR", type="ACCUSE").count() > 0


def test_threads_share_an_open_archive(dossier: Make) -> None:
    d = dossier(reports(20))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: d.events(party="NOR").by("-date").page(5, n % 3).rows(), range(80)))
    assert all(found[n] == found[n % 3] for n in range(80))
