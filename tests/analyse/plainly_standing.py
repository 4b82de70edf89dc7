"""The rules for commitments and conditions in plain loops, one item at a time: what the quick road is held against."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from demarche.analyse.periods import last_day
from demarche.analyse.standing import COMMON, DEEDS, DONE, SHARE, SHARED
from demarche.analyse.taking import Day, states

_STEM = 6


class Bound(NamedTuple):
    """A commitment as a row of the archive."""

    id: str
    report: str
    bound: tuple[str, ...]
    action: str
    deadline: str | None
    quote: str
    date: Day | None
    date_end: Day | None


class Conditional(NamedTuple):
    """A condition as a row of the archive."""

    id: str
    report: str
    by: tuple[str, ...]
    kind: str
    if_text: str
    then_text: str
    quote: str
    date: Day | None
    date_end: Day | None


class Deed(NamedTuple):
    """An event, as far as outcomes need it."""

    id: str
    report: str
    type: str
    actors: tuple[str, ...]
    status: str
    quote: str
    date: Day | None
    date_end: Day | None


def stems(text: str) -> frozenset[str]:
    """First six letters of the words that have so many, in small letters."""
    return frozenset(word[:_STEM].lower() for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _STEM)


class Deeds:
    """Deeds and refusals by their words, so that thousands of promises can be looked up."""

    def __init__(self, events: Iterable[Deed]) -> None:
        self._by_stem: dict[str, list[Deed]] = defaultdict(list)
        told = 0
        for event in events:
            if event.type in DEEDS and event.status in DONE:
                told += 1
                for stem in stems(event.quote):
                    self._by_stem[stem].append(event)
        self._most = max(5, COMMON * told)

    def like(self, text: str, parties: Iterable[str], begun: date, report: str) -> list[Deed]:
        """Events by all these parties after ``begun``, in other reports, that share the words of ``text``."""
        wanted, by = stems(text), set(parties)
        found: dict[str, Deed] = {}
        hits: Counter[str] = Counter()
        for stem in wanted:
            deeds = self._by_stem.get(stem, ())
            if len(deeds) <= self._most:
                for deed in deeds:
                    found[deed.id] = deed
                    hits[deed.id] += 1
        enough = max(SHARED, SHARE * len(wanted))
        kept = [found[id] for id, n in hits.items() if n >= enough]
        kept = [d for d in kept if d.report != report and d.date and d.date > begun and by <= set(states(d.actors))]
        return sorted(kept, key=lambda deed: (deed.date or date.max, deed.id))


def commitments(rows: list[Bound], deeds: Deeds, day: date | None) -> list[dict[str, Any]]:
    """Rows of :data:`COMMITMENTS`: the pending first, then the newest; the same words of the same parties once."""
    groups: dict[tuple[Any, ...], list[Bound]] = defaultdict(list)
    for row in rows:
        groups[tuple(sorted(states(row.bound))), _same(row.action), row.deadline].append(row)
    found: list[dict[str, Any]] = []
    for same in groups.values():
        same.sort(key=lambda row: (row.date_end or date.min, row.id))
        outcome, deed = _outcome(same[0], deeds, day)
        found.append(
            {
                "parties": list(states(same[0].bound)),
                "action": same[-1].action,
                "made": same[0].date,
                "deadline": same[0].deadline,
                "outcome": outcome,
                "times": len(same),
                "words": same[-1].quote,
                "outcome_words": deed.quote if deed else None,
                "item": same[-1].id,
                "report": same[-1].report,
                "outcome_item": deed.id if deed else None,
            }
        )
    first = ("pending", "no date", "likely missed", "late", "unknown", "likely kept")
    found.sort(key=lambda row: (first.index(row["outcome"]), -(row["made"] or date.min).toordinal(), row["item"]))
    return found


def _outcome(made: Bound, deeds: Deeds, day: date | None) -> tuple[str, Deed | None]:
    last = due(made.deadline)
    if last is None:
        return "no date", None
    for deed in deeds.like(made.action, states(made.bound), made.date or date.min, made.report):
        if deed.type == "REJECT" or deed.status == "negated":
            return "likely missed", deed
        return ("likely kept" if deed.date and deed.date <= last else "late"), deed
    return ("unknown" if day and last < day else "pending"), None


def due(deadline: str | None) -> date | None:
    """The last day of a deadline, an interval's end included; None for one that is no date."""
    found = re.search(r"\d{4}(-\d{2}(-\d{2})?)?$", deadline or "")
    return last_day(found.group()) if found else None


def _same(words: str) -> str:
    return " ".join(words.lower().split())


def conditions(rows: list[Conditional], deeds: Deeds) -> list[dict[str, Any]]:
    """Rows of :data:`CONDITIONS`: those that stand first, newest first; the same words of the same party once."""
    groups: dict[tuple[Any, ...], list[Conditional]] = defaultdict(list)
    for row in rows:
        groups[tuple(sorted(states(row.by))), row.kind, _same(row.then_text), _same(row.if_text)].append(row)
    found: list[dict[str, Any]] = []
    for same in groups.values():
        same.sort(key=lambda row: (row.date_end or date.min, row.id))
        newest = same[-1]
        done = deeds.like(newest.then_text, states(newest.by), same[0].date or date.min, newest.report)
        found.append(
            {
                "by": list(states(newest.by)),
                "kind": newest.kind,
                "if_text": newest.if_text,
                "then_text": newest.then_text,
                "first": same[0].date,
                "last": newest.date_end,
                "times": len(same),
                "state": "likely carried out" if done else "standing",
                "words": newest.quote,
                "item": newest.id,
                "report": newest.report,
            }
        )
    found.sort(key=lambda row: (row["state"] != "standing", -(row["last"] or date.min).toordinal(), row["item"]))
    return found
