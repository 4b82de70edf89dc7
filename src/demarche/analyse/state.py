"""The state of play at a date: issues by parties with each one's latest stance, how it got there, and the words.

The latest stance of a party on an issue is what its positions of the last day say (a day, or the month or year that a
report is known to); where they say several things, all are shown. ``path`` gives the stances in time, a new step where
the stance changes. Beside the matrix stand the ledger of demands and offers, commitments, conditions, the latest
figures of forces, meetings, and what changed since a date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from demarche.analyse import distance as distances
from demarche.analyse import ledger as ledgers
from demarche.analyse import standing
from demarche.analyse.issues import VALUES, Grouped, Held, Issue, grouped, positions
from demarche.analyse.periods import last_day
from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.taking import Day, chosen, parties_asked, source, state, states, take
from demarche.archive import Archive, Filter

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
    ("place", "text", "where"),
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
#: Parties whose distances are shown: those of most positions.
PARTIES_APART = 3
#: Meetings and figures of so many days before the date are shown, where `since` does not say otherwise.
DAYS_SHOWN = 31
_STEPS = 6  # of a path; the oldest are left out


class _Force(NamedTuple):
    id: str
    report: str
    party: str | None
    what: str
    low: int
    high: int
    approximate: bool
    place: str | None
    claimed_by: str | None
    quote: str
    date: Day | None
    date_end: Day | None


class _Met(NamedTuple):
    id: str
    report: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    happened: str | None
    place: str | None
    quote: str
    date: Day | None
    date_end: Day | None


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
    Tables beside the matrix: changes, ledger, commitments, conditions, forces, meetings.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, {**fields, "until": on or fields.get("until")})
    held = grouped(positions(archive, took))
    told = ledgers.events(archive, took, wanted)
    day = ledgers.day_of(on, archive, took)
    border = last_day(changed_since) if changed_since else _before(day)
    lately = took.with_(since=border.isoformat()) if border and not took.since else took
    met = take(archive, "events", _Met, lately.with_(type=("CONSULT", "AGREE")))
    kept = {key: some for key, some in held.items() if not wanted or key[1] in wanted}
    rows, changed = matrix(kept), changes(kept, border)
    recent = took.with_(since=(day - timedelta(days=standing.DAYS)).isoformat()) if day and not took.since else took
    bound = take(archive, "commitments", standing.Bound, recent)
    conditional = take(archive, "conditions", standing.Conditional, recent)
    deeds = standing.Deeds(
        take(archive, "events", standing.Deed, recent.with_(type=standing.DEEDS, status=standing.DONE))
        if bound or conditional
        else ()
    )
    more = {
        "changes": Table.of(CHANGES, changed),
        "apart": Table.of(APART, _apart(kept, wanted, told, border)),
        "ledger": Table.of(ledgers.SHAPE, ledgers.rows_of(held, told, wanted, day)),
        "commitments": Table.of(standing.COMMITMENTS, _of(wanted, standing.commitments(bound, deeds, day))),
        "conditions": Table.of(standing.CONDITIONS, _of(wanted, standing.conditions(conditional, deeds), "by")),
        "forces": Table.of(FORCES, forces_now(take(archive, "forces", _Force, took), wanted)),
        "meetings": Table.of(MEETINGS, meetings(met, wanted, border)),
    }
    return Result(
        "state", Table.of(MATRIX, rows), more, _notes(kept, rows, changed, border), source=source(archive),
        asked={"parties": list(wanted), "on": day and day.isoformat(), "changed_since": border and border.isoformat()},
    )  # fmt: skip


def _before(day: date | None) -> date | None:
    return day - timedelta(days=DAYS_SHOWN) if day else None


def _apart(
    held: Grouped, wanted: tuple[str, ...], told: list[ledgers.Told], border: date | None
) -> list[dict[str, Any]]:
    """Rows of :data:`APART`: how far the busiest parties, or those asked for, stand apart and whether any gave way."""
    busiest: Counter[str] = Counter()
    for (_, party), some in held.items():
        busiest[party] += len(some)
    names = wanted or tuple(code for code, _ in busiest.most_common(PARTIES_APART))
    counts = distances.counted(held)
    gave: Counter[str] = Counter()
    recent = (event for event in told if (event.date_end or date.max) > (border or date.min))
    for event in recent:
        if event.type in ("CONCEDE", "RETREAT") and event.status == "actual":
            gave.update(states(event.actors))
    return [
        {"a": a, "b": b, "issues": 0, **(distances.overall(a, b, counts) or {}), "gave_way": gave[a] + gave[b]}
        for a, b in combinations(names, 2)
    ]


def _of(wanted: tuple[str, ...], rows: list[dict[str, Any]], column: str = "parties") -> list[dict[str, Any]]:
    return [row for row in rows if not wanted or set(row[column]) & set(wanted)]


def latest(held: list[Held]) -> tuple[str, int | None]:
    """The stances of the last day, and the side they take: None where they take several; ``held`` is oldest first."""
    last, first = held[-1].when, len(held)
    while first and held[first - 1].when == last:
        first -= 1
    stances = list(dict.fromkeys(one.stance for one in held[first:]))
    sides = {VALUES[stance] for stance in stances}
    return "; ".join(stances), sides.pop() if len(sides) == 1 else None


def matrix(found: Grouped) -> list[dict[str, Any]]:
    """Rows of :data:`MATRIX`: issues on which most parties stand first, then those most told of."""
    parties: Counter[Issue] = Counter(one for one, _ in found)
    told: Counter[Issue] = Counter()
    busiest: Counter[str] = Counter()
    for (one, party), some in found.items():
        told[one] += len(some)
        busiest[party] += len(some)
    keys = sorted(found, key=lambda key: (-parties[key[0]], -told[key[0]], key[0], -busiest[key[1]], key[1]))
    return [_row(one, party, found[one, party]) for one, party in keys]


def _row(one: Issue, party: str, held: list[Held]) -> dict[str, Any]:
    stances, side = latest(held)
    newest = held[-1]
    return {
        "topic": one.topic,
        "about": one.about or None,
        "party": party,
        "stance": stances,
        "side": side,
        "since": _since(held, side),
        "last": newest.date_end,
        "precision": newest.precision,
        "mentions": len(held),
        "reports": len({position.report for position in held}),
        "path": path(held),
        "towards": list(states(newest.towards)),
        "words": newest.quote,
        "item": newest.id,
        "report": newest.report,
    }


def _since(held: list[Held], side: int | None) -> date | None:
    """First day of the unbroken run of positions on the side that is held now."""
    since = held[-1].date
    for position in reversed(held):
        if VALUES[position.stance] != side:
            break
        since = position.date
    return since


def path(held: list[Held]) -> str:
    """The stances in time; a new step where the stance changes."""
    steps: list[tuple[Held, int]] = []
    for position in held:
        if steps and steps[-1][0].stance == position.stance:
            steps[-1] = (steps[-1][0], steps[-1][1] + 1)
        else:
            steps.append((position, 1))
    shown = [f"{p.date or 'no date'} {p.stance}" + (f" ×{n}" if n > 1 else "") for p, n in steps[-_STEPS:]]
    return " > ".join((["…"] if len(steps) > _STEPS else []) + shown)


def changes(found: Grouped, border: date | None) -> list[dict[str, Any]]:
    """Rows of :data:`CHANGES`: stances that are new, or on another side than they were at the end of ``border``."""
    rows: list[dict[str, Any]] = []
    if border is None:
        return rows
    for (one, party), some in found.items():
        before = some[: bisect_right(some, border, key=lambda position: position.date_end or date.min)]
        if len(before) == len(some):
            continue
        now, side = latest(some)
        then, old = latest(before) if before else (None, None)
        if then != now:
            newest = some[-1]
            rows.append({"topic": one.topic, "about": one.about or None, "party": party, "before": then, "now": now,
                         "direction": _direction(then, old, side), "words": newest.quote, "item": newest.id,
                         "report": newest.report})  # fmt: skip
    order = ("towards", "away", "mixed", "same side", "new")
    return sorted(rows, key=lambda row: (order.index(row["direction"]), row["topic"], row["party"]))


def _direction(then: str | None, old: int | None, new: int | None) -> str:
    if then is None:
        return "new"
    if old is None or new is None:
        return "mixed"
    return "same side" if old == new else "towards" if new > old else "away"


def forces_now(rows: list[_Force], wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of :data:`FORCES`: the latest figure of each party, kind, claimant and place."""
    newest: dict[tuple[Any, ...], _Force] = {}
    for row in sorted(rows, key=lambda row: (row.date_end or date.min, row.id)):
        if not wanted or state(row.party or "") in wanted:
            newest[row.party, row.what, row.claimed_by, row.place] = row
    found = [row._asdict() | {"last": row.date_end, "words": row.quote, "item": row.id} for row in newest.values()]
    return sorted(found, key=lambda row: (-(row["last"] or date.min).toordinal(), -row["high"], row["item"]))


def meetings(met: list[_Met], wanted: tuple[str, ...], border: date | None) -> list[dict[str, Any]]:
    """Rows of :data:`MEETINGS` after ``border``, newest first."""
    rows = []
    for one in met:
        parties = states([*one.actors, *one.recipients])
        if (not wanted or set(parties) & set(wanted)) and (one.date_end or date.max) > (border or date.min):
            rows.append(one._asdict() | {"parties": list(parties), "words": one.quote, "item": one.id})
    return sorted(rows, key=lambda row: (-(row["date"] or date.min).toordinal(), row["type"], row["item"]))


def _notes(
    held: Grouped, rows: list[dict[str, Any]], changed: list[dict[str, Any]], border: date | None
) -> tuple[Note, ...]:
    notes = []
    apart = sum(1 for row in rows if row["side"] is None)
    if apart:
        notes.append(note("state_two_stances", n=apart))
    moved = [row for row in changed if row["direction"] in ("towards", "away", "mixed")]
    if border is None or not any((some[0].date_end or date.min) <= border for some in held.values()):
        notes.append(note("state_nothing_before", date=border or "–"))
    else:
        notes.append(note("state_moved", n=len(moved), date=border))
    if not rows:
        notes.append(note("state_empty"))
    return tuple(notes)
