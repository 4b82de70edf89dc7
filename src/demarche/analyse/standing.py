"""What binds the parties: commitments with their deadlines, and conditional threats and promises that stand.

Whether a commitment with a deadline was kept is read from later reports with a plain rule: a deed of the parties bound
that shares words with the promise: two content words at least, and half of the promise's. Content words are those of
six letters or more, by their first six, so that inflected forms meet; words that stand in over 1% of the events do not
count. Done by the deadline it is *likely kept*, later *late*, refused or reported as not done *likely missed*; else it
is *unknown* once the deadline is past, *pending* before, *no date* where none was set. The words are shown with it:
check before you cite.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from demarche.analyse.arrays import bounds, distinct, recoded, together
from demarche.analyse.periods import last_day
from demarche.analyse.shapes import Table, columns, lazy
from demarche.analyse.taking import plain_words, states
from demarche.archive import NO_DAY, Archive, Coded, Filter, Frame, as_day

COMMITMENTS = columns(
    ("parties", "texts", "who bound themselves"),
    ("action", "text", "what they will do, in the report's words"),
    ("made", "date", "first day it can have been made"),
    ("deadline", "text", "ISO date, null where none was set"),
    ("outcome", "text", "likely kept, late, likely missed, unknown (deadline past), pending, or no date"),
    ("times", "int", "how often it was told", "mentions"),
    ("words", "text", "the words that say so"),
    ("outcome_words", "text", "the words of the deed or refusal that the outcome rests on"),
    ("item", "text", "id of the commitment"),
    ("report", "text", "id of its report"),
    ("outcome_item", "text", "id of that deed or refusal"),
)
CONDITIONS = columns(
    ("by", "texts", "who makes it"),
    ("kind", "text", "threat or promise"),
    ("if_text", "text", "the words of the condition"),
    ("then_text", "text", "the words of the consequence"),
    ("first", "date", "first day it can have been made"),
    ("last", "date", "last day it was told"),
    ("times", "int", "how often it was told", "mentions"),
    ("state", "text", "standing, or likely carried out where a later deed of the party shares its words"),
    ("words", "text", "the words that say so"),
    ("item", "text", "id of the condition"),
    ("report", "text", "id of its report"),
)
#: Types of events that can be a promise or a threat carried out.
DEEDS = ("CONSULT", "COOPERATE", "AID", "RETREAT", "SUPPORT", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION", "REJECT")
#: Statuses that say whether it was done.
DONE = ("actual", "negated")
# Six letters: with four, stems of different words meet ("overleg", "overname"); with eight, inflected forms part.
_STEM = 6
# With one shared word, or with two of a long promise, most matches in hand-coded reports were of another matter.
SHARED, SHARE = 2, 0.5
#: A word that stands in more than 1% of the events (and in five) is about the affair, not about the deed.
COMMON = 0.01
#: Commitments and conditions told in the last so many days are looked at; older ones no longer bind anybody's plans.
DAYS = 365

_BOUND = ("id", "report", "bound", "action", "deadline", "quote", "date", "date_end")
#: Columns that :func:`conditions` reads.
CONDITIONAL = ("id", "report", "by", "kind", "if_text", "then_text", "quote", "date", "date_end")
_DEED = ("id", "report", "type", "actors", "status", "quote", "date", "date_end")
_OUTCOMES = ("pending", "no date", "likely missed", "late", "unknown", "likely kept")


def tables(archive: Archive, filter: Filter, wanted: tuple[str, ...], day: date | None) -> dict[str, Table]:
    """The tables of :data:`COMMITMENTS` and :data:`CONDITIONS`: the same words of the same parties once."""
    bound = archive.select("commitments", filter).frame(_BOUND)
    conditional = archive.select("conditions", filter).frame(CONDITIONAL)
    deeds = deeds_of(archive, filter) if len(bound) or len(conditional) else Deeds(None)
    return {"commitments": commitments(bound, deeds, wanted, day), "conditions": conditions(conditional, deeds, wanted)}


@lru_cache(maxsize=131072)  # the deeds of some years of news: they are looked at again with each filter
def stems(text: str) -> frozenset[str]:
    """First six letters of the words that have so many, in small letters."""
    return frozenset(word[:_STEM].lower() for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _STEM)


class Deeds:
    """Deeds and refusals by their words, so that thousands of promises can be looked up."""

    def __init__(self, events: Frame | None) -> None:
        self._events = events
        place, words = distinct(events["quote"]) if events is not None else (np.zeros(0, np.int64), [])
        made = [stems(one) for one in words]
        counts: Counter[str] = Counter()
        for some, times in zip(made, np.bincount(place, minlength=len(made)).tolist(), strict=True):
            for stem in some:
                counts[stem] += times
        most = max(5, COMMON * len(place))
        self._by_stem: dict[str, list[int]] = {stem: [] for stem, n in counts.items() if n <= most}
        rare = [[stem for stem in some if stem in self._by_stem] for some in made]
        for n, at in enumerate(place.tolist()):
            for stem in rare[at]:
                self._by_stem[stem].append(n)

    def like(self, text: str, parties: Iterable[str], begun: int, report: str) -> list[int]:
        """Rows of events by all these parties after ``begun``, in other reports, that share the words of ``text``."""
        wanted, by = stems(text), set(parties)
        enough = max(SHARED, SHARE * len(wanted))
        told = [self._by_stem[stem] for stem in wanted if stem in self._by_stem]
        if len(told) < enough:
            return []
        hits = Counter(chain.from_iterable(told))
        kept = [n for n, times in hits.items() if times >= enough]
        if not kept or self._events is None:
            return []
        some = self._events.take(kept)
        days, reports, actors = some["date"].data.tolist(), some["report"].to_list(), some["actors"].to_list()
        right = [
            k for k in range(len(kept)) if days[k] > begun and reports[k] != report and by <= set(states(actors[k]))
        ]
        return sorted((kept[k] for k in right), key=lambda n: (self.day(n), n))  # rows stand in the order of ids

    def day(self, row: int) -> int:
        """First day of an event."""
        assert self._events is not None
        return int(self._events["date"].data[row])

    def refused(self, row: int) -> bool:
        """Whether an event says that something was not done."""
        assert self._events is not None
        one = self._events.take([row])
        return bool(one["type"].to_list()[0] == "REJECT" or one["status"].to_list()[0] == "negated")

    def words(self, rows: Sequence[int | None], name: str) -> list[str | None]:
        """A column of words of some events; None for none."""
        there = [row for row in rows if row is not None]
        found = iter(self._events[name].take(there).to_list() if self._events is not None else [])
        return [None if row is None else next(found) for row in rows]


def deeds_of(archive: Archive, filter: Filter) -> Deeds:
    """The deeds and refusals that pass the filter."""
    done = filter.with_(type=DEEDS, status=DONE)
    return archive.kept(("deeds", done), lambda: Deeds(archive.select("events", done).frame(_DEED, loose=True)))


class _Groups:
    """Rows told in the same words by the same parties: the first and the last row of each, and how many there are."""

    def __init__(self, rows: Frame, parties: str, wanted: tuple[str, ...], *keys: Any) -> None:
        named = recoded(rows[parties], lambda codes: tuple(sorted(states(codes))))
        order = np.argsort(rows["date_end"].data, kind="stable")
        key = together(named.codes[order] + 1, *(one[order] for one in keys))
        _, place = np.unique(key, return_inverse=True)
        inner = np.argsort(place, kind="stable")
        first, last = bounds(place[inner], int(place.max(initial=-1)) + 1)
        order = order[inner]
        self.first, self.last, self.times = order[first], order[last - 1], last - first
        if wanted:
            kept = named.take(self.first).each(lambda some: not set(some).isdisjoint(wanted), bool, False)
            self.first, self.last, self.times = self.first[kept], self.last[kept], self.times[kept]


def _same(column: Any) -> Any:
    """A number for each text, equal for equal words, capitals and spaces left aside."""
    place, words = distinct(column)
    return recoded(Coded(place, words), plain_words).codes


def commitments(rows: Frame, deeds: Deeds, wanted: tuple[str, ...], day: date | None) -> Table:
    """The table of :data:`COMMITMENTS`: the pending first, then the newest."""
    same = _Groups(rows, "bound", wanted, _same(rows["action"]), rows["deadline"].codes + 1)
    first = rows.take(same.first)
    limits = first["deadline"].each(lambda one: as_day(due(one)), np.int32, NO_DAY)
    made = first["date"].data.astype(np.int64)
    outcomes: list[tuple[str, int | None]] = [("no date", None)] * len(first)
    dated = np.flatnonzero(limits != NO_DAY)
    some = first.take(dated)
    told = zip(*some.lists(("action", "bound", "report")), made[dated].tolist(), strict=True)
    for n, limit, (text, codes, report, begun) in zip(dated.tolist(), limits[dated].tolist(), told, strict=True):
        outcomes[n] = _outcome(deeds.like(text, states(codes), begun, report), deeds, limit, as_day(day))
    ids, by, deadline = rows["id"].take(same.last).to_list(), *first.lists(("bound", "deadline"))
    rank = np.array([_OUTCOMES.index(outcome) for outcome, _ in outcomes], np.int64)
    order = [n for *_, n in sorted(zip(rank.tolist(), (-made).tolist(), ids, range(len(ids)), strict=True))]
    kept = np.array(order, np.int64)
    done = [outcomes[n][1] for n in order]
    named: dict[str, str | list[Any]] = {
        "parties": [list(states(by[n])) for n in order], "deadline": [deadline[n] for n in order],
        "made": first["date"].take(kept).to_list(), "outcome": [outcomes[n][0] for n in order],
        "times": same.times[kept].tolist(), "words": "quote", "item": "id",
        "outcome_words": deeds.words(done, "quote"), "outcome_item": deeds.words(done, "id"),
    }  # fmt: skip
    return lazy(COMMITMENTS, rows.take(same.last[kept]), named)


def _outcome(like: list[int], deeds: Deeds, last: int, day: int) -> tuple[str, int | None]:
    for row in like:
        if deeds.refused(row):
            return "likely missed", row
        return ("likely kept" if deeds.day(row) <= last else "late"), row
    return ("unknown" if last < day else "pending"), None  # no day at all comes before all days


@lru_cache(maxsize=16384)
def due(deadline: str | None) -> date | None:
    """The last day of a deadline, an interval's end included; None for one that is no date."""
    found = re.search(r"\d{4}(-\d{2}(-\d{2})?)?$", deadline or "")
    return last_day(found.group()) if found else None


def conditions(rows: Frame, deeds: Deeds, wanted: tuple[str, ...]) -> Table:
    """The table of :data:`CONDITIONS`: those that stand first, newest first."""
    same = _Groups(rows, "by", wanted, rows["kind"].codes + 1, _same(rows["then_text"]), _same(rows["if_text"]))
    newest = rows.take(same.last)
    begun = rows["date"].data[same.first]
    by, then, reports, ids = newest.lists(("by", "then_text", "report", "id"))
    carried = [bool(deeds.like(text, states(codes), first, report))
               for text, codes, first, report in zip(then, by, begun.tolist(), reports, strict=True)]  # fmt: skip
    days = newest["date_end"].data.tolist()
    order = [n for *_, n in sorted(zip(carried, [-day for day in days], ids, range(len(ids)), strict=True))]
    kept = np.array(order, np.int64)
    named: dict[str, str | list[Any]] = {
        "by": [list(states(by[n])) for n in order], "first": rows["date"].take(same.first[kept]).to_list(),
        "last": "date_end", "times": same.times[kept].tolist(),
        "state": ["likely carried out" if carried[n] else "standing" for n in order], "words": "quote", "item": "id",
    }  # fmt: skip
    return lazy(CONDITIONS, newest.take(kept), named)
