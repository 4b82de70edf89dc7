"""Items as lines: who, to whom, in which words, and when, where and on whose word."""

from __future__ import annotations

import re

from demarche.records import Commitment, Condition, Event, Force, Span, Statement
from demarche.show.labels import Labels
from demarche.show.state.shapes import Line

# Types whose own name does not say which deed it was: the mode, or else the type, goes before the words.
_DEEDS = frozenset({"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

# Of events of less confidence than this three in ten are right (docs/coding.md), of the others three in five; in
# reports of all kinds, business and home affairs among them, half of what was made up out of nothing lay below it.
UNSURE = 0.3


def words_of(spans: tuple[Span, ...]) -> str:
    """The words of spans on one line; "…" stands for what lies between pieces that are apart."""
    text = ""
    for n, span in enumerate(spans):
        text += ("" if n == 0 else " … ") + re.sub(r"\s+", " ", span.text)
    return text.strip()


def quote(words: str) -> str:
    """Words between quotation marks; as they are where they bring their own at both ends."""
    return words if words[:1] in '"“‘„«' and words[-1:] in '"”’“»' else f"“{words}”"


def first_words(spans: tuple[Span, ...]) -> str:
    """The words of the first piece of evidence: the same event told again says little more."""
    return words_of(spans[:1])


def event_line(event: Event, labels: Labels) -> Line:
    """An event: "Russia → NATO", the words, and its circumstances."""
    return Line(
        head=who_to_whom(event, labels),
        words=first_words(event.evidence),
        note=labels_joined(_circumstances(event, labels)),
        evidence=event.evidence,
        item=event.id,
        detail=event.detail,
    )


def who_to_whom(event: Event, labels: Labels) -> str:
    """ "Russia → NATO"; the actors alone where it is directed at nobody, as in agreements and meetings."""
    actors = labels.parties(event.actors)
    return f"{actors} → {labels.parties(event.recipients)}" if event.recipients else actors


def _circumstances(event: Event, labels: Labels) -> list[str]:
    kind = ""
    if event.type in _DEEDS:
        kind = labels.get("modes", event.mode) if event.mode else labels.get("types", event.type)
    elif event.mode in {"visit", "phone", "third-party", "multilateral"}:
        kind = labels.get("modes", event.mode)
    said_by = labels.phrase("claimed", who=_claimant(event.claimed_by, labels)) if event.claimed_by else ""
    date = labels.moment(event.when, event.weekday) if event.when else ""
    doubt = labels.phrase("unsure") if unsure(event) else ""
    return [kind, labels.get("status", event.status), date, place_name(event.where), said_by, doubt]


def unsure(event: Event) -> bool:
    """Whether the reader should look at the words first: the coder was less sure than :data:`UNSURE`."""
    return event.detail.confidence is not None and event.detail.confidence < UNSURE


def place_name(where: str | None) -> str:
    """The place without the codes of its countries, which stand behind the last comma."""
    return re.sub(r",\s*[A-Z]{3}(/[A-Z]{3})*$", "", where or "")


def _claimant(code: str, labels: Labels) -> str:
    return labels.party(code) if not re.fullmatch(r"s\d+", code) else code


def labels_joined(parts: list[str]) -> str:
    """Parts that say something, with commas."""
    return ", ".join(part for part in parts if part)


def commitment_line(item: Commitment, labels: Labels) -> Line:
    """What parties bind themselves to, and by when."""
    date = labels.phrase("with_deadline", date=labels.date(item.deadline)) if item.deadline else ""
    return Line(
        head=labels.parties(item.parties),
        words=words_of(item.action),
        note=date or labels.phrase("no_deadline"),
        evidence=item.evidence,
        item=item.id,
        detail=item.detail,
    )


def condition_line(item: Condition, labels: Labels, threat: Event | None = None) -> Line:
    """A condition and its consequence, with whose threat or promise it is; a threat says at whom."""
    then = labels.get("sections", "then")
    kind = labels.get("phrases", item.kind)
    return Line(
        head=who_to_whom(threat, labels) if threat else labels.parties(item.by),
        words=f"{quote(words_of(item.condition))} {then} {quote(words_of(item.then))}",
        note=kind,
        quoted=False,
        evidence=threat.evidence if threat else item.evidence or item.condition + item.then,
        item=item.id,
        detail=item.detail,
    )


def force_line(item: Force, labels: Labels) -> Line:
    """A number of men, weapons or victims."""
    low, high = labels.number(item.low), labels.number(item.high)
    number = low if item.low == item.high else labels.phrase("between", low=low, high=high)
    if item.approximate:
        number = labels.phrase("about_number", n=number)
    said_by = labels.phrase("claimed", who=_claimant(item.claimed_by, labels)) if item.claimed_by else ""
    return Line(
        head=labels.parties((item.party,)) if item.party else "",
        words=f"{number} {labels.counted(item.what, item.low, item.high)}",
        note=labels_joined([item.place or "", said_by]),
        quoted=False,
        evidence=item.evidence,
        item=item.id,
        detail=item.detail,
    )


def statement_line(item: Statement, labels: Labels) -> Line:
    """Who said what, and through whom it came."""
    party = labels.parties(item.party) if item.party else ""
    speaker = item.speaker or ""
    inside = party.replace(" (", ", ").replace(")", "")  # brackets in brackets are hard to read
    head = f"{speaker} ({inside})" if speaker and party and speaker != party else speaker or party
    return Line(
        head=head or labels.phrase("somebody"),
        words=words_of(item.content),
        note=labels.phrase("via", who=labels.joined(list(item.via))) if item.via else "",
        evidence=item.cue + item.content,
        item=item.id,
        detail=item.detail,
    )
