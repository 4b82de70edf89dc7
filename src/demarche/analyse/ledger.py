"""The ledger: demands and offers with the answers they got, and how long they waited.

An entry is what one party asks of others (or offers them) on one issue, however often it is told. An answer is

- by issue: a position of a party that was asked, on the same issue, not before the first time it was asked; or
- by words: in the same report, an event of a party that was asked, directed at the one that asks, that PLOVER's modes
  pair with the request (REQUEST *yield* and REJECT *yield*), or a REJECT without a mode whose nearest event before it
  by the other side is the offer.

Nothing else counts: a refusal that does not say of what is no answer. Waiting is counted from the first day the demand
was told to the first day of the answer, else to the day of the ledger; where a date is known to the month only, it is
a range of days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow.compute as pc

from demarche.analyse.issues import Grouped, Held, Issue, grouped, positions
from demarche.analyse.periods import last_day
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.taking import Dates, Day, arrow, chosen, days_between, parties_asked, source, state, states, take
from demarche.archive import Archive, Filter

SHAPE = columns(
    ("kind", "text", "demand or offer"),
    ("party", "text", "who asks or offers"),
    ("towards", "texts", "of whom it is asked, to whom it is offered"),
    ("topic", "text", "topic; null where only the words say what is asked"),
    ("about", "text", "what the topic is about: a code, a pair of codes, or words"),
    ("first", "date", "first day it can have been told first"),
    ("last", "date", "last day it can have been told last"),
    ("times", "int", "how often it was told", "mentions"),
    ("reports", "int", "in how many reports", "reports"),
    ("answer", "text", "agreed, refused, open (willing to talk about it), mixed, or none"),
    ("answered_by", "texts", "who answered"),
    ("answered", "date", "first day the first answer can have been given; null where there is none"),
    ("rests_on", "text", "what joins answer and demand: issue, or words (of the same report)"),
    ("waited_low", "int", "fewest days from asking to the answer, or to the day of the ledger", "days"),
    ("waited_high", "int", "most days of the same", "days"),
    ("words", "text", "the words it was told in last"),
    ("answer_words", "text", "the words of the last answer"),
    ("item", "text", "id of the item it was told in last"),
    ("report", "text", "id of the report of that item"),
    ("answer_item", "text", "id of the last answer's item"),
)
_ANSWERS = {"accept": "agreed", "offer": "agreed", "support": "agreed", "reject": "refused", "oppose": "refused",
            "open": "open"}  # fmt: skip
#: Events that answer a request of the same mode.
_BY_EVENT = {"REJECT": "refused", "AGREE": "agreed", "CONCEDE": "agreed", "RETREAT": "agreed"}
_KINDS = {"REQUEST": "demand", "AGREE": "offer"}
ASKING = ("demand", "offer")
TYPES = ("REQUEST", "AGREE", "REJECT", "CONCEDE", "RETREAT", "ACCUSE")


class Told(NamedTuple):
    """An event as the ledger needs it."""

    id: str
    report: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    date: Day | None
    date_end: Day | None
    quote: str
    start_char: int
    end_char: int

    @property
    def dates(self) -> Dates:
        """First and last day of it."""
        return Dates(self.date, self.date_end)


class Reply(NamedTuple):
    """The answers to an entry: the first and the last, of which kinds they all are, and what joins them to it."""

    first: Held | Told
    last: Held | Told
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    rests_on: str


@dataclass
class Entry:
    """One demand or offer, with all its mentions and its answers."""

    kind: str
    party: str
    towards: tuple[str, ...]
    issue: Issue | None
    told: list[Held | Told] = field(default_factory=list)
    reply: Reply | None = None


def ledger(
    archive: Archive, *parties: str, filter: Filter | None = None, on: str | None = None, **fields: Any
) -> Result:
    """Demands and offers with their answers, those without one first, then the longest waiting.

    ``parties``: entries in which one of them asks or is asked. ``on``: the day of the ledger (ISO date); by default
    the last day of a report. ``fields``: of the archive's filter, by name.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, {**fields, "until": on or fields.get("until")})
    held = grouped(positions(archive, took))
    told = events(archive, took, wanted)
    day = day_of(on, archive, took)
    rows = rows_of(held, told, wanted, day)
    left = sum(1 for row in rows if row["answer"] == "none")
    notes = [note("ledger_open", n=left, all=len(rows))]
    if any(row["rests_on"] == "words" for row in rows):
        notes.append(note("ledger_words"))
    if any(row["topic"] is None for row in rows):
        notes.append(note("ledger_no_topic"))
    return Result("ledger", Table.of(SHAPE, rows), notes=tuple(notes), source=source(archive),
                  asked={"parties": list(wanted), "on": day.isoformat() if day else None})  # fmt: skip


