"""The state of play at a date: issues by parties with each one's latest stance, how it got there, and the words.

The latest stance of a party on an issue is what its positions of the last day say (a day, or the month or year that a
report is known to); where they say several things, all are shown. ``path`` gives the stances in time, a new step where
the stance changes. Beside the matrix stand the ledger of demands and offers, commitments, conditions, the latest
figures of forces, meetings, refusals and threats, and what changed since a date.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np

from demarche.analyse import distance as distances
from demarche.analyse import ledger as ledgers
from demarche.analyse import standing
from demarche.analyse.arrays import together
from demarche.analyse.matrix import changes, matrix
from demarche.analyse.periods import last_day
from demarche.analyse.shapes import Note, Result, Table, columns, lazy, note
from demarche.analyse.stances import Stances, said_by, stances
from demarche.analyse.taking import chosen, parties_asked, source, state, states
from demarche.archive import NO_DAY, Archive, Filter, Frame, as_day
from demarche.errors import SettingError

MATRIX = columns(
    ("topic", "text", "topic of the issue"),
    ("about", "text", "what it is about: a code, a pair of codes, or words; null where nothing is named"),
    ("party", "text", "whose stance"),
    ("stance", "text", "its stances on the last day it is known to have one, joined by '; '"),
    ("side", "int", "1 for the topic, 0 open, -1 against; null where its stances differ"),
    ("since", "date", "first day from which on its stance is on this side"),
    ("last", "date", "last day that its latest position can belong to"),
    ("precision", "text", "how well that is known: day, month or year"),
    ("mentions", "int", "how many positions it rests on in all", "positions"),
    ("reports", "int", "in how many reports", "reports"),
    ("path", "text", "its stances in time: first day, stance, times; steps joined by ' > '"),
    ("towards", "texts", "of whom it asks it, or against whom it holds it"),
    ("words", "text", "the words of its latest position"),
    ("item", "text", "id of that position"),
    ("report", "text", "id of its report"),
)
CHANGES = columns(
    ("topic", "text", "topic of the issue"),
    ("about", "text", "what it is about"),
    ("party", "text", "whose stance"),
    ("before", "text", "its stance before the date; null where it had none"),
    ("now", "text", "its stance now"),
    ("direction", "text", "new, towards (the topic), away (from it), or same side"),
    ("words", "text", "the words of its latest position"),
    ("item", "text", "id of that position"),
    ("report", "text", "id of its report"),
)
FORCES = columns(
    ("party", "text", "whose men, weapons or victims"),
    ("what", "text", "troops, tanks, killed, …"),
    ("claimed_by", "text", "the party that says so; null where the outlet reports it"),
    ("low", "int", "lowest number of the latest report", "men or pieces"),
    ("high", "int", "highest number of the same", "men or pieces"),
    ("approximate", "bool", "whether the text marks it as rounded"),
    ("place", "text", "where"),
    ("last", "date", "last day it can belong to"),
    ("precision", "text", "how well that day is known: day, month, year, interval, or none"),
    ("words", "text", "the words"),
    ("item", "text", "id of the figure"),
    ("report", "text", "id of its report"),
)
MEETINGS = columns(
    ("parties", "texts", "who met, or agreed to"),
    ("type", "text", "CONSULT or AGREE"),
    ("mode", "text", "visit, phone, multilateral, third-party"),
    ("status", "text", "actual, future, …"),
    ("date", "date", "first day it can have been"),
    ("happened", "text", "the date as the text gives it"),
    ("weekday", "text", "the day of the week, where the text names one and the date is a month or a year"),
    ("place", "text", "where"),
    ("words", "text", "the words"),
    ("item", "text", "id of the event"),
    ("report", "text", "id of its report"),
)
CLASHES = columns(
    ("actors", "texts", "who refuses, denies or threatens"),
    ("recipients", "texts", "whom"),
    ("type", "text", "REJECT or THREATEN"),
    ("claimed_by", "text", "the party that says so; null where the outlet reports it"),
    ("date", "date", "first day it can have been"),
    ("happened", "text", "the date as the text gives it"),
    ("weekday", "text", "the day of the week, where the text names one and the date is a month or a year"),
    ("words", "text", "the words"),
    ("item", "text", "id of the event"),
    ("report", "text", "id of its report"),
)
APART = columns(
    ("a", "text", "one party"),
    ("b", "text", "the other party"),
    ("distance", "float", "half the difference of mean stances, over issues compared", "0 to 1"),
    ("low", "float", "lower end of its 90% interval", "0 to 1"),
    ("high", "float", "upper end of its 90% interval", "0 to 1"),
    ("issues", "int", "issues compared; 0: none on which both took a stance", "issues"),
    ("gave_way", "int", "times that one of them gave way (CONCEDE, RETREAT) since the date of changes", "events"),
)
_FORCE = ("id", "report", "party", "what", "low", "high", "approximate", "place", "claimed_by", "quote", "date_end",
          "precision")  # fmt: skip
_CLASH = ("id", "report", "type", "actors", "recipients", "status", "claimed_by", "happened", "weekday", "quote",
          "date", "date_end")  # fmt: skip
_MET = ("id", "report", "type", "mode", "actors", "recipients", "status", "happened", "weekday", "place", "quote",
        "date", "date_end", "published")  # fmt: skip
#: Parties whose distances are shown: those of most positions.
PARTIES_APART = 3
#: Meetings and figures of so many days before the date are shown, where `since` does not say otherwise.
DAYS_SHOWN = 31


def state_of_play(
    archive: Archive,
    *parties: str,
    filter: Filter | None = None,
    on: str | None = None,
    changed_since: str | None = None,
    **fields: Any,
) -> Result:
    """The state of play ``on`` a day (ISO date; the last day of a report by default).

    ``parties``: only these in the matrix. ``changed_since``: what changed after that day; by default 31 days before.
    Tables beside the matrix: changes, ledger, commitments, conditions, forces, meetings, clashes.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, {**fields, "until": on or fields.get("until")})
    held = stances(archive, took)
    told = ledgers.events(archive, took, wanted)
    day = ledgers.day_of(on, archive, took)
    border = last_day(changed_since) if changed_since else _before(day)
    kept = held.of(wanted) if wanted else held
    rows, changed = matrix(kept), changes(kept, border)
    more = {
        "changes": Table.of(CHANGES, changed),
        "apart": Table.of(APART, _apart(kept, wanted, told, border)),
        "ledger": ledgers.table_of(held, told, wanted, day),
        **standing.tables(archive, _recent(took, day), wanted, day),
        "forces": forces_now(archive, took, wanted),
        "meetings": meetings(archive, took, wanted, border),
        "clashes": clashes(archive, took, wanted, border),
    }
    return Result(
        "state", Table.of(MATRIX, rows), more, _notes(kept, rows, changed, border), source=source(archive),
        asked={"parties": list(wanted), "on": day and day.isoformat(), "changed_since": border and border.isoformat()},
    )  # fmt: skip


