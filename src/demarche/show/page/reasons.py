"""What the coder gives as reasons, in plain words of the reader's language.

The coder's reasons are for developers: sentences of its own with codes in them ("minister of USA", "pronoun for 'X':
…") and names of features with weights. Here each known one is a row: a pattern, and the key of the sentence that
the page's words have for it. What no pattern fits is left to the raw reasons, which the page folds away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from demarche.show.labels import Labels
from demarche.show.labels.offices import named, whose


class Speaker(Protocol):
    """Gives a phrase in the reader's language."""

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase with its parts."""


#: Reason why somebody counts for a party -> key of its sentence; ``rest`` is a reason that it rests on.
_WHO = tuple((key, re.compile(pattern)) for key, pattern in (
    ("pronoun", r"pronoun for (?P<quote>['\"])(?P<word>.*?)(?P=quote): (?P<rest>.*)"),
    ("before", r"(?P<word>\S.*?) named before(?:: (?P<rest>.*))?"),
    ("last", r"words of the (?:last )?speaker(?:: (?P<rest>.*))?"),
    ("last", r"(?P<word>.+) of the last speaker(?:: (?P<rest>.*))?"),
    ("pointing", r"(?:relative pronoun|title of)(?:: (?P<rest>.*))?"),
    ("part", r"part of a name given before(?:: (?P<rest>.*))?"),
    ("was", r"was (?P<office>.+) \((?P<code>[^()]+)\), (?P<start>\S+) to (?P<end>\S+)"),
    ("holds", r"(?P<office>.+) \((?P<code>[^()]+)\), (?P<start>\S+) to (?P<end>\S+)"),
    ("{kind}", r"(?P<kind>name|inhabitant|adjective|body|capital|organisation|group|agency|outlet|company|ngo|seat"
               r"|place) (?P<quote>['\"])(?P<word>.*)(?P=quote)(?:, for \w+)?"),
    ("about", r"(?P<word>.+) of the state the text is about"),
    ("spoke", r"(?P<word>.+) of the state that spoke last"),
    ("not_said", r"(?P<word>.+): of whom is not said(?: here)?"),
    ("of", r"(?P<word>[^()]+?) of \((?P<codes>.*)\)"),
    ("of", r"(?P<word>[^()]+?) of (?P<codes>(?:X:.+|[A-Z]{2,}[A-Z/]*(?:, [A-Z]{2,}[A-Z/]*)*))"),
    ("of_words", r"(?P<word>[^()]+?) (?:of|by|at) (?P<quote>['\"])(?P<name>.*)(?P=quote)(?:: (?P<rest>.*))?"),
    ("home", r"the outlet's own country"),
    ("unknown", r"unknown name|no office known"),
    ("beside", r"(?:party|office) named beside the name"),
    ("pointing", r"owner of what is named beside it(?:: (?P<rest>.*))?"),
    ("together", r"(?:(?:the same shortly|named together) before: )*"
                 r"(?:parties named together before|the parties most in mind)"
                 r"|the last parties named|both halves: .*"),
    ("formerly", r"held it before"),
    ("medium", r"a medium"),
    ("back", r"refers back: .*|the country of the one named"),
    ("own_text", r"whose text this is|the first speaker of the text"),
))  # fmt: skip

#: Feature of the scorer of events -> key of its sentence.
_SIGNS = tuple((key, re.compile(pattern)) for key, pattern in (
    ("sure", r"offered:lex=sure"), ("weak", r"offered:lex=weak"), ("maybe", r"offered:lex=maybe"),
    ("around", r"offered:(?:up|down)=.*"), ("report", r"whole report"),
    ("type", r"(?:act|d-act|u-act|wa)=(?P<type>[A-Z]+)\??"),
    ("negated", r"(?:u-)?neg"),
    ("content", r"(?:other-)?in-content"), ("cue", r"in-cue"),
    ("direct", r"said-direct"), ("mixed", r"said-mixed"), ("indirect", r"said-indirect"),
    ("root", r"rel=root"), ("past", r"tense=past"), ("present", r"tense=pres"),
    ("modal", r"is-modals"), ("future", r"is-futures"),
    ("alone", r"only-speaker"), ("speaker", r"speaker-is-subject"),
    ("doer", r"class@nsubj=.*"), ("object", r"class@obj=.*"),
    ("weapon", r"wc=weapon"), ("troops", r"wc=troops"), ("bad", r"wc=bad"),
))  # fmt: skip
_LEAST = 0.2  # of a weight: below it a sign tips hardly anything
_MOST = 3  # signs on each side: more is a wall
#: "Name (CODE, Office)", as the coder writes a person that it weighed; and "CODE (kind)".
_PERSON = re.compile(r"(?P<name>.+?) \((?P<code>[^(),]+), (?P<office>.+)\)")
_READING = re.compile(r"(?P<code>\S+) \(\w+\)")
_UNLIKELY = 0.05  # of a share: such a reading was as good as out


def who(reason: str, said: Speaker, labels: Labels) -> str:
    """Why somebody counts for a party, in a sentence; empty where no row fits.

    Of a chain of reasons ("pronoun for … : minister named before: …") the first and the last are told.
    """
    reason = reason.partition("; ")[0]
    first, rest = _one(reason, said, labels)
    last = ""
    while rest:
        last, rest = _one(rest, said, labels)
    return f"{first}; {last}" if first and last and last != first else first or last


def _one(reason: str, said: Speaker, labels: Labels) -> tuple[str, str]:
    for key, pattern in _WHO:
        found = pattern.fullmatch(reason)
        if found is None:
            continue
        parts = found.groupdict()
        rest = parts.pop("rest", None) or ""
        name = key.format(**parts)
        if name == "last" and parts.get("word"):
            name = "last_of"
        return said(f"who_by.{name}", **_filled(parts, labels)), rest
    return "", ""


def _filled(parts: dict[str, str | None], labels: Labels) -> dict[str, str]:
    filled = {key: value for key, value in parts.items() if value}
    codes = filled.get("code") or filled.get("codes")
    if codes:
        filled["party"] = labels.joined([whose(code, labels.language) for code in _split(codes)])
    if "office" in filled:
        filled["office"] = _office(filled["office"], filled["code"], labels)
        start, end = filled["start"], filled["end"]
        known = f"office_{'since' if end == 'now' else 'until' if start == '?' else 'span'}"
        filled["when"] = (labels.phrase("no_date_known") if (start, end) == ("?", "now")
                          else labels.phrase(known, start=labels.date(start), end=labels.date(end)))  # fmt: skip
    return filled


def _office(office: str, code: str, labels: Labels) -> str:
    """An office in the reader's words, with its party where it does not name it itself."""
    called, party = named(office, labels.language) or office, labels.party(code)
    return called if party in called else f"{called} ({party})"


