"""Reports are added whole or not at all; again changes nothing; a changed one is a new version, the old one kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_reports import NEWER, report, reports

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.errors import BrokenRecord
from demarche.records import Record

Make = Callable[..., Archive]


def _add(path: Path, *records: Record, source: str | None = None) -> archive.Added:
    return Writer(path).add([Incoming(record, source) for record in records])


def test_adding_again_changes_nothing(dossier: Make) -> None:
    d = dossier(reports(5))
    again = _add(d.path, *reports(5))
    assert (again.new, again.changed, again.same, again.version) == (0, 0, 5, d.version)


def test_the_same_report_twice_in_a_batch_is_one(dossier: Make) -> None:
    assert dossier([report(1), report(1)]).count("reports") == 1


def test_what_the_archive_lacks_is_known_before_it_is_coded(dossier: Make) -> None:
    d = dossier(reports(3))
    assert Writer(d.path).lacking([r.document for r in reports(5)]) == [False, False, False, True, True]


def test_a_changed_report_is_a_new_version_of_itself(dossier: Make) -> None:
    d = dossier([report(1), report(2)])
    changed = report(1, text="Updated. ")
    assert _add(d.path, changed).changed == 1
    new = d.latest()
    assert (new.count("reports"), new.count("events")) == (2, 4)
    row = next(row for row in new.reports() if row["url"] == changed.document.url)
    assert row["revision"] == 2
    assert new.record(row["report"]) == changed
    assert archive.open(d.path, d.version).record(row["report"]) == report(1)


def test_a_file_without_address_that_changed_is_the_same_report(dossier: Make) -> None:
    d = dossier([])
    _add(d.path, report(1, url=None), source="a.txt")
    assert _add(d.path, report(1, url=None, text="Updated. "), source="a.txt").changed == 1
    assert _add(d.path, report(2, url=None), source="b.txt").new == 1
    assert d.latest().count("reports") == 2


def test_lines_of_a_file_are_no_lasting_place(dossier: Make) -> None:
    d = dossier([])
    for n in (1, 2):
        Writer(d.path).add([Incoming(report(n, url=None), "all.jsonl:1", lasting=False)])
    assert d.latest().count("reports") == 2


def test_items_keep_their_ids_when_the_text_changes_elsewhere(dossier: Make) -> None:
    d = dossier([report(1)])
    before = {row["id"] for row in d.events()}
    _add(d.path, report(1, text="Correction: the season began in May. "))
    assert {row["id"] for row in d.latest().events()} == before


def test_recoding_puts_a_new_coding_beside_the_old(dossier: Make) -> None:
    d = dossier([report(1), report(2)])
    done = Writer(d.path).recode([Incoming(report(n, run=NEWER, blamed="RUS")) for n in (1, 2)])
    assert done.changed == 2
    new = d.latest()
    assert new.events(type="ACCUSE", party="RUS").count() == 2
    assert {(r["revision"], r["coding"], r["run_version"]) for r in new.reports()} == {(1, 2, "0.2.0")}
    assert archive.open(d.path, d.version).events(party="RUS").count() == 0


def test_a_record_whose_words_do_not_stand_keeps_its_whole_batch_out(dossier: Make) -> None:
    d = dossier([])
    good, bad = report(1), report(2)
    event = bad.events[0]
    broken = replace(bad, events=(replace(event, evidence=(replace(event.evidence[0], text="other words"),)),))
    with pytest.raises(BrokenRecord):
        _add(d.path, good, broken)
    assert d.latest().count("reports") == 0


def test_two_that_add_the_same_report_unseen_by_each_other_leave_one(
    dossier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = dossier([])
    one, two = Writer(d.path), Writer(d.path)
    monkeypatch.setattr(two._log, "update_incremental", lambda: None)  # the second looks before the first commits
    one.add([Incoming(report(1))])
    two.add([Incoming(report(1))])
    new = d.latest()
    assert (new.count("reports"), new.count("events"), new.count("problems")) == (1, 2, 0)


def test_text_of_any_kind_comes_back_as_it_was(dossier: Make) -> None:
    odd = "ﷺ \u202eabc\u202c 👩‍👩‍👧 e\u0301 \x00 \r\n\t“”"
    d = dossier([report(1, text=odd, outlet="=1+1", published="around then")])
    row = d.reports().rows()[0]
    assert row["text"].startswith(odd)
    assert (row["outlet"], row["date"], row["precision"]) == ("=1+1", None, "none")
    assert d.record(row["report"]) == report(1, text=odd, outlet="=1+1", published="around then")


def test_a_batch_with_a_name_is_committed_once_whoever_tries_again(dossier: Make) -> None:
    d = dossier([])
    early, late = Writer(d.path), Writer(d.path)
    batch = [Incoming(report(n)) for n in range(3)]
    assert not early.holds("batch a")
    assert early.add(batch, once="batch a").new == 3
    assert early.holds("batch a") and late.holds("batch a") and not late.holds("batch b")
    # Other reports under the same name: what counts is the name, so that a batch can't come in twice in part.
    assert late.add([Incoming(report(9))], once="batch a").new == 0
    assert d.latest().count("reports") == 3


def test_two_that_commit_a_named_batch_at_the_same_moment_commit_it_once(
    dossier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = dossier([])
    one, other = Writer(d.path), Writer(d.path)
    looked_up = one._known

    def and_the_other_is_faster(keys: list[tuple[str, str, str | None]]) -> object:
        known = looked_up(keys)
        other.add([Incoming(report(1))], once="batch")
        return known

    monkeypatch.setattr(one, "_known", and_the_other_is_faster)
    done = one.add([Incoming(report(1))], once="batch")
    assert (done.new, done.same) == (0, 1)
    assert d.latest().table("reports", view="raw").num_rows == 1
    assert len(d.latest().history()) == 2
