"""What people correct: confirm, reject, change, add, undo. Kept beside what was found, never over it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_type_hints

from demarche import ontologies
from demarche.archive import store
from demarche.archive.corrected import active_of
from demarche.archive.door import Archive
from demarche.archive.rows import Row, digest, item_ids
from demarche.archive.shapes import ITEMS
from demarche.errors import BadRecord, CorrectedMeanwhile, NoSuchItem, SettingError
from demarche.records import Document, Item, Record, check_words, spans_of
from demarche.records_json import from_json, to_json

STANCES = ("demand", "offer", "accept", "reject", "support", "oppose", "open")
#: Values that a field can have, by table and key of the codebook; what is not named here is free.
VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("positions", "stance"): STANCES,
    ("statements", "mode"): ("direct", "indirect", "mixed"),
    ("conditions", "kind"): ("threat", "promise"),
}


class Reviewer:
    """One person's corrections to one archive. Each is a commit; when a method returns, every reader sees it.

    ``seen`` (a version) guards against two people at once: where somebody corrected the same item after that version,
    :class:`CorrectedMeanwhile` is raised and nothing is kept.
    """

    def __init__(self, path: str | Path, who: str) -> None:
        if not who.strip():
            raise SettingError("a correction needs a name: who makes it?")
        store.check_writable(Path(path))
        self.path, self.who = Path(path), who.strip()

    def confirm(self, target: str, why: str = "", *, seen: int | None = None) -> str:
        """The item is right as it stands."""
        return self._judge("confirm", target, why, {}, seen)

    def reject(self, target: str, why: str = "", *, seen: int | None = None) -> str:
        """The text does not say so."""
        return self._judge("reject", target, why, {}, seen)

    def change(self, target: str, fields: dict[str, Any], why: str = "", *, seen: int | None = None) -> str:
        """The item is there, but these fields (keys of the codebook) should read so.

        Words may be given bare (they must stand in the text) or as ``{"start": …, "end": …}``.

        Raises:
            SettingError: where a field is unknown or can't have that value.
            BadRecord: where words do not stand in the text.
        """
        if not fields:
            raise SettingError("nothing was given to change: name a field, such as mode=allege")
        _not_ours(fields)
        return self._judge("change", target, why, fields, seen)

    def add(self, report: str, kind: str, item: dict[str, Any], why: str = "") -> str:
        """An item that was missed: its fields by the codebook's keys. Returns the correction's id.

        Raises:
            SettingError: where the kind, a field or a value is unknown, or the very item is there already.
            BadRecord: where words do not stand in the text, or a field is missing.
        """
        with self._open() as archive:
            if kind not in ITEMS:
                raise SettingError(f"no kind of item is called {kind!r}; there are {', '.join(ITEMS)}")
            _not_ours(item)
            record = archive.record(report)
            made = item_from(kind, item, record.document)
            target = _free_id(report, kind, made, archive)
            after = _as_json(kind, made)
            return self._keep(
                archive, Row(report=report, kind=kind, target=target, after=after), "add", why, tuple(item)
            )

    def undo(self, target: str, why: str = "", *, seen: int | None = None) -> str:
        """Take back the last correction of an item: it stands as the program found it."""
        with self._open() as archive:
            standing = {row["target"]: row for row in active_of(history(archive, target))}
            if target not in standing:
                raise NoSuchItem(f"{archive.path}@{archive.version} holds no correction of {target!r} to take back")
            _unchanged_since(archive, target, seen)
            row = standing[target]
            kept = Row(report=row["report"], kind=row["kind"], target=target, before=row["after"])
            return self._keep(archive, kept, "undo", why, ())

    def _judge(self, action: str, target: str, why: str, fields: dict[str, Any], seen: int | None) -> str:
        with self._open() as archive:
            _unchanged_since(archive, target, seen)
            kind, report, item = find(archive, target)
            before = _as_json(kind, item)
            row = Row(report=report, kind=kind, target=target, before=before)
            if action != "reject":
                document = archive.record(report).document
                stands = json.loads(before)
                if "when" in fields:  # the day of the week belonged to the date before
                    stands.pop("weekday", None)
                row["after"] = _as_json(kind, item_from(kind, stands | fields, document))
            return self._keep(archive, row, action, why, tuple(fields))

    def _open(self) -> Archive:
        return Archive(self.path, store.load(self.path))

    def _keep(self, archive: Archive, row: Row, action: str, why: str, fields: tuple[str, ...]) -> str:
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        name = "x" + digest(self.who, made, action, row["target"])
        row |= {"id": name, "action": action, "who": self.who, "why": why, "made": made, "fields": list(fields)}
        row["seen_version"] = archive.version
        store.commit(store.load(self.path), {"corrections": [row]}, action=action, who=self.who, item=row["target"])
        return name


def find(archive: Archive, target: str) -> tuple[str, str, Item]:
    """Table, report and item of an id: as a person last had it, else as it was found.

    Raises:
        NoSuchItem: where there is none.
    """
    for standing in archive.overlay.standing:
        if standing.row["target"] == target and standing.item is not None:
            return standing.row["kind"], standing.row["report"], standing.item
    kind, row = archive.item(target, view="raw")
    record = archive.record(row["report"], view="raw")
    items = getattr(record, kind)
    at = item_ids(row["report"], kind, items).index(target)
    return kind, row["report"], items[at]


def history(archive: Archive, target: str) -> list[Row]:
    """Every correction of one item, oldest first."""
    return archive.internal("SELECT * FROM _corrections WHERE target = ? ORDER BY made, id", [target])


def item_from(kind: str, data: dict[str, Any], document: Document) -> Item:
    """An item of the codebook's keys, its values looked at and its words found in the text.

    Raises:
        SettingError: where a key is unknown or can't have that value.
        BadRecord: where words do not stand in the text, or a key is missing.
    """
    try:
        _allowed(kind, data)
        items: tuple[Item, ...] = getattr(from_json({"document": {}, kind: [data]}, text=document.text), kind)
        check_words(Record(document, **{kind: items}))  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRecord(f"that is no item of {kind}: {error}") from error
    _typed(items[0])
    for span in spans_of(items[0]):
        if not span.text.strip() or not 0 <= span.start < span.end <= len(document.text):
            raise BadRecord(
                f"there are no words from {span.start} to {span.end} of a text of {len(document.text)} signs"
            )
    return items[0]


def _not_ours(fields: dict[str, Any]) -> None:
    """Refuse what only the program says of an item: how it was found, and its name."""
    for name in ("detail", "id", "weekday"):
        if name in fields:
            raise SettingError(f"{name} is the program's own and can't be given")


#: Counts over this are no men or weapons; a table's column holds 64 bits.
MOST_COUNTED = 10**12


def _typed(item: Item) -> None:
    """Refuse a value of another type than the field has: a list for a name, text for a number."""
    for name, hint in get_type_hints(type(item)).items():
        value = getattr(item, name)
        if hint == tuple[str, ...]:
            fits = all(isinstance(one, str) for one in value)
        elif hint is int:
            fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNTED
        elif hint in (bool, str):
            fits = isinstance(value, hint)
        else:
            fits = hint != str | None or value is None or isinstance(value, str)
        if not fits:
            raise BadRecord(f"the field {name} can't be {str(value)[:60]!r}")


def _allowed(kind: str, data: dict[str, Any]) -> None:
    known = {*KEYS[kind], "id", "detail", "cameo", "contexts", "weekday"}
    for key, value in data.items():
        if key not in known:
            raise SettingError(f"{kind} have no field {key!r}; they have {', '.join(KEYS[kind])}")
        values = VALUES.get((kind, key))
        if values and value not in values:
            raise SettingError(f"{key} can't be {value!r}; it can be {', '.join(values)}")
    if kind == "events":
        _allowed_type(data)
    topic = data.get("topic")
    if kind == "positions" and topic is not None and topic not in ontologies.load().topics:
        raise SettingError(f"no topic is called {topic!r}; there are {', '.join(ontologies.load().topics)}")


def _allowed_type(data: dict[str, Any]) -> None:
    status = data.get("status")
    if status is not None and status not in ontologies.load().statuses:
        raise SettingError(f"status can't be {status!r}; it can be {', '.join(ontologies.load().statuses)}")
    types = {name: tuple(one.modes) for name, one in ontologies.load().types.items()}
    kind, mode = data.get("type"), data.get("mode")
    if kind is not None and kind not in types:
        raise SettingError(f"no event type is called {kind!r}; there are {', '.join(types)}")
    if kind is not None and mode is not None and mode not in types[kind]:
        raise SettingError(f"{kind} has no mode {mode!r}; it has {', '.join(types[kind]) or 'none'}")


#: The codebook's keys of each kind of item.
KEYS = {
    "statements": ("speaker", "party", "cue", "content", "mode", "via"),
    "events": ("type", "mode", "actors", "recipients", "status", "claimed_by", "when", "where", "evidence"),
    "positions": ("party", "stance", "topic", "object", "towards", "evidence"),
    "commitments": ("parties", "action", "deadline", "evidence"),
    "conditions": ("by", "kind", "if", "then", "evidence"),
    "forces": ("party", "what", "low", "high", "approximate", "place", "claimed_by", "evidence"),
}


def _as_json(kind: str, item: Item) -> str:
    """One item in the full form of the codebook's JSON."""
    whole = to_json(Record(Document(""), **{kind: (item,)}), full=True)  # type: ignore[arg-type]
    return json.dumps(whole[kind][0], ensure_ascii=False, separators=(",", ":"))


def _free_id(report: str, kind: str, item: Item, archive: Archive) -> str:
    """The stable id that the item would have, were it found; an item that is there can't be added again."""
    (name,) = item_ids(report, kind, [item])
    if any(row["id"] == name for row in archive.select(kind, report=report)):
        raise SettingError(f"the report has that very item already: {name}. Change it instead of adding it.")
    return name


def _unchanged_since(archive: Archive, target: str, seen: int | None) -> None:
    if seen is None:
        return
    later = [row for row in history(archive, target) if row["seen_version"] >= seen]
    if later:
        last = later[-1]
        raise CorrectedMeanwhile(
            f"{target} was corrected by {last['who']} at {last['made'][:16]} ({last['action']}), after you looked: "
            "look again before you correct it"
        )
