#!/usr/bin/env python3
"""What the table of acts finds in hand-coded reports, and which of its rows fire wrongly.

    python eval/lexicon.py nl                    recall by type, precision by type, the worst rows
    python eval/lexicon.py nl --missed SANCTION  evidence of gold events of a type in which no row fires
    python eval/lexicon.py nl --row leveren      every place where a lemma's rows fire

Recall: the share of gold events that have, inside their evidence, a frame for which a row offers their type with its
conditions met (``met``), or offers it at all (``any``). Precision of a row: the share of frames for which it holds
that lie inside the evidence of a gold event of its type. Precision has a ceiling well below 1: a word may be an act
that is told with other words elsewhere, or one without parties. Read it to compare rows, not as a quality of the table.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche import packs, parse
from demarche.code.acts import Act, acts_of, lexicon
from demarche.find import find
from demarche.findings import Findings, Frame
from demarche.read import Metadata, read_text
from demarche.records import Event
from demarche.records_json import from_json
from demarche.run import furnished

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
# A row is shown among the worst from this many firings on: fewer say nothing about it.
FIRINGS = 5


@dataclass(frozen=True)
class Report:
    """One hand-coded report with what was found in it."""

    name: str
    text: str
    events: tuple[Event, ...]
    findings: Findings


@dataclass
class Tally:
    """How often a row held, and how often inside evidence of its type, or of any event."""

    fired: int = 0
    right: int = 0
    inside: int = 0


def reports(language: str, gold: str, pipeline: str | None) -> Iterator[Report]:
    """Every report of a language in a set, read and parsed."""
    pack, reader = packs.load(language), parse.load(language, pipeline)
    for path in sorted((GOLD / gold / language).glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = furnished(read_text(text, Metadata(language=language)), pack)
        record = from_json(json.loads(path.read_text(encoding="utf-8")), document.text)
        doc = reader.parse(document.text, [(piece.start, piece.end) for piece in document.furniture])
        yield Report(path.stem, document.text, record.events, find(doc, document, pack))


def inside(frame: Frame, event: Event) -> bool:
    """True where the frame's word stands in the evidence of the event."""
    return any(span.start <= frame.trigger_start < span.end for span in event.evidence)


def senses(report: Report, language: str) -> dict[int, tuple[tuple[Act, bool], ...]]:
    """For each frame outside furniture the senses that the table offers, each with whether its conditions are met."""
    words = lexicon(language)
    return {
        frame.id: acts_of(frame, report.findings, words)
        for frame in report.findings.frames
        if not report.findings.sentences[frame.sentence].furniture
    }


def name_of(act: Act, frame: Frame) -> str:
    """A row as it is printed."""
    asks = f" with {';'.join(act.conditions)}" if act.conditions else ""
    return f"{act.type}/{act.mode or '-'} {frame.lemma} ({frame.kind}){asks} {act.strength:g}"


def tally(found: list[Report], language: str) -> tuple[dict[str, Counter[str]], dict[str, Tally]]:
    """Counts by type of gold events (``all``, ``met``, ``any``), and a tally for each row that held."""
    by_type: dict[str, Counter[str]] = defaultdict(Counter)
    by_row: dict[str, Tally] = defaultdict(Tally)
    for report in found:
        offered = senses(report, language)
        for event in report.events:
            here = [offered[f.id] for f in report.findings.frames if f.id in offered and inside(f, event)]
            fit = [met for acts in here for act, met in acts if act.type == event.type]
            by_type[event.type].update({"all": 1, "met": int(any(fit)), "any": int(bool(fit))})
        for frame in report.findings.frames:
            types = {event.type for event in report.events if inside(frame, event)}
            for act, met in offered.get(frame.id, ()):
                if met:
                    row = by_row[name_of(act, frame)]
                    row.fired += 1
                    row.right += act.type in types
                    row.inside += bool(types)
    return by_type, by_row


def show_scores(by_type: dict[str, Counter[str]], by_row: dict[str, Tally], worst: int) -> None:
    """Print recall and precision by type, then the rows that fire wrongly most often."""
    fired, right = Counter[str](), Counter[str]()
    for name, row in by_row.items():
        fired[name.split("/")[0]] += row.fired
        right[name.split("/")[0]] += row.right
    total: Counter[str] = sum(by_type.values(), Counter())
    print(f"{'type':<10} {'gold':>5} {'met':>5} {'any':>5} {'fired':>6} {'right':>6}")
    for name, counts in [*sorted(by_type.items()), ("all", total)]:
        count, rows = counts["all"], fired[name] if name != "all" else sum(fired.values())
        good = right[name] if name != "all" else sum(right.values())
        share = f"{good / rows:.2f}" if rows else "-"
        print(f"{name:<10} {count:>5} {counts['met'] / count:>5.2f} {counts['any'] / count:>5.2f} {rows:>6} {share:>6}")
    print("\nfired right other-event row")
    ranked = sorted(by_row.items(), key=lambda item: (item[1].right - item[1].fired, item[0]))
    for name, row in [one for one in ranked if one[1].fired >= FIRINGS][:worst]:
        print(f"{row.fired:>5} {row.right:>5} {row.inside - row.right:>11} {name}")


def show_missed(found: list[Report], language: str, wanted: str) -> None:
    """Print the evidence of gold events of a type in which no row offers it with its conditions met."""
    for report in found:
        offered = senses(report, language)
        for event in report.events:
            here = [f for f in report.findings.frames if f.id in offered and inside(f, event)]
            if event.type == wanted and not any(a.type == wanted and met for f in here for a, met in offered[f.id]):
                words = " || ".join(span.text.replace("\n", " ") for span in event.evidence)
                print(f"{report.name} {event.mode or '-'}: {words}\n    {', '.join(f.lemma for f in here)}")


def show_row(found: list[Report], language: str, lemma: str) -> None:
    """Print every place where rows of a lemma hold, with the gold events whose evidence holds the word."""
    for report in found:
        offered = senses(report, language)
        for frame in report.findings.frames:
            acts = [name_of(act, frame) for act, met in offered.get(frame.id, ()) if met]
            if frame.lemma == lemma and acts:
                types = sorted({event.type for event in report.events if inside(frame, event)})
                words = report.text[frame.start : frame.end].replace("\n", " ")
                print(f"{','.join(types) or '-'} <- {acts[0]}: {words[:160]}")


def main() -> None:
    """Read the arguments and print what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("language", choices=packs.installed())
    asked.add_argument("--gold", default="train", help="set of hand-coded reports (train)")
    asked.add_argument("--pipeline", default=None, help="another pipeline than demarche's own")
    asked.add_argument("--missed", metavar="TYPE")
    asked.add_argument("--row", metavar="LEMMA")
    asked.add_argument("--worst", type=int, default=40, help="how many rows to show (40)")
    options = asked.parse_args()
    if not (GOLD / options.gold / options.language).is_dir():
        print("there are no hand-coded reports beside this checkout")
        return
    found = list(reports(options.language, options.gold, options.pipeline))
    if options.missed:
        show_missed(found, options.language, options.missed)
    elif options.row:
        show_row(found, options.language, options.row)
    else:
        show_scores(*tally(found, options.language), options.worst)


if __name__ == "__main__":
    main()
