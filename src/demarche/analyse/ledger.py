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

from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from demarche.analyse import answering
from demarche.analyse.arrays import bounds, different
from demarche.analyse.asking import Entries, by_issue, by_words
from demarche.analyse.periods import last_day
from demarche.analyse.shapes import Lazy, Result, Table, columns, note
from demarche.analyse.stances import Stances, stances
from demarche.analyse.taking import chosen, parties_asked, source
from demarche.archive import NO_DAY, Archive, Filter, Frame, as_date, as_day

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
TYPES = ("REQUEST", "AGREE", "REJECT", "CONCEDE", "RETREAT", "ACCUSE")
_NAMES = ("id", "report", "type", "mode", "actors", "recipients", "status", "date", "date_end", "quote", "start_char",
          "end_char")  # fmt: skip


def ledger(
    archive: Archive, *parties: str, filter: Filter | None = None, on: str | None = None, **fields: Any
) -> Result:
    """Demands and offers with their answers, those without one first, then the longest waiting.

    ``parties``: entries in which one of them asks or is asked. ``on``: the day of the ledger (ISO date); by default
    the last day of a report. ``fields``: of the archive's filter, by name.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, {**fields, "until": on or fields.get("until")})
    held, told, day = stances(archive, took), events(archive, took, wanted), day_of(on, archive, took)
    table = table_of(held, told, wanted, day)
    answer, rests_on, topic = (table.column(name) for name in ("answer", "rests_on", "topic"))
    notes = [note("ledger_open", n=answer.count("none"), all=len(table))]
    if "words" in rests_on:
        notes.append(note("ledger_words"))
    if None in topic:
        notes.append(note("ledger_no_topic"))
    return Result("ledger", table, notes=tuple(notes), source=source(archive),
                  asked={"parties": list(wanted), "on": day.isoformat() if day else None})  # fmt: skip


def events(archive: Archive, filter: Filter, wanted: tuple[str, ...]) -> Frame:
    """The events that the ledger needs, by report and place in it; of some parties, those that name one of them."""
    took = filter.with_(type=TYPES, status=("actual", "future"))
    took = took.with_(party=wanted) if wanted else took
    return archive.select("events", took).by("report", "start_char").frame(_NAMES)


def day_of(on: str | None, archive: Archive, filter: Filter) -> date | None:
    """The day asked for (the last one it can be), else the last day of a report; None where no report has one."""
    if on:
        return last_day(on)
    about = Filter(since=filter.since, until=filter.until, outlet=filter.outlet, language=filter.language)
    days = archive.select("reports", about).frame(("date_end",), loose=True)["date_end"].data
    return as_date(days.max(initial=NO_DAY))


def table_of(held: Stances, told: Frame, wanted: tuple[str, ...], day: date | None) -> Table:
    """The table of :data:`SHAPE` from positions and events, in which one of the parties asks or is asked."""
    some = frozenset(wanted)
    made = [by_issue(held, some), by_words(held, told, some)]
    for one in made:
        one.replies.update(answering.by_words(one, held, told))
    ledger_ = _Ledger(made[0], made[1], held, told, day)
    return Table(tuple(SHAPE), Lazy(ledger_.order, ledger_.rows), ledger_.known)


class _Ledger:
    """Entries by issue, then those by words, as rows of the table: a row is made when it is asked for."""

    def __init__(self, first: Entries, second: Entries, held: Stances, told: Frame, day: date | None) -> None:
        self._held, self._told = held, told
        self.kind, self.party = first.kind + second.kind, first.party + second.party
        self.towards, self.group = first.towards + second.towards, first.group + second.group
        self.replies = dict(first.replies) | {n + len(first): one for n, one in second.replies.items()}
        self.size = len(self.kind)
        entry = np.concatenate([first.mentions.entry, second.mentions.entry + len(first)]).astype(np.int64)
        row = np.concatenate([first.mentions.row, second.mentions.row]).astype(np.int64)
        starts, ends = bounds(entry, self.size)
        self.first, self.last, self.times = row[starts], row[ends - 1], ends - starts
        self.reports = self._reports(entry, row)
        self.days = {name: np.concatenate([frame[name].data for frame in (held.frame, told)])
                     for name in ("date", "date_end")}  # fmt: skip
        self._wait(day)

    def _reports(self, entry: Any, row: Any) -> Any:
        """In how many reports each entry is told: all mentions of one are positions, or all are events."""
        position = row < len(self._held.frame)
        found = np.zeros(self.size, np.int64)
        for of, frame, less in ((position, self._held.frame, 0), (~position, self._told, len(self._held.frame))):
            found += different(entry[of], frame["report"].codes[row[of] - less], self.size)
        return found

    def _wait(self, day: date | None) -> None:
        """Fewest and most days from the first mention to the first answer, or to the day of the ledger."""
        answer = np.array([self.replies[n].first if n in self.replies else -1 for n in range(self.size)], np.int64)
        begun = [self.days[name][self.first].astype(np.int64) for name in ("date", "date_end")]
        later = [np.where(answer < 0, as_day(day), self.days[name][answer]) if len(answer) else answer
                 for name in ("date", "date_end")]  # fmt: skip
        known = np.ones(self.size, bool)
        for one in (*begun, *later):
            known &= one != NO_DAY
        self.waited_low = np.where(known, np.maximum(0, later[0] - begun[1]), -1)
        self.waited_high = np.where(known, np.maximum(0, later[1] - begun[0]), -1)
        self.answered = np.where(answer < 0, NO_DAY, later[0]) if self.size else answer

    @cached_property
    def answers(self) -> list[str]:
        """What the answer to each entry is."""
        found = ["none"] * self.size
        for n, reply in self.replies.items():
            found[n] = next(iter(reply.kinds)) if len(reply.kinds) == 1 else "mixed"
        return found

    def known(self, name: str) -> list[Any] | None:
        """A column that can be had without its words, in the order of the rows; None for others."""
        order = self.order.tolist()
        if name == "answer":
            return [self.answers[n] for n in order]
        if name == "rests_on":
            return [self.replies[n].rests_on if n in self.replies else None for n in order]
        if name == "topic":
            return [self._topic(n) for n in order]
        return None

    def _topic(self, n: int) -> str | None:
        return self._held.heads[self.group[n]][0].topic if self.group[n] >= 0 else None

    @cached_property
    def order(self) -> Any:
        """Those without an answer first, then those with a topic, then the longest waiting."""
        ids = np.array(self._texts("id", self.last), object)
        keys = [(n in self.replies, self.group[n] < 0, -int(self.waited_high[n]), self.kind[n], self.party[n], ids[n])
                for n in range(self.size)]  # fmt: skip
        return np.array(sorted(range(self.size), key=keys.__getitem__), np.int64)

    def _texts(self, name: str, rows: Any) -> list[Any]:
        """A column of words for rows of positions and events; -1 is none."""
        size = len(self._held.frame)
        found = np.full(len(rows), None, object)
        position = (rows >= 0) & (rows < size)
        found[position] = self._held.frame[name].take(rows[position]).to_list()
        found[rows >= size] = self._told[name].take(rows[rows >= size] - size).to_list()
        made: list[Any] = found.tolist()
        return made

    def rows(self, numbers: Any) -> list[tuple[Any, ...]]:
        """Rows of :data:`SHAPE` for some entries."""
        last = self.last[numbers]
        reply = np.array([self.replies[n].last if n in self.replies else -1 for n in numbers.tolist()], np.int64)
        told = (("quote", last), ("quote", reply), ("id", last), ("report", last), ("id", reply))
        words = zip(*(self._texts(name, rows) for name, rows in told), strict=True)
        return [(*self._row(n), *some) for n, some in zip(numbers.tolist(), words, strict=True)]

    def _row(self, n: int) -> tuple[Any, ...]:
        issue = self._held.heads[self.group[n]][0] if self.group[n] >= 0 else None
        reply = self.replies.get(n)
        waited = [int(one[n]) if one[n] >= 0 else None for one in (self.waited_low, self.waited_high)]
        return (
            self.kind[n], self.party[n], list(self.towards[n]), issue.topic if issue else None,
            issue.about or None if issue else None, as_date(self.days["date"][self.first[n]]),
            as_date(self.days["date_end"][self.last[n]]), int(self.times[n]), int(self.reports[n]), self.answers[n],
            list(reply.by) if reply else [], as_date(self.answered[n]), reply.rests_on if reply else None, *waited,
        )  # fmt: skip
