"""The rules of the state of play and the ledger in plain loops, item by item: what the quick road is held against.

The analyses work on whole columns (``demarche.analyse.stances``, ``asking``, ``answering``, ``matrix``). These loops
say the same rules one by one, and are too slow for a large archive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from demarche.analyse.issues import VALUES, Grouped, Held, Issue, grouped, positions
from demarche.analyse.ledger import TYPES
from demarche.analyse.taking import Dates, Day, days_between, state, states, take
from demarche.archive import Archive, Filter

_ANSWERS = {"accept": "agreed", "offer": "agreed", "support": "agreed", "reject": "refused", "oppose": "refused",
            "open": "open"}  # fmt: skip
#: Events that answer a request of the same mode.
_BY_EVENT = {"REJECT": "refused", "AGREE": "agreed", "CONCEDE": "agreed", "RETREAT": "agreed"}
_KINDS = {"REQUEST": "demand", "AGREE": "offer"}
ASKING = ("demand", "offer")
_STEPS = 6


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


def _entry_row(entry: Entry, day: date | None) -> dict[str, Any]:
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
        "path": path_of(held),
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


def path_of(held: list[Held]) -> str:
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


def plain_ledger(archive: Archive, parties: tuple[str, ...], filter: Filter, day: date | None) -> list[dict[str, Any]]:
    """Rows of the ledger."""
    took = filter.with_(type=TYPES, status=("actual", "future"))
    took = took.with_(party=parties) if parties else took
    told = take(archive, "events", Told, took, ("report", "start_char"))
    made = entries(grouped(positions(archive, filter)), told)
    made = [one for one in made if not parties or {one.party, *one.towards} & set(parties)]
    return sorted((_entry_row(entry, day) for entry in made), key=_order)


def plain_groups(archive: Archive, parties: tuple[str, ...], filter: Filter) -> Grouped:
    """Positions by issue and party, of these parties where some are named."""
    return {key: some for key, some in grouped(positions(archive, filter)).items() if not parties or key[1] in parties}
