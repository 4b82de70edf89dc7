"""Copies are found, one event told by several reports is one, and where the reports differ is shown side by side."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import report, reports
from typer.testing import CliRunner

from demarche.archive import Archive, Incoming, Writer
from demarche.archive.copies import Groups, copies, likeness, shingles
from demarche.archive.corroborate import corroborate, joint
from demarche.archive.exports import export
from demarche.archive.same import Pair, Rarity, groups, stems, told
from demarche.records import Record
from demarche.records_json import from_json
from demarche.show.main import app

Make = Callable[..., Archive]
HOUSE = Path(__file__).parents[2]

AGENCY = (
    "The ferry line between Turku and Stockholm will stop on Monday, the company told its crews this morning. "
    "Ministers of both states had asked for a delay of six months, so that harbours could find other work for the "
    "dockers. The owner answered that fuel had become too dear and that no ship would sail after the weekend. "
    "Unions in Turku called the decision a breach of the promise that was made in spring, when the harbour was "
    "deepened with public money. A spokesman in Stockholm said the state would ask its money back through the courts."
)
OWN = (
    "No ferries from Monday: that is what passengers in Turku read on a sheet of paper taped to the ticket window. "
    "Anna, who has crossed every week for eleven years to see her mother, says she does not know what to do now. "
    "Trains take two days. The harbour master shrugs. Somewhere a radio reports that both governments had hoped for "
    "half a year more, and that Sweden wants to be paid for the dredging of the channel, which cost nine million."
)


def test_agency_copy_is_found_whole_cut_and_edited() -> None:
    cut = AGENCY[: len(AGENCY) * 2 // 3]
    edited = "TURKU - " + AGENCY.replace("this morning", "on Friday").replace("too dear", "too expensive")
    found = copies([("a", AGENCY), ("b", cut), ("c", edited), ("d", OWN), ("e", " ".join(reversed(OWN.split())))])
    assert {(c.report, c.group) for c in found} == {("a", "a"), ("b", "a"), ("c", "a")}
    assert all(c.likeness > 0.6 for c in found)


def test_two_reports_written_apart_are_no_copies() -> None:
    assert likeness(shingles(AGENCY), shingles(OWN)) < 0.05
    assert copies([("a", AGENCY), ("b", OWN)]) == []


def test_short_and_empty_texts_are_nobody_s_copy() -> None:
    assert copies([("a", ""), ("b", ""), ("c", "No comment."), ("d", "No comment.")]) == []


def test_short_items_are_copies_only_where_nearly_all_is_the_same() -> None:
    short = AGENCY.split(". ")[0]
    assert len(copies([("a", short), ("b", short + " Today.")])) == 2
    assert (
        copies([("a", short), ("b", short[: len(short) // 2] + " and nobody knows why it came to this so soon")]) == []
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_groups_are_the_same_in_whatever_order_they_are_joined(joins: list[tuple[int, int]]) -> None:
    one, other = Groups(), Groups()
    for a, b in joins:
        one.join(str(a), str(b))
    for a, b in reversed(joins):
        other.join(str(b), str(a))
    assert [one.of(str(n)) for n in range(13)] == [other.of(str(n)) for n in range(13)]


def _seized(outlet: str, n: int, ships: int, **changes: object) -> Record:
    """A report that Norway's navy seized Danish trawlers, in its own words and with its own number."""
    words = [
        f"Norway's navy seized {ships} Danish trawlers off Bergen on Tuesday",
        f"On Tuesday {ships} trawlers from Denmark were seized by the Norwegian navy near Bergen",
        f"Norwegian patrol boats on Tuesday took {ships} trawlers under Danish flag into Bergen",
    ][n % 3]
    text = (
        f'{words}. "They will be freed within days," minister Eva Lund told the press in the harbour, {outlet} reports.'
    )
    data = {
        "document": {"language": "en", "published": "2023-05-10", "outlet": outlet, "title": f"Trawlers, {outlet}",
                     "url": f"https://example.org/seized/{outlet}"},
        "statements": [{"speaker": "Eva Lund", "party": "NOR", "cue": "minister Eva Lund told the press",
                        "mode": "direct", "content": '"They will be freed within days,"', "via": []}],
        "events": [{"type": "COERCE", "mode": "seize", "actors": ["NOR/MIL"], "recipients": ["DNK"], "status": "actual",
                    "claimed_by": None, "when": "2023-05-09", "where": "Bergen, NOR", "evidence": [words]} | changes],
        "positions": [], "commitments": [], "conditions": [],
        "forces": [{"party": "DNK", "what": "ships", "low": ships, "high": ships, "approximate": False, "place": None,
                    "claimed_by": None, "evidence": [f"{ships} {'Danish trawlers' if n % 3 == 0 else 'trawlers'}"]}],
    }  # fmt: skip
    return from_json(data, text=text)


