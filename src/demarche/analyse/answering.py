"""Answers by words: an event of the same report by who was asked, directed at the one that asks (see the ledger)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from demarche.analyse.arrays import alike, joined, recoded, spread
from demarche.analyse.asking import BY_EVENT, Entries, Reply
from demarche.analyse.stances import Stances
from demarche.analyse.taking import states
from demarche.archive import Coded, Frame


def by_words(entries: Entries, held: Stances, told: Frame) -> dict[int, Reply]:
    """For entries without an answer by issue, the answers in the reports of their mentions."""
    mentions = entries.mentions
    open_ = np.array([n not in entries.replies for n in range(len(entries))], bool)
    kept = np.flatnonzero(open_[mentions.entry]) if len(mentions.entry) else np.zeros(0, int)
    place = _Places(held, told, mentions.row[kept])
    entry = mentions.entry[kept]
    answers = np.flatnonzero(told["type"].each(lambda one: one in BY_EVENT, bool, False))
    left, right, asked = _candidates(entries, entry, place, told, answers)
    fits = _same_mode(place, left, told, right) | _behind_the_offer(entries, entry, place, told, (left, right))
    return _replies(entry, (left[fits], right[fits]), [one for one, fit in zip(asked, fits, strict=True) if fit],
                    told, len(held.frame))  # fmt: skip


class _Places:
    """Where mentions stand: report (numbered as the events' reports are) and characters."""

    def __init__(self, held: Stances, told: Frame, rows: Any) -> None:
        (theirs, own), _ = alike(held.frame["report"], told["report"])
        size = len(held.frame)
        position = rows < size
        self.report = np.empty(len(rows), np.int64)
        self.start, self.end = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
        for of, frame, reports, number in ((position, held.frame, theirs, rows[position]),
                                           (~position, told, own, rows[~position] - size)):  # fmt: skip
            self.report[of] = reports[number]
            self.start[of] = frame["start_char"].data[number]
            self.end[of] = frame["end_char"].data[number]
        self.reports = own.astype(np.int64)

    def meets(self, mine: Any, told: Frame, events: Any) -> Any:
        """Whether words of a mention are those of an event of the same report."""
        start, end = told["start_char"].data[events], told["end_char"].data[events]
        return (self.start[mine] < end) & (start < self.end[mine])


def _candidates(
    entries: Entries, entry: Any, place: _Places, told: Frame, rows: Any
) -> tuple[Any, Any, list[frozenset[str]]]:
    """Mentions and events that may answer them: by one who was asked, directed at who asks; and who that was."""
    to = recoded(told["recipients"].take(rows), states)
    row, member, names = spread(to)
    number = {name: n for n, name in enumerate(names)}
    asker = np.array([number.get(party, -1) for party in entries.party], np.int64)[entry]
    top = len(names) + 1
    mine = np.where(asker < 0, -1, place.report * top + asker)
    left, right = joined(mine, place.reports[rows][row] * top + member)
    right = row[right]
    actors = recoded(told["actors"].take(rows), states)
    by, inverse = np.unique(entry[left].astype(np.int64) * (len(actors.values) + 1) + actors.codes[right] + 1,
                            return_inverse=True)  # fmt: skip
    asked = []
    for n, actor in zip(*(one.tolist() for one in divmod(by, len(actors.values) + 1)), strict=True):
        acting = actors.values[actor - 1] if actor else ()
        asked.append(frozenset(acting).intersection(entries.towards[n]))
    some = np.array([bool(one) for one in asked], bool)[inverse] if len(asked) else np.zeros(0, bool)
    return left[some], rows[right[some]], [asked[n] for n in inverse[some].tolist()]


def _same_mode(place: _Places, left: Any, told: Frame, right: Any) -> Any:
    """Whether a request of the mode of the answer stands in the words of the mention."""
    requests = np.flatnonzero(told["type"].each(lambda one: one == "REQUEST", bool, False) & (told["mode"].codes >= 0))
    top = int(told["mode"].codes.max(initial=0)) + 1
    mode = told["mode"].codes[right]
    mine = np.where(mode < 0, -1, place.report[left] * top + mode)
    pair, request = joined(mine, place.reports[requests] * top + told["mode"].codes[requests])
    meets = place.meets(left[pair], told, requests[request])
    found = np.zeros(len(left), bool)
    found[pair[meets]] = True
    return found


def _behind_the_offer(entries: Entries, entry: Any, place: _Places, told: Frame, pairs: tuple[Any, Any]) -> Any:
    """Whether a REJECT without a mode stands right behind the offer, among what the other side did to the rejecter."""
    left, right = pairs
    offers = np.array([kind == "offer" for kind in entries.kind], bool)
    refusal = told["type"].each(lambda one: one == "REJECT", bool, False) & (told["mode"].codes < 0)
    found = np.zeros(len(left), bool)
    maybe = np.flatnonzero(offers[entry[left]] & refusal[right]) if len(left) else np.zeros(0, int)
    if not len(maybe):
        return found
    sides = {name: recoded(told[name], states) for name in ("actors", "recipients")}
    first = {n: _nearest(told, place.reports, n, sides) for n in np.unique(right[maybe]).tolist()}
    before = np.array([first[n] for n in right[maybe].tolist()])
    found[maybe] = (before >= 0) & place.meets(left[maybe], told, before)
    return found


def _nearest(told: Frame, reports: Any, row: int, sides: dict[str, Coded]) -> int:
    """The event nearest before a refusal in its report, by the other side to the rejecter's; -1 for none."""
    other, own = (_members(sides[name], row) for name in ("recipients", "actors"))
    n = row - 1
    while n >= 0 and reports[n] == reports[row]:
        if _members(sides["actors"], n) & other and _members(sides["recipients"], n) & own:
            return n
        n -= 1
    return -1


def _members(column: Coded, row: int) -> set[str]:
    code = int(column.codes[row])
    return set(column.values[code]) if code >= 0 else set()


def _replies(
    entry: Any, pairs: tuple[Any, Any], asked: list[frozenset[str]], told: Frame, before: int
) -> dict[int, Reply]:
    """Pairs of mention and answer, gathered by entry: they come in the order of mentions, then of the text."""
    types = told["type"].take(pairs[1]).to_list()
    gathered: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(entry[pairs[0]].tolist()):
        gathered[one].append(n)
    return {
        one: Reply(
            int(pairs[1][some[0]]) + before, int(pairs[1][some[-1]]) + before,
            frozenset(BY_EVENT[types[n]] for n in some),
            tuple(sorted(frozenset().union(*(asked[n] for n in some)))), "words",
        )
        for one, some in gathered.items()
    }  # fmt: skip