def _split(codes: str) -> list[str]:
    if codes.startswith("X:"):
        return [codes]
    return [code for part in codes.split(",") if (code := part.strip(" '\""))]


def signs(reasons: Iterable[tuple[str, float]], said: Speaker, labels: Labels) -> tuple[list[str], list[str]]:
    """What spoke for an event and what against it, the heaviest first."""
    sides: tuple[list[str], list[str]] = ([], [])
    for name, weight in sorted(reasons, key=lambda one: -abs(one[1])):
        key, found = next(((key, match) for key, one in _SIGNS if (match := one.fullmatch(name))), ("", None))
        if found is None or abs(weight) < _LEAST:
            continue
        given = found.groupdict().get("type")
        if given == "none" or (given and labels.get("types", given) == given):
            continue
        told = said(f"signs.{key}", **({"type": labels.get("types", given)} if given else {}))
        side = sides[weight < 0]
        if told not in (*sides[0], *sides[1]) and len(side) < _MOST:
            side.append(told)
    return sides


def weighed(candidates: Iterable[tuple[str, float]], labels: Labels) -> list[str]:
    """Readings that were weighed against each other, as a reader names them."""
    told = [_reading(name, labels) for name, share in candidates if share >= _UNLIKELY]
    return list(dict.fromkeys(told))


def _reading(name: str, labels: Labels) -> str:
    person, reading = _PERSON.fullmatch(name), _READING.fullmatch(name)
    if person:
        return f"{person['name']}, {_office(person['office'], person['code'], labels)}"
    return labels.party(reading["code"]) if reading else name
