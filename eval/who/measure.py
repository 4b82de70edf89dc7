"""How well mentions are resolved to parties, on gold reports.

    python eval/who/measure.py FOLDER [--pipeline PATH] [--misses]

FOLDER holds pairs NAME.txt and NAME.json as the codebook says. Three figures, all on codes without sector:

- speakers found: of the gold statements whose content was found (half of it, intersection over union), those whose
  source is resolved to the gold party;
- speakers named: of all gold statements, those with a mention in the words of the cue that is resolved to the party
  (what resolution allows when the source is found right);
- parties of events: of the actors and recipients of gold events, those to which a mention in the evidence, or the
  speaker of it, is resolved.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demarche import packs, world
from demarche.code.who import Resolved, resolve
from demarche.find.mentions import find_mentions
from demarche.find.sentences import find_sentences
from demarche.find.speech import find_speech
from demarche.findings import Findings
from demarche.read import read_file
from demarche.records import Document
from demarche.records_json import from_json


def bare(parties: Any) -> frozenset[str]:
    """Codes without sector, as the codebook compares them."""
    some = [parties] if isinstance(parties, str) else parties or ()
    return frozenset(p.split("/")[0].upper() for p in some)


def findings_of(document: Document, pipeline: Any) -> Findings:
    """Mentions and reported speech of a document; no frames, which resolution does not read."""
    pack = packs.load(document.language or "")
    furniture = tuple((f.start, f.end) for f in document.furniture)
    doc = pipeline.parse(document.text, list(furniture))
    mentions = find_mentions(doc, pack)
    return Findings(pack.language, find_sentences(doc, document), mentions, (),
                    find_speech(doc, mentions, pack, furniture=furniture))  # fmt: skip


def chars(spans: Any) -> set[int]:
    """The characters of some spans."""
    return {i for s in spans for i in range(s.start, s.end)}


def sources(findings: Findings, resolved: tuple[Resolved, ...], source: int | None) -> frozenset[str]:
    """Parties of a source with those joined to it."""
    if source is None:
        return frozenset()
    joined = [source, *findings.mentions[source].coordinates]
    return bare([p for n in joined for p in resolved[n].parties])


def statements(gold: Any, findings: Findings, resolved: tuple[Resolved, ...]) -> Iterator[tuple[str, bool, str]]:
    """(figure, right, what was found) for each gold statement."""
    for item in gold.statements:
        content, cue = chars(item.content), chars(item.cue)
        best, share = None, 0.5
        for one in findings.reported:
            words = {i for start, end in one.content for i in range(start, end)}
            same = len(words & content) / (len(words | content) or 1)
            if same >= share:
                best, share = one, same
        if best is not None:
            found = sources(findings, resolved, best.source)
            text = findings.mentions[best.source].text if best.source is not None else "-"
            yield "found", found == bare(item.party), f"{text!r} -> {sorted(found)}, gold {item.party}"
        inside = [m for m in findings.mentions if m.head_start in cue]
        sets = [sources(findings, resolved, m.id) for m in inside]
        if item.party:
            yield (
                "named",
                bare(item.party) in sets,
                f"{item.cue[0].text!r} -> {[sorted(s) for s in sets]}, gold {item.party}",
            )


def events(gold: Any, findings: Findings, resolved: tuple[Resolved, ...]) -> Iterator[tuple[str, bool, str]]:
    """One row for each actor and recipient of each gold event."""
    for item in gold.events:
        words = chars(item.evidence)
        inside = [m for m in findings.mentions if m.head_start in words]
        found = set().union(*(bare(resolved[m.id].parties) for m in inside)) if inside else set()
        for one in findings.reported:
            if any(set(range(start, end)) & words for start, end in one.content):
                found |= sources(findings, resolved, one.source)
        for party in sorted(bare(item.actors) | bare(item.recipients)):
            yield "event", party in found, f"{item.evidence[0].text[:150]!r}: {party} not in {sorted(found)}"


def main() -> None:
    """Prints the three figures, and the misses where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pipeline", help="a spaCy pipeline to use in place of the language's own")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    pipelines: dict[str, Any] = {}
    for path in sorted(options.folder.glob("*.json")):
        document = read_file(path.with_suffix(".txt"))
        language = document.language or path.parent.name
        document = document.__class__(**{**{f: getattr(document, f) for f in document.__slots__}, "language": language})
        if language not in pipelines:
            pipelines[language] = loaded(language, options.pipeline)
        findings = findings_of(document, pipelines[language])
        resolved = resolve(findings, document, world.load())
        gold = from_json(json.loads(path.read_text(encoding="utf-8")), document.text)
        for figure, right, what in [*statements(gold, findings, resolved), *events(gold, findings, resolved)]:
            counts[figure, right] += 1
            if options.misses and not right:
                print(f"{figure}\t{path.stem[:30]}\t{what}")
    for figure, name in (("found", "speakers found"), ("named", "speakers named"), ("event", "parties of events")):
        right, all_ = counts[figure, True], counts[figure, True] + counts[figure, False]
        print(f"{name}: {right} of {all_} ({right / max(all_, 1):.1%})")


def loaded(language: str, path: str | None) -> Any:
    """The parser of a language, with its own pipeline or the one named."""
    from demarche import parse

    return parse.load(language, path)


if __name__ == "__main__":
    main()
