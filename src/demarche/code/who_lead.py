"""Whom somebody leads or speaks for, as a clause behind the name says: "X, *who heads the Norwegian mission*"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from demarche.findings import Findings, Frame, Mention

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader


def led(reader: Reader, m: Mention) -> tuple[str, ...]:
    """The parties of the body that a relative clause of a name says somebody leads, represents or speaks for now; ()
    where there is none, where it lies in the past, or where it is people and no body ("who represents the accused")."""
    bodies = (reader.read(other.id) for other in objects(reader, m))
    return next((one.parties for one in bodies if one.kind == "party" and one.parties), ())


def objects(reader: Reader, m: Mention) -> Iterator[Mention]:
    """What a relative clause of a name says that somebody leads, represents or speaks for now, no plurals."""
    verbs: dict[str, list[str]] = reader.words.settings.get("leading", {})
    for frame in relatives(reader, m):
        links = verbs.get(frame.lemma)
        for role in frame.roles if links is not None and frame.tense != "past" and not frame.negated else ():
            other = reader.findings.mentions[role.mention]
            fits = other.preposition in (links or ()) if links else role.relation == "obj"
            if fits and other.head_start > m.start and other.number != "Plur":
                yield other


def relatives(reader: Reader, m: Mention) -> list[Frame]:
    """The clauses whose subject is a relative pronoun that stands for a mention, or for what stands beside it."""
    same = (m.id,) if m.apposition is None else (m.id, m.apposition)
    return [frame for number in same for place, frame in reader.relatives.get(number, ()) if place > m.start]


def relative_clauses(findings: Findings) -> dict[int, list[tuple[int, Frame]]]:
    """The clauses of verbs whose subject is a relative pronoun, with the pronoun's place, by what it stands for."""
    frames = {frame.token: frame for frame in findings.frames if frame.kind == "verb"}
    found: dict[int, list[tuple[int, Frame]]] = {}
    for m in findings.mentions:
        if m.kind == "pronoun" and m.apposition is not None and m.relation == "nsubj" and m.governor in frames:
            found.setdefault(m.apposition, []).append((m.head_start, frames[m.governor]))
    return found
