"""Every state has a number: it can be cited, gone back to, and compared with another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_reports import NEWER, report, reports

from demarche import archive
from demarche.archive import Archive, Incoming, Writer, shapes
from demarche.archive.upkeep import check, compact, status
from demarche.archive.versions import cite, diff
from demarche.errors import ArchiveDamaged, ArchiveError, SettingError

Make = Callable[..., Archive]


def test_a_citation_names_version_fingerprint_and_day(dossier: Make) -> None:
    d = dossier(reports(3), "north-sea")
    day = json.loads(cite(d, "csl"))[0]["issued"]["date-parts"][0]
    text = cite(d)
    assert text.startswith(f"north-sea, version 1 ({day[0]}-{day[1]:02}-{day[2]:02}). Dossier of 3 reports")
    assert d.fingerprint[:16] in text
    assert cite(d, "bibtex").startswith("@misc{northsea1,\n  title = {north-sea},")
    assert r"100\% \& more" in cite(d, "bibtex", title="100% & more")
    with pytest.raises(SettingError, match="text, bibtex, csl"):
        cite(d, "apa")


def test_the_fingerprint_is_of_what_is_held_not_of_how_it_came(dossier: Make) -> None:
    one = dossier(reports(4), "one")
    for n in (3, 1, 0, 2):
        other = dossier([report(n)], "other")
    assert one.fingerprint == other.fingerprint
    assert dossier([report(9)], "one").fingerprint != one.fingerprint
    compact(other.path)
    assert other.latest().fingerprint == other.fingerprint


def test_diff_after_one_report_shows_just_that(dossier: Make) -> None:
    old = dossier(reports(3))
    new = dossier([report(7)])
    found = diff(old, new)
    assert {c.what for c in found} == {"new"}
    assert len({c.report for c in found}) == 1
    assert sorted(c.table for c in found) == sorted(
        ["reports", "statements", "events", "events", "positions", "commitments", "conditions", "forces"]
    )
    assert found[0].line == "Nets cut between POL and DEU, 7 · Outlet 2 · 2023-08-08"
    assert [c.what for c in diff(new, old)] == ["gone"] * 8
    assert diff(new, new) == []


def test_diff_tells_recoded_from_changed(dossier: Make) -> None:
    old = dossier(reports(2))
    Writer(old.path).recode([Incoming(report(0, run=NEWER, blamed="RUS"))])
    middle = old.latest()
    assert sorted((c.what, c.table) for c in diff(old, middle)) == [
        ("gone", "events"),
        ("new", "events"),
        ("recoded", "reports"),
    ]
    Writer(old.path).add([Incoming(report(1, text="Updated. "))])
    assert [(c.what, c.table) for c in diff(middle, old.latest())] == [("changed", "reports")]


def test_every_version_is_read_after_compaction_until_it_is_forgotten(dossier: Make) -> None:
    for n in range(6):
        d = dossier([report(n)])
    done = compact(d.path)
    assert done.after < done.before
    for version in range(7):
        assert archive.open(d.path, version).count("reports") == version
    assert d.latest().table("events").equals(d.table("events"))
    assert compact(d.path, forget=True).removed > 0
    assert d.latest().count("reports") == 6
    with pytest.raises(ArchiveError, match="can't be read any more"):
        archive.open(d.path, 3)


def test_the_history_says_what_each_version_came_from(dossier: Make) -> None:
    d = dossier(reports(2))
    dossier([report(3)])
    Writer(d.path).add([Incoming(report(3, text="Updated. "))])
    compact(d.path)
    rows = d.latest().history()
    assert [(r["version"], r["action"], r.get("new"), r.get("changed")) for r in rows] == [
        (0, "init", None, None),
        (1, "add", "2", "0"),
        (2, "add", "1", "0"),
        (3, "add", "0", "1"),
        (4, "compact", None, None),
    ]


def test_check_finds_an_archive_sound_and_status_counts_it(dossier: Make) -> None:
    d = dossier(reports(5))
    found = check(d)
    assert (found.reports, found.troubles) == (5, ())
    assert found.quotations == 5 * 11
    held = status(d)
    assert (held["reports"], held["events"], held["languages"]) == (5, 10, {"en": 5})


def test_check_finds_a_file_that_was_cut_short(dossier: Make) -> None:
    d = dossier(reports(5))
    name = d.files()["events"][0]
    with Path(name).open("r+b") as file:
        file.truncate(100)
    with pytest.warns(ArchiveDamaged, match="1 of the files"):
        damaged = archive.open(d.path)
    assert "events" in check(damaged).troubles[0]
    assert (damaged.count("statements"), damaged.count("events")) == (5, 0)


def test_an_archive_of_an_older_program_opens_and_takes_new_columns(
    dossier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = dict(shapes.TABLES)
    older = {name: tuple(c for c in some if c.name not in ("score", "outlet")) for name, some in columns.items()}
    with monkeypatch.context() as then:
        then.setattr(shapes, "TABLES", older)
        path = archive.create(dossier([], "unused").path.with_name("older")).path
        Writer(path).add([Incoming(report(0))])
    d = archive.open(path)
    assert [row["score"] for row in d.events()] == [None, None]
    Writer(path).add([Incoming(report(1))])
    new = d.latest()
    assert sorted(str(row["score"]) for row in new.events()) == ["-3.5", "-6.5", "None", "None"]
    assert check(new).troubles == ()
    assert archive.open(path, 1).count("events") == 2