def events(archive: Archive, filter: Filter, wanted: tuple[str, ...]) -> list[Told]:
    """The events that the ledger needs, by report and place in it; of some parties, those that name one of them."""
    took = filter.with_(type=TYPES, status=("actual", "future"))
    return take(archive, "events", Told, took.with_(party=wanted) if wanted else took, ("report", "start_char"))


def rows_of(held: Grouped, told: list[Told], wanted: tuple[str, ...], day: date | None) -> list[dict[str, Any]]:
    """Rows of :data:`SHAPE` from positions and events, in which one of the parties asks or is asked."""
    made = [one for one in entries(held, told) if not wanted or {one.party, *one.towards} & set(wanted)]
    return sorted((_row(entry, day) for entry in made), key=_order)


def day_of(on: str | None, archive: Archive, filter: Filter) -> date | None:
    """The day asked for (the last one it can be), else the last day of a report; None where no report has one."""
    if on:
        return last_day(on)
    about = Filter(since=filter.since, until=filter.until, outlet=filter.outlet, language=filter.language)
    found: date | None = pc.max(arrow(archive, "reports", ("date_end",), about)["date_end"]).as_py()
    return found


def entries(held: Grouped, told: list[Told]) -> list[Entry]:
    """Entries with their answers, from positions in groups and events in the order of their reports' text."""
    by_report: dict[str, list[Told]] = defaultdict(list)
    for event in told:
        by_report[event.report].append(event)
    asked: dict[tuple[Any, ...], Entry] = {}
    covered: dict[str, list[Held]] = defaultdict(list)
    for (one, party), some in held.items():
        for position in some:
            if position.stance in ASKING:
                key = (position.stance, party, states(position.towards), one)
                if key not in asked:
                    asked[key] = Entry(*key)
                asked[key].told.append(position)
                covered[position.report].append(position)
    by_issue = list(asked.values())
    _answer_by_issue(by_issue, held)
    by_words = list(_from_events(by_report, covered))
    for entry in [*by_issue, *by_words]:
        if entry.reply is None:
            entry.reply = _reply_by_words(entry, by_report)
    return [*by_issue, *by_words]


class _Answers:
    """The answers of one party on one issue to one other, in the order of time."""

    def __init__(self, told: list[Held]) -> None:
        self._told = told
        self._days = [answer.date_end or date.max for answer in told]

    @cached_property
    def _kinds(self) -> list[frozenset[str]]:
        """For each answer the kinds of it and all later ones."""
        found: list[frozenset[str]] = [frozenset()]
        for answer in reversed(self._told):
            kind = _ANSWERS[answer.stance]
            found.append(found[-1] if kind in found[-1] else found[-1] | {kind})
        return found[:0:-1]

    def since(self, day: date) -> tuple[Held, Held, frozenset[str]] | None:
        """The first answer that can be of that day or later, the last one, and the kinds of all of them."""
        n = bisect_left(self._days, day)
        return (self._told[n], self._told[-1], self._kinds[n]) if n < len(self._told) else None


def _answers(held: list[Held]) -> dict[str, _Answers]:
    """The answers among the positions of one party on one issue, by whom they are given to (nobody: the empty text)."""
    told: dict[str, list[Held]] = defaultdict(list)
    for position in held:
        if position.stance in _ANSWERS:
            for to in states(position.towards) or ("",):
                told[to].append(position)
    return {to: _Answers(some) for to, some in told.items()}