def moved_since(archive: Archive, day: date) -> Table:
    """The table of :data:`CHANGES` alone: stances that are new or changed after that day."""
    return Table.of(CHANGES, changes(stances(archive, Filter()), day))


def _recent(took: Filter, day: date | None) -> Filter:
    """The last year before the day, where no other start was asked."""
    return took.with_(since=(day - timedelta(days=standing.DAYS)).isoformat()) if day and not took.since else took


def _before(day: date | None) -> date | None:
    return day - timedelta(days=DAYS_SHOWN) if day else None


def _apart(held: Stances, wanted: tuple[str, ...], told: Frame, border: date | None) -> list[dict[str, Any]]:
    """Rows of :data:`APART`: how far the busiest parties, or those asked for, stand apart and whether any gave way."""
    names = wanted or tuple(code for code, _ in said_by(held).most_common(PARTIES_APART))
    counts = distances.counts_of(held, names)
    # What happened on a day that is not known may have been after the border.
    late = (told["date_end"].data > as_day(border or date.min)) | (told["date_end"].data == NO_DAY)
    late &= told["type"].each(lambda one: one in ("CONCEDE", "RETREAT"), bool, False)
    late &= told["status"].each(lambda one: one == "actual", bool, False)
    gave: Counter[str] = Counter()
    for actors in told["actors"].take(late).to_list():
        gave.update(states(actors))
    return [
        {"a": a, "b": b, "issues": 0, **(distances.overall(a, b, counts) or {}), "gave_way": gave[a] + gave[b]}
        for a, b in combinations(names, 2)
    ]


