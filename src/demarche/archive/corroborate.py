"""Corroboration: copies of texts, events told by several reports, words quoted by several; and where they differ."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demarche.archive import store
from demarche.archive.copies import copies
from demarche.archive.door import Archive
from demarche.archive.filters import Filter
from demarche.archive.quoted import Quoted, quoted_pairs
from demarche.archive.rows import Row
from demarche.archive.same import KEYWORDS, Pair, Rarity, Told, groups, pairs, told

#: Numbers that stand within this many characters of an event's words are taken to be about it.
NEAR = 200


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a run found: reports that are copies and their groups, joint events and statements with their items."""

    version: int
    copied: int
    text_groups: int
    events: int
    events_told: int
    statements: int
    statements_told: int


def corroborate(path: Path) -> Grouped:
    """Group the newest version's texts, events and statements, and keep the groups in the archive (one commit).

    People's corrections count. Reports that are added later are not in the groups until this is run again.
    """
    with Archive(path, store.for_writing(path)) as archive:
        grouping = f"{archive.version:09d}-{uuid.uuid4().hex[:8]}"  # the newest sorts last
        texts = [(r["report"], r["text"]) for r in archive.internal(_TEXTS)]
        copied = copies(texts)
        rows: dict[str, list[Row]] = {
            "copies": [
                {"grouping": grouping, "report": c.report, "text_group": c.group, "likeness": c.likeness}
                for c in copied
            ]
        }
        events = _events(archive, texts)
        found = list(pairs(events))
        same = list(_rows("events", grouping, groups(events, found), found))
        spoken = list(_statements(archive))
        quoted = list(quoted_pairs(spoken))
        items = [Told(q.id, q.report, "", None, _NOBODY, _NOBODY, _DAY, _DAY, False, "", {}, {}) for q in spoken]
        said = list(_rows("statements", grouping, groups(items, quoted), quoted))
        # An empty grouping is kept too: a row with no items says that this run found nothing.
        rows["same"] = same + said or [{"grouping": grouping, "kind": "none"}]
    version = store.commit(store.load(path), rows, action="corroborate")
    return Grouped(
        version,
        len(copied),
        len({c.group for c in copied}),
        len({r["joint"] for r in same}),
        len(same),
        len({r["joint"] for r in said}),
        len(said),
    )


_TEXTS = "SELECT report, text FROM _reports ORDER BY date NULLS LAST, report"
_NOBODY: frozenset[str] = frozenset()
_DAY = date.min


def _events(archive: Archive, texts: Sequence[tuple[str, str]]) -> list[Told]:
    rarity = Rarity(text for _, text in texts)
    about = {report: rarity.vector(text, KEYWORDS) for report, text in texts}
    rows = archive.events().by("date").rows()
    made = (told(row, rarity, about.get(row["report"], {})) for row in rows)
    return [one for one in made if one is not None]


def _statements(archive: Archive) -> Iterator[Quoted]:
    for row in archive.statements().by("date"):
        fronts = {code.split("/")[0] for code in row["speaks_for"]}
        whose = frozenset(fronts | ({row["speaker"]} if row["speaker"] else set()))
        yield Quoted(row["id"], row["report"], whose, row["date"], row["content_text"])


def _rows(kind: str, grouping: str, found: Mapping[str, list[str]], surest: Sequence[Pair]) -> Iterator[Row]:
    best: dict[str, float] = defaultdict(float)
    group = {item: joint for joint, some in found.items() for item in some}
    for pair in surest:
        if group.get(pair.a, pair.a) == group.get(pair.b, pair.b):
            best[pair.a] = max(best[pair.a], pair.certainty)
            best[pair.b] = max(best[pair.b], pair.certainty)
    for joint, some in found.items():
        for item in some:
            yield {"grouping": grouping, "kind": kind, "item_id": item, "joint": joint, "certainty": best[item]}


@dataclass(frozen=True, slots=True)
class Joint:
    """One event (or statement) with all reports that tell of it, the earliest first.

    ``texts`` counts independent ones: copies of one agency text are one. ``differ``: for each field in which the
    reports are not at one, each value with the ids of the reports that have it.
    """

    id: str
    rows: tuple[Row, ...]
    reports: int
    texts: int
    differ: dict[str, dict[str, tuple[str, ...]]]


#: Fields in which reports of one event, or of one quotation, can differ.
COMPARED = {
    "events": ("type", "mode", "actors", "recipients", "status", "claimed_by", "happened", "place"),
    "statements": ("speaker", "speaks_for", "mode"),
}


def joint(archive: Archive, kind: str = "events", filter: Filter | None = None, **fields: Any) -> list[Joint]:
    """Events (or statements) that several reports tell, those with most independent texts first.

    A joint event is given whole where any of its rows passes the filter.
    """
    chosen = (filter or Filter()).with_(**fields)
    wanted = {row["id"] for row in archive.select(kind, chosen)}
    query = (
        f"SELECT s.joint, s.certainty, i.*, coalesce(c.text_group, i.report) AS text_group FROM latest_same s "
        f"JOIN {chosen.relation(kind)} i ON i.id = s.item_id LEFT JOIN latest_copies c USING (report) "
        f"WHERE s.kind = ? ORDER BY s.joint, i.date NULLS LAST, i.id"
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in archive.internal(query, [kind]):
        found[row["joint"]].append(row)
    kept = {name: rows for name, rows in found.items() if any(row["id"] in wanted for row in rows) and len(rows) > 1}
    numbers = _numbers(archive, {row["report"] for rows in kept.values() for row in rows}) if kind == "events" else {}
    made = [_joint(name, kind, rows, numbers) for name, rows in kept.items()]
    return sorted(made, key=lambda one: (-one.texts, -one.reports, str(one.rows[0]["date"]), one.id))


def _joint(name: str, kind: str, rows: Sequence[Row], numbers: Mapping[str, list[Row]]) -> Joint:
    differ = {}
    for field in COMPARED[kind]:
        values: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            values[_plain(row[field])].append(row["report"])
        if len(values) > 1:
            differ[field] = {value: tuple(dict.fromkeys(some)) for value, some in values.items()}
    differ |= _differing_numbers(rows, numbers)
    texts = len({row["text_group"] for row in rows})
    return Joint(name, tuple(rows), len({row["report"] for row in rows}), texts, differ)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value)


def _numbers(archive: Archive, reports: set[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in archive.forces(report=sorted(reports)) if reports else ():
        found[row["report"]].append(row)
    return found


def _differing_numbers(rows: Sequence[Row], numbers: Mapping[str, list[Row]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Numbers of men, weapons and victims near the event's words, where reports give others for the same thing."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for force in numbers.get(row["report"], ()):
            if any(abs(force["start_char"] - word["start"]) <= NEAR for word in row["words"]):
                low, high = force["low"], force["high"]
                said = f"{low:,}" if low == high else f"{low:,}-{high:,}"
                found[force["what"]][f"{'about ' if force['approximate'] else ''}{said}"].append(row["report"])
    return {
        what: {value: tuple(dict.fromkeys(some)) for value, some in values.items()}
        for what, values in found.items()
        if len(values) > 1 and len({report for some in values.values() for report in some}) > 1
    }