def test_one_event_told_by_three_outlets_is_one_with_what_differs(dossier: Make) -> None:
    told_by = [_seized("Bergens Blad", 0, 4), _seized("Kysten", 1, 5, claimed_by="DNK"), _seized("Havnen", 2, 4)]
    d = dossier([*told_by, *reports(10)])
    done = corroborate(d.path)
    assert (done.events, done.statements, done.copied) == (1, 1, 0)
    (one,) = joint(d.latest())
    assert (one.reports, one.texts) == (3, 3)
    outlets = {row["report"]: row["outlet"] for row in one.rows}
    differ = {
        f: {v: sorted(outlets[r] for r in some) for v, some in values.items()} for f, values in one.differ.items()
    }
    assert differ == {
        "claimed_by": {"": ["Bergens Blad", "Havnen"], "DNK": ["Kysten"]},
        "ships": {"4": ["Bergens Blad", "Havnen"], "5": ["Kysten"]},
    }
    (said,) = joint(d.latest(), "statements")
    assert (said.reports, said.differ) == (3, {})
    assert joint(d.latest(), party="FRA") == []
    assert len(joint(d.latest(), party="DNK", since="2023-05")) == 1


def test_copies_of_one_text_are_one_source_and_one_row_for_gdelt(dossier: Make, tmp_path: Path) -> None:
    base = _seized("Agency", 0, 4)
    text = f"{base.document.text} {AGENCY}"
    event = {"type": "COERCE", "mode": "seize", "actors": ["NOR/MIL"], "recipients": ["DNK"], "status": "actual",
             "claimed_by": None, "when": "2023-05-09", "where": None,
             "evidence": [base.events[0].evidence[0].text]}  # fmt: skip
    made = [
        from_json(
            {"document": {"published": "2023-05-10", "outlet": o, "url": f"https://example.org/{o}"},
                    "events": [event]},
            text=f"{o}. {text}",
        )
        for o in ("One", "Two", "Three")
    ]  # fmt: skip
    d = dossier([*made, _seized("Kysten", 1, 5)])
    done = corroborate(d.path)
    assert (done.copied, done.text_groups, done.events) == (3, 1, 1)
    (one,) = joint(d.latest())
    assert (one.reports, one.texts) == (4, 2)
    told = CliRunner().invoke(app, ["joint", "-a", str(d.path)]).stdout
    assert "2 independent texts, 4 reports" in told
    assert told.count("and 2 copies") == 1
    (written,) = export(d.latest(), "gdelt", tmp_path / "out")
    assert written.rows == 1
    fields = (tmp_path / "out").read_text().rstrip("\n").split("\t")
    assert fields[31:34] == ["4", "2", "4"]  # NumMentions, NumSources, NumArticles


def test_what_happened_on_other_days_or_to_others_is_not_one(dossier: Make) -> None:
    d = dossier([
        _seized("A", 0, 4),
        _seized("B", 1, 4, when="2023-03-01"),
        _seized("C", 2, 4, recipients=["SWE"], actors=["FIN"]),
        _seized("D", 1, 4, type="AID", mode=None),
    ])  # fmt: skip
    assert corroborate(d.path).events == 0
    assert joint(d.latest()) == []


def test_the_newest_grouping_counts_and_older_versions_keep_theirs(dossier: Make) -> None:
    d = dossier([_seized("A", 0, 4), _seized("B", 1, 4)])
    corroborate(d.path)
    first = d.latest()
    Writer(d.path).add([Incoming(_seized("C", 2, 4))])
    assert joint(d.latest())[0].reports == 2
    corroborate(d.path)
    assert joint(d.latest())[0].reports == 3
    assert joint(first)[0].reports == 2


def test_two_events_of_one_report_never_become_one() -> None:
    made = report(0)
    rarity = Rarity([made.document.text])
    rows = [
        {"id": name, "report": home, "type": "ACCUSE", "mode": None, "actors": ["NOR"], "recipients": ["FIN"],
         "date": None, "date_end": None, "dated_by": "text", "status": "actual", "quote": "nets"}
        for name, home in (("a", "r1"), ("b", "r1"), ("c", "r2"))
    ]  # fmt: skip
    assert told(rows[0], rarity, {}) is None  # without a date nothing can be compared
    items = [told(row | {"date": date(2023, 1, 1)}, rarity, {}) for row in rows]
    known = [one for one in items if one]
    found = groups(known, [Pair("a", "c", 0.9), Pair("b", "c", 0.8)])
    assert found == {"a": ["a", "c"]}


def test_inflections_meet_in_their_stems() -> None:
    assert stems("de Russische troepen") == stems("het Russisch troepenvertoon")
    assert stems("troepen")[0] == stems("troepenmacht")[0]


def _measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("eval_corroborate", HOUSE / "eval" / "corroborate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_judged_pairs_are_told_apart_well_enough() -> None:
    measure = _measure()
    if not measure.GOLD.exists():
        pytest.skip("the judged pairs are of gold reports beside the checkout (../shared), which are not here")
    precision, recall = measure.scores(measure.pairs("measure", measure.items(measure.gold())))
    assert precision >= 0.85
    assert recall >= 0.75
