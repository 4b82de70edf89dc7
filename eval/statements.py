#!/usr/bin/env python3
"""How well statements are found on gold: by content alone, with the party, and each field of those found.

    statements.py LANGUAGE GOLD [--pipeline NAME] [--misses]

A found statement matches gold where their contents overlap by half (intersection over union of characters); ``+party``
asks for the same party too (the part before the slash). Prints precision, recall and F1, the share of right parties,
speakers, modes, cues and ``via`` among content matches, and the content scores by form of cue.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from demarche import packs, parse
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find.mentions import find_mentions
from demarche.find.sentences import find_sentences
from demarche.find.speech import find_speech
from demarche.find.speech_second import shared
from demarche.findings import Findings
from demarche.read import read_text
from demarche.records import Statement
from demarche.records_json import from_json
from demarche.run import furnished
from demarche.world import load as load_world


@dataclass
class Tally:
    """Counts over all reports."""

    gold: int = 0
    found: int = 0
    content: int = 0
    party: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=dict)


def statements_of(text: str, language: str, pipeline: str | None) -> tuple[Statement, ...]:
    """The statements of one text, by the rooms that have a say in them."""
    pack = packs.load(language)
    document = furnished(read_text(text), pack)
    pieces = tuple((f.start, f.end) for f in document.furniture)
    doc = parse.load(language, pipeline).parse(document.text, list(pieces))
    mentions = find_mentions(doc, pack)
    findings = Findings(
        language=language,
        sentences=find_sentences(doc, document),
        mentions=mentions,
        frames=(),
        reported=find_speech(doc, mentions, pack, furniture=pieces),
    )
    return code_statements(findings, resolve(findings, document, load_world()), document)


def ranges(item: Statement, name: str = "content") -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in getattr(item, name))


def parties(item: Statement) -> frozenset[str]:
    return frozenset(p.split("/")[0].upper() for p in item.party)


def pairs(gold: tuple[Statement, ...], found: tuple[Statement, ...], with_party: bool) -> list[tuple[int, int]]:
    """Matches, best overlap first, each item used once."""
    fits = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            share = shared(ranges(g), ranges(f))
            if share >= 0.5 and (not with_party or parties(g) == parties(f)):
                fits.append((share, i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1:])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j))
    return out


def add(tally: Tally, gold: tuple[Statement, ...], found: tuple[Statement, ...]) -> list[tuple[int, int]]:
    """Count one report; the content matches."""
    matched = pairs(gold, found, with_party=False)
    tally.gold += len(gold)
    tally.found += len(found)
    tally.content += len(matched)
    tally.party += len(pairs(gold, found, with_party=True))
    for i, j in matched:
        g, f = gold[i], found[j]
        tally.fields["party"] += parties(g) == parties(f)
        tally.fields["speaker"] += (g.speaker or "").lower() == (f.speaker or "").lower()
        tally.fields["mode"] += g.mode == f.mode
        tally.fields["cue"] += shared(ranges(g, "cue"), ranges(f, "cue")) >= 0.5
        tally.fields["via"] += {v.lower() for v in g.via} == {v.lower() for v in f.via}
    right = {j for _, j in matched}
    for j, f in enumerate(found):
        form = (f.detail.rule or "").split(":")[0]
        tally.forms.setdefault(form, Counter())["right" if j in right else "wrong"] += 1
    return matched


def report(tally: Tally) -> str:
    """The tally in words."""
    lines = []
    for name, hit in (("content", tally.content), ("+party", tally.party)):
        precision, recall = hit / max(1, tally.found), hit / max(1, tally.gold)
        f1 = 2 * hit / max(1, tally.gold + tally.found)
        lines.append(f"{name:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    shares = "  ".join(f"{name} {tally.fields[name] / max(1, tally.content):.2f}" for name in sorted(tally.fields))
    lines.append(f"of {tally.content} content matches right: {shares}")
    for form, count in sorted(tally.forms.items()):
        lines.append(f"  {form:10} right {count['right']:4}  wrong {count['wrong']:4}")
    return "\n".join(lines)


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    ask.add_argument("language")
    ask.add_argument("gold", type=Path)
    ask.add_argument("--pipeline", help="another spaCy pipeline than the pack's own")
    ask.add_argument(
        "--misses", action="store_true", help="print what was missed (-), made up (+), or has another party (!)"
    )
    given = ask.parse_args()
    tally = Tally()
    for path in sorted(given.gold.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = from_json(json.loads(path.read_text(encoding="utf-8")), text).statements
        found = statements_of(text, given.language, given.pipeline)
        matched = add(tally, gold, found)
        if given.misses:
            show(path.stem, gold, found, matched)
    print(report(tally))


def show(name: str, gold: tuple[Statement, ...], found: tuple[Statement, ...], matched: list[tuple[int, int]]) -> None:
    """Print the differences of one report."""
    for i, j in matched:
        if parties(gold[i]) != parties(found[j]):
            print(name[:24], "!", sorted(parties(gold[i])), sorted(parties(found[j])), found[j].detail.reasons,
                  "|", " … ".join(c.text for c in found[j].cue))  # fmt: skip
    for sign, items, place in (("-", gold, 0), ("+", found, 1)):
        used = {pair[place] for pair in matched}
        for n, item in enumerate(items):
            if n not in used:
                cue, content = (" … ".join(c.text for c in getattr(item, field)) for field in ("cue", "content"))
                print(
                    name[:24],
                    sign,
                    cue,
                    "||",
                    content[:160],
                    "||",
                    item.detail.rule or "",
                    item.detail.confidence or "",
                )


if __name__ == "__main__":
    main()
