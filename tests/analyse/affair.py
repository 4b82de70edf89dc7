"""An affair in a few lines: reports whose items are given, each on a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from demarche.records import Commitment, Condition, Document, Event, Force, Item, Position, Record, Span, Statement

_NUMBERS = count(1)


def event(
    kind: str, actors: str, recipients: str = "", *, mode: str | None = None, words: str = "", **more: object
) -> Event:
    """An event; codes are given as "RUS NATO". ``more``: status, claimed_by, when, where."""
    said = words or f"{actors} did {kind.lower()} to {recipients or 'all'}, paper {next(_NUMBERS)}"
    made = Event("e", kind, mode, tuple(actors.split()), tuple(recipients.split()), "actual", None, None, None,
                 (Span(0, len(said), said),))  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def position(
    party: str, stance: str, topic: str, about: str | None = None, towards: str = "", words: str = ""
) -> Position:
    """A position; ``towards`` as "RUS NATO"."""
    said = words or f"{party} {stance} {topic} of {about}, paper {next(_NUMBERS)}"
    return Position("p", party, stance, topic, about, tuple(towards.split()), (Span(0, len(said), said),))


def promise(parties: str, action: str, deadline: str | None = None) -> Commitment:
    """A commitment whose action is all its words."""
    span = (Span(0, len(action), action),)
    return Commitment("c", tuple(parties.split()), span, deadline, span)


def threat(by: str, condition: str, then: str) -> Condition:
    """A conditional threat."""
    words = f"{condition}, {then}"
    first, second = Span(0, len(condition), condition), Span(len(condition) + 2, len(words), then)
    return Condition("i", (by,), "threat", (first,), (second,), (Span(0, len(words), words),))


def force(party: str | None, what: str, low: int, high: int | None = None, claimed_by: str | None = None) -> Force:
    """A figure."""
    said = f"{low} {what} of {party}, paper {next(_NUMBERS)}"
    return Force("f", party, what, low, high or low, False, None, claimed_by, (Span(0, len(said), said),))


def statement(party: str, speaker: str | None = None) -> Statement:
    """A statement."""
    said = f"words of {speaker or party} number {next(_NUMBERS)}"
    return Statement("s", speaker, (party,), (), (Span(0, len(said), said),), "indirect")


_KINDS = {Event: "events", Position: "positions", Commitment: "commitments", Condition: "conditions", Force: "forces",
          Statement: "statements"}  # fmt: skip


def report(day: str | None, *items: Item, outlet: str | None = "Courier", url: str | None = None) -> Record:
    """A report of that day with the items; the same words twice stand in the text once."""
    text, kinds = "", {name: [] for name in _KINDS.values()}
    for n, item in enumerate(items):
        words = max(_words(item), key=len)
        at = text.find(words)
        if at < 0:
            at, text = len(text), f"{text}{words}. "
        placed = _moved(item, at, f"{type(item).__name__[0].lower()}{n}")
        kinds[_KINDS[type(item)]].append(placed)
    number = next(_NUMBERS)
    document = Document(text or f"Nothing new, paper {number}.", "en", day, outlet, f"Paper {number}",
                        url or f"https://example.org/{number}")  # fmt: skip
    return Record(document, **{name: tuple(some) for name, some in kinds.items()})  # type: ignore[arg-type]


def _words(item: Item) -> list[str]:
    names = ("evidence", "content", "action", "condition", "then")
    return [span.text for name in names for span in getattr(item, name, ())]


def _moved(item: Item, at: int, id: str) -> Item:
    moved = {"id": id}
    for name in ("evidence", "content", "cue", "action", "condition", "then"):
        if hasattr(item, name):
            moved[name] = tuple(Span(s.start + at, s.end + at, s.text) for s in getattr(item, name))  # type: ignore[assignment]
    return replace(item, **moved)  # type: ignore[arg-type]


def quiet(days: Iterable[str]) -> list[Record]:
    """Reports that tell of nothing, one for each day."""
    return [report(day) for day in days]
