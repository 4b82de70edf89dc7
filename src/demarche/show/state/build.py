"""Items to the state of play."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from demarche.records import Condition, Document, Event, Record, Span
from demarche.show.labels import Labels
from demarche.show.state.apart import apart_lines
from demarche.show.state.lines import (
    commitment_line,
    condition_line,
    event_line,
    force_line,
    statement_line,
    unsure,
)
from demarche.show.state.matrix import parties_of, rows_of
from demarche.show.state.open_ends import open_lines
from demarche.show.state.shapes import Items, Line, Section, StateOfPlay
from demarche.show.state.unsaid import unsaid_lines

_THREATS = frozenset({"THREATEN"})
# Sections of events in the order they are shown; a type stands in one.
SECTIONS: tuple[tuple[str, frozenset[str]], ...] = (
    ("agreed", frozenset({"AGREE"})),
    ("demanded", frozenset({"REQUEST"})),
    ("refused", frozenset({"REJECT"})),
    ("accused", frozenset({"ACCUSE"})),
    ("threatened", _THREATS),
    ("conceded", frozenset({"CONCEDE"})),
    ("supported", frozenset({"SUPPORT"})),
    ("met", frozenset({"CONSULT"})),
    ("did", frozenset({"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})),
)


def of_record(record: Record, labels: Labels) -> StateOfPlay:
    """The state of play of one report."""
    items = Items.of(record)
    trouble = tuple(
        Line(problem.kind, problem.message, quoted=False) for problem in record.document.problems + record.problems
    )
    return build(
        items, labels, head=_head(record.document, items, labels), trouble=trouble, unsaid=unsaid_lines(record, labels)
    )


def build(
    items: Items,
    labels: Labels,
    *,
    head: tuple[str, ...] = (),
    trouble: Iterable[Line] = (),
    unsaid: tuple[Line, ...] = (),
) -> StateOfPlay:
    """The state of play of any items: those of a record, or those of an archive's tables.

    ``unsaid`` are lines of what a report says itself is left open; they stand first among what is open.
    """
    parties = tuple((code, labels.party(code)) for code in parties_of(items.positions))
    sections = [*_event_sections(items, labels), *_other_sections(items, labels, unsaid)]
    order = ["apart", *(key for key, _ in SECTIONS)]
    order[6:6] = ["if"]
    order += ["forces", "said", "open"]
    sections.sort(key=lambda section: order.index(section.key))
    troubles = tuple(trouble)
    if troubles:
        sections.append(Section("trouble", labels.get("sections", "trouble"), troubles))
    return StateOfPlay(head, parties, rows_of(items.positions, labels), tuple(sections))


def _head(document: Document, items: Items, labels: Labels) -> tuple[str, ...]:
    counts = ", ".join(labels.count(kind, len(getattr(items, kind))) for kind in ("statements", "events", "positions"))
    language = labels.get("languages", document.language) if document.language else ""
    about = [document.title or "", labels.date(document.published), document.outlet or "", language, counts]
    return tuple(part for part in about if part)


def _event_sections(items: Items, labels: Labels) -> list[Section]:
    # What a commitment or a condition already says is not said again as an event.
    told = {
        "agreed": [span for item in items.commitments for span in item.evidence],
        "threatened": [span for item in items.conditions for span in item.evidence],
    }
    made = []
    for key, types in SECTIONS:
        new = [e for e in surest(items.events) if e.type in types and not _overlaps(e, told.get(key, []))]
        lines = [event_line(event, labels) for event in sorted(new, key=unsure)]
        if key == "agreed":
            lines = [commitment_line(item, labels) for item in items.commitments] + lines
        if lines:
            made.append(Section(key, labels.get("sections", key), tuple(lines)))
    return made


def surest(events: Sequence[Event]) -> list[Event]:
    """Events without those that read the same words as the same kind of act between others, and are less sure.

    Such a second reading ("A → B" and "C → B" of one clause) tells the reader nothing but that the program wavers. The
    record keeps both. Events whose confidence is not known are all kept.
    """
    best: dict[tuple[str, int, str], float] = {}
    for one in events:
        spot = _spot(one)
        best[spot] = max(best.get(spot, 0.0), one.detail.confidence or 0.0)
    return [one for one in events if one.detail.confidence is None or one.detail.confidence >= best[_spot(one)]]


def _spot(event: Event) -> tuple[str, int, str]:
    first = event.evidence[0]
    return event.type, first.start, first.text


def _threat_of(item: Condition, events: tuple[Event, ...]) -> Event | None:
    """The threat by the same party that rests on the words of the condition."""
    threats = (e for e in events if e.type in _THREATS and set(e.actors) & set(item.by))
    return next((event for event in threats if _overlaps(event, list(item.evidence))), None)


def _by_speaker(lines: list[Line]) -> tuple[Line, ...]:
    """Lines of one speaker together, speakers as they came."""
    order = {head: n for n, head in enumerate(dict.fromkeys(line.head for line in lines))}
    return tuple(sorted(lines, key=lambda line: order[line.head]))


def _overlaps(event: Event, spans: list[Span]) -> bool:
    return any(_overlap(a, b) for a in event.evidence for b in spans)


def _overlap(a: Span, b: Span) -> bool:
    """Whether two spans share characters; of different reports, they would have to be the same characters too."""
    start, end = max(a.start, b.start), min(a.end, b.end)
    return start < end and a.text[start - a.start : end - a.start] == b.text[start - b.start : end - b.start]


def _other_sections(items: Items, labels: Labels, unsaid: tuple[Line, ...]) -> list[Section]:
    lines = {
        "apart": apart_lines(items, labels),
        "if": tuple(condition_line(item, labels, _threat_of(item, items.events)) for item in items.conditions),
        "forces": tuple(force_line(item, labels) for item in items.forces),
        "said": _by_speaker([statement_line(item, labels) for item in items.statements]),
        "open": (*unsaid, *open_lines(items, labels)),
    }
    return [Section(key, labels.get("sections", key), made) for key, made in lines.items() if made]