def forces_now(archive: Archive, filter: Filter, wanted: tuple[str, ...]) -> Table:
    """Rows of :data:`FORCES`: the latest figure of each party, kind, claimant and place, newest first."""
    found = archive.select("forces", filter).frame(_FORCE)
    if wanted:
        found = found.take(found["party"].each(lambda one: state(one) in wanted, bool, False))
    order = np.argsort(found["date_end"].data, kind="stable")  # of one day, the last by id counts
    key = together(*(found[name].codes[order] + 1 for name in ("party", "what", "claimed_by", "place")))
    _, from_behind = np.unique(key[::-1], return_index=True)
    newest = np.sort(order[::-1][from_behind])
    newest = newest[np.lexsort((newest, -found["high"].data[newest], -found["date_end"].data[newest].astype(np.int64)))]
    return lazy(FORCES, found.take(newest), {"last": "date_end", "words": "quote", "item": "id"})


def meetings(archive: Archive, filter: Filter, wanted: tuple[str, ...], border: date | None) -> Table:
    """Rows of :data:`MEETINGS` after ``border``, newest first; where the filter ends on a day, also what was told by
    then as still to come."""
    met = _lately(archive, filter.with_(until=None), ("CONSULT", "AGREE"), border, _MET)
    met = met.take(_by(met, last_day(filter.until))) if filter.until else met
    met, parties = _of(met, wanted)
    order = _newest_first(met)
    told: list[Any] = [list(parties[n]) for n in order]
    return lazy(MEETINGS, met.take(np.array(order, np.int64)), {"words": "quote", "item": "id", "parties": told})


def _published(when: str) -> int:
    try:
        return as_day(last_day(when))
    except SettingError:  # a record of another program may give anything for a date
        return int(NO_DAY)


def _by(found: Frame, day: date) -> Any:
    """Which events lie on or before a day, or were told by then as still to come."""
    told = found["published"].each(_published, np.int32, NO_DAY)
    ahead = found["status"].each(lambda one: one == "future", bool, False)
    when = found["date"].data
    return (when != NO_DAY) & ((when <= as_day(day)) | (ahead & (told != NO_DAY) & (told <= as_day(day))))


def clashes(archive: Archive, filter: Filter, wanted: tuple[str, ...], border: date | None) -> Table:
    """Rows of :data:`CLASHES` after ``border``: what is reported as refused, denied or threatened, newest first."""
    found = _lately(archive, filter, ("REJECT", "THREATEN"), border, _CLASH)
    found = found.take(found["status"].each(lambda one: one == "actual", bool, False))
    found, _ = _of(found, wanted)
    return lazy(CLASHES, found.take(np.array(_newest_first(found), np.int64)), {"words": "quote", "item": "id"})


def _lately(
    archive: Archive, filter: Filter, types: tuple[str, ...], border: date | None, names: tuple[str, ...]
) -> Frame:
    """Events of some types after ``border``, or of a day that is not known."""
    lately = filter.with_(since=border.isoformat()) if border and not filter.since else filter
    found = archive.select("events", lately.with_(type=types)).frame(names, loose=True)
    days = found["date_end"].data
    return found.take((days > as_day(border or date.min)) | (days == NO_DAY))


def _of(found: Frame, wanted: tuple[str, ...]) -> tuple[Frame, list[tuple[str, ...]]]:
    """Events of the parties that are wanted (all, where none are named), and who takes part in each."""
    parties = [
        tuple(states([*(a or ()), *(b or ())])) for a, b in zip(*found.lists(("actors", "recipients")), strict=True)
    ]
    if wanted:
        kept = [n for n, some in enumerate(parties) if set(some) & set(wanted)]
        return found.take(np.array(kept, np.int64)), [parties[n] for n in kept]
    return found, parties


def _newest_first(found: Frame) -> list[int]:
    days, types, ids = found["date"].data.tolist(), *found.lists(("type", "id"))
    return sorted(range(len(found)), key=lambda n: (-days[n], types[n], ids[n]))


def _notes(
    held: Stances, rows: list[dict[str, Any]], changed: list[dict[str, Any]], border: date | None
) -> tuple[Note, ...]:
    notes = []
    apart = sum(1 for row in rows if row["side"] is None)
    if apart:
        notes.append(note("state_two_stances", n=apart))
    moved = [row for row in changed if row["direction"] in ("towards", "away", "mixed")]
    if border is None or not (held.frame["date_end"].data[held.starts] <= as_day(border)).any():
        notes.append(note("state_nothing_before", date=border or "–"))
    else:
        notes.append(note("state_moved", n=len(moved), date=border))
    if not rows:
        notes.append(note("state_empty"))
    return tuple(notes)