def _answer_by_issue(made: list[Entry], held: Grouped) -> None:
    """Give entries the answers by issue: to the one that asks, or to nobody by name."""
    answers: dict[tuple[Issue, str], dict[str, _Answers]] = {}
    for entry in made:
        assert entry.issue is not None
        begun = entry.told[0].date or date.min
        found = []
        for party in entry.towards:
            key = (entry.issue, party)
            if key not in answers:
                answers[key] = _answers(held.get(key, []))
            for to in (entry.party, ""):
                some = answers[key].get(to)
                one = some.since(begun) if some else None
                if one:
                    found.append((party, *one))
        if found:
            first = min((one[1] for one in found), key=lambda answer: answer.when)
            last = max((one[2] for one in found), key=lambda answer: answer.when)
            kinds = frozenset().union(*(one[3] for one in found))
            entry.reply = Reply(first, last, tuple(sorted(kinds)), tuple(sorted({one[0] for one in found})), "issue")


def _from_events(by_report: dict[str, list[Told]], covered: dict[str, list[Held]]) -> Iterator[Entry]:
    """Requests and one-sided offers whose words no position of the same party covers; the same words once."""
    seen: dict[tuple[Any, ...], Entry] = {}
    for report, events in by_report.items():
        for event in events:
            kind = _KINDS.get(event.type)
            if not kind or not event.recipients or not event.actors:
                continue
            party = state(event.actors[0])
            if any(state(p.party) == party and _meet(p, event) for p in covered.get(report, ())):
                continue
            key = (kind, party, states(event.recipients), " ".join(event.quote.lower().split()))
            if key not in seen:
                seen[key] = Entry(kind, party, key[2], None)
            seen[key].told.append(event)
    for entry in seen.values():
        entry.told.sort(key=lambda one: one.date_end or date.min)
        yield entry


def _meet(a: Held | Told, b: Held | Told) -> bool:
    """Whether the words of two items of one report share characters."""
    return a.report == b.report and a.start_char < b.end_char and b.start_char < a.end_char


def _reply_by_words(entry: Entry, by_report: dict[str, list[Told]]) -> Reply | None:
    found = []
    for told in entry.told:
        events = by_report.get(told.report, [])
        modes = {e.mode for e in events if e.type == "REQUEST" and e.mode and _meet(e, told)}
        for n, event in enumerate(events):
            asked = set(states(event.actors)) & set(entry.towards)
            if event.type not in _BY_EVENT or not asked or entry.party not in states(event.recipients):
                continue
            if event.mode in modes or (entry.kind == "offer" and _replies_to(n, events, told)):
                found.append((event, asked))
    if not found:
        return None
    kinds = tuple(sorted({_BY_EVENT[event.type] for event, _ in found}))
    by = tuple(sorted(set().union(*(asked for _, asked in found))))
    return Reply(found[0][0], found[-1][0], kinds, by, "words")


def _replies_to(n: int, events: list[Told], offer: Held | Told) -> bool:
    """Whether a REJECT without a mode stands right behind the offer, among what the other side did to the rejecter."""
    answer = events[n]
    if answer.type != "REJECT" or answer.mode:
        return False
    other, own = set(states(answer.recipients)), set(states(answer.actors))
    before = [e for e in events[:n] if set(states(e.actors)) & other and set(states(e.recipients)) & own]
    return bool(before) and _meet(before[-1], offer)


def _row(entry: Entry, day: date | None) -> dict[str, Any]:
    first, last, reply = entry.told[0], entry.told[-1], entry.reply
    waited = days_between(first.dates, reply.first.dates if reply else Dates(day, day))
    return {
        "kind": entry.kind,
        "party": entry.party,
        "towards": list(entry.towards),
        "topic": entry.issue.topic if entry.issue else None,
        "about": entry.issue.about or None if entry.issue else None,
        "first": first.date,
        "last": last.date_end,
        "times": len(entry.told),
        "reports": len({one.report for one in entry.told}),
        "answer": "none" if reply is None else reply.kinds[0] if len(reply.kinds) == 1 else "mixed",
        "answered_by": list(reply.by) if reply else [],
        "answered": reply.first.date if reply else None,
        "rests_on": reply.rests_on if reply else None,
        "waited_low": waited[0],
        "waited_high": waited[1],
        "words": last.quote,
        "answer_words": reply.last.quote if reply else None,
        "item": last.id,
        "report": last.report,
        "answer_item": reply.last.id if reply else None,
    }


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    waited = row["waited_high"] if row["waited_high"] is not None else -1
    return (row["answer"] != "none", row["topic"] is None, -waited, row["kind"], row["party"], row["item"])
