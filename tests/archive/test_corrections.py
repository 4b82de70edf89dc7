"""What people correct lies beside what was found: it shows by default, outlives recoding, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from made_reports import NEWER, report

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.corrections import Reviewer, history
from demarche.archive.versions import diff
from demarche.errors import BadRecord, CorrectedMeanwhile, NoSuchItem, SettingError

Make = Callable[..., Archive]


@pytest.fixture
def d(dossier: Make) -> Archive:
    return dossier([report(0), report(1)])


@pytest.fixture
def reviewer(d: Archive) -> Reviewer:
    return Reviewer(d.path, "a reviewer")


def _blame(d: Archive, n: int = 0) -> dict[str, Any]:
    """The ACCUSE of report ``n``."""
    return next(row for row in d.events(type="ACCUSE", view="raw") if f"on day {n} " in row["quote"])


def test_a_confirmed_item_says_who_confirmed_it(d: Archive, reviewer: Reviewer) -> None:
    reviewer.confirm(_blame(d)["id"], "clear enough")
    row = d.latest().item(_blame(d)["id"])[1]
    assert (row["verdict"], row["checked_by"]) == ("confirmed", "a reviewer")
    assert d.latest().count("events") == 4


def test_a_rejected_item_is_gone_from_the_corrected_view_only(d: Archive, reviewer: Reviewer) -> None:
    target = _blame(d)["id"]
    reviewer.reject(target, "it quotes a poem")
    new = d.latest()
    assert (new.count("events"), new.count("events", view="raw")) == (3, 4)
    assert len(new.record(_blame(d)["report"]).events) == 1
    assert len(new.record(_blame(d)["report"], view="raw").events) == 2
    with pytest.raises(NoSuchItem):
        new.item(target)


def test_a_changed_field_shows_with_all_that_follows_from_it(d: Archive, reviewer: Reviewer) -> None:
    target = _blame(d)["id"]
    reviewer.change(target, {"type": "REJECT", "mode": None, "recipients": ["RUS"], "when": "2022-11"}, "a refusal")
    row = d.latest().item(target)[1]
    assert (row["type"], row["recipients"], row["verdict"], row["quad"]) == ("REJECT", ["RUS"], "changed", 3)
    assert str(row["date"]) == "2022-11-01"
    assert d.latest().events(party="RUS", type="REJECT").count() == 1
    assert d.latest().record(row["report"]).events[0].type == "REJECT"


def test_a_weekday_goes_with_the_date_that_it_belonged_to(dossier: Make) -> None:
    made = report(0)
    d = dossier([replace(made, events=tuple(replace(e, when="2022-01", weekday="monday") for e in made.events))])
    target = _blame(d)["id"]
    assert d.item(target)[1]["weekday"] == "monday"
    Reviewer(d.path, "a reviewer").change(target, {"mode": None})
    assert d.latest().item(target)[1]["weekday"] == "monday"
    Reviewer(d.path, "a reviewer").change(target, {"when": "2022-11"})
    assert d.latest().item(target)[1]["weekday"] is None


def test_words_may_be_given_bare(d: Archive, reviewer: Reviewer) -> None:
    target = _blame(d)["id"]
    reviewer.change(target, {"evidence": ["accused Finland of cutting nets"]})
    row = d.latest().item(target)[1]
    text = d.report(row["report"])["text"]
    assert text[row["start_char"] : row["end_char"]] == row["quote"] == "accused Finland of cutting nets"


def test_a_missed_item_is_added_and_can_be_judged_like_any_other(d: Archive, reviewer: Reviewer) -> None:
    row = _blame(d)
    item = {"party": "NOR", "stance": "oppose", "topic": "trade", "object": None, "towards": [], "evidence": ["nets"]}
    reviewer.add(row["report"], "positions", item, "missed")
    new = d.latest()
    added = next(r for r in new.positions() if r["verdict"] == "added")
    assert (added["topic"], added["quote"], added["published"]) == ("trade", "nets", "2023-01-01")
    with pytest.raises(SettingError, match="that very item already"):
        reviewer.add(row["report"], "positions", item)
    reviewer.change(added["id"], {"stance": "reject"})
    assert d.latest().item(added["id"])[1]["stance"] == "reject"
    reviewer.reject(added["id"])
    assert d.latest().count("positions") == 2


def test_the_last_correction_of_an_item_counts_and_undo_takes_it_back(d: Archive, reviewer: Reviewer) -> None:
    target = _blame(d)["id"]
    reviewer.change(target, {"mode": "disapprove"})
    reviewer.change(target, {"recipients": ["SWE"]})
    row = d.latest().item(target)[1]
    assert (row["mode"], row["recipients"]) == ("disapprove", ["SWE"])
    reviewer.undo(target)
    row = d.latest().item(target)[1]
    assert (row["mode"], row["verdict"]) == ("allege", None)
    assert [one["action"] for one in history(d.latest(), target)] == ["change", "change", "undo"]
    with pytest.raises(NoSuchItem, match="no correction"):
        reviewer.undo(target)


def test_two_people_do_not_overrule_each_other_unseen(d: Archive, reviewer: Reviewer) -> None:
    target = _blame(d)["id"]
    reviewer.confirm(target, seen=d.version)
    with pytest.raises(CorrectedMeanwhile, match="a reviewer"):
        Reviewer(d.path, "another").reject(target, seen=d.version)
    Reviewer(d.path, "another").reject(target, seen=d.latest().version)
    assert d.latest().count("events") == 3


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"type": "SCOLD"}, SettingError),
        ({"mode": "aerial"}, SettingError),
        ({"status": "maybe"}, SettingError),
        ({"colour": "red"}, SettingError),
        ({}, SettingError),
        ({"evidence": ["words that nobody wrote"]}, BadRecord),
        ({"evidence": []}, Exception),
        ({"evidence": [{"start": 0, "end": 4, "text": "Nope"}]}, BadRecord),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_kept(
    d: Archive, reviewer: Reviewer, fields: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        reviewer.change(_blame(d)["id"], fields)
    assert d.latest().version == d.version


def test_a_correction_needs_a_name(d: Archive) -> None:
    with pytest.raises(SettingError, match="needs a name"):
        Reviewer(d.path, " ")


def test_verdicts_survive_a_recoding_that_sees_it_otherwise(d: Archive, reviewer: Reviewer) -> None:
    first, second = _blame(d, 0), _blame(d, 1)
    reviewer.change(first["id"], {"recipients": ["LTU"]}, "the other one")
    reviewer.reject(second["id"], "not said")
    Writer(d.path).recode([Incoming(report(0, run=NEWER, blamed="RUS")), Incoming(report(1, run=NEWER))])
    new = d.latest()
    assert {r["coding"] for r in new.reports()} == {2}
    blames = new.events(type="ACCUSE").rows()
    assert [(r["recipients"], r["verdict"]) for r in blames] == [(["LTU"], "changed")]
    assert len(new.events(type="ACCUSE", view="raw").rows()) == 2
    assert not new.overlay.stale


def test_verdicts_move_with_their_words_when_the_text_changes(d: Archive, reviewer: Reviewer) -> None:
    row = _blame(d)
    reviewer.change(row["id"], {"mode": "disapprove"})
    Writer(d.path).add([Incoming(report(0, text="Updated at noon. "))])
    new = d.latest()
    moved = new.item(row["id"])[1]
    assert (moved["mode"], moved["start_char"]) == ("disapprove", row["start_char"] + len("Updated at noon. "))
    assert new.report(row["report"])["text"][moved["start_char"] : moved["end_char"]] == moved["quote"]
    assert new.count("events") == 4


def test_a_verdict_whose_words_are_gone_is_stale_and_listed(d: Archive, reviewer: Reviewer) -> None:
    row = _blame(d)
    reviewer.confirm(row["id"])
    Writer(d.path).add([Incoming(report(12, url="https://example.org/0"))])  # another text at the same address
    new = d.latest()
    assert new.report(row["report"])["revision"] == 2
    assert [r["target"] for r in new.overlay.stale] == [row["id"]]
    assert new.count("events") == 4


def test_an_old_version_shows_none_of_the_later_corrections(d: Archive, reviewer: Reviewer) -> None:
    reviewer.reject(_blame(d)["id"])
    assert archive.open(d.path, d.version).count("events") == 4
    assert [(c.what, c.table) for c in diff(d, d.latest())] == [("new", "corrections"), ("gone", "events")]
