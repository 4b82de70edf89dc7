"""``demarche score``: how far demarche's records agree with records coded by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import EmptyInput, MissingInput
from demarche.show.say import say

if TYPE_CHECKING:
    from demarche.analyse.agreement import Agreement, Tally
    from demarche.records import Record

# So many confusions and misses are told; --misses tells all of a kind.
MOST = 12


def score(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Folder of pairs NAME.txt (report) and NAME.json (its record by hand)."),
    ],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED", help="Folder of NAME.json by another coder; else the reports are coded now."
        ),
    ] = None,
    *,
    misses: Annotated[str | None, typer.Option(help="Print items of this kind missed (-) and made up (+).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out items found with less confidence than this.", min=0, max=1)
    ] = 0.0,
) -> None:
    """Compare records with gold: precision, recall and F1 by kind, what was taken for what, hits by rule.

    The comparison is that of the codebook (docs/codebook.md, section 8).
    """
    from demarche.analyse.agreement import agreement

    pairs = list(_pairs(gold, predicted, min_confidence))
    if not pairs:
        raise EmptyInput(f"{gold} holds no pairs NAME.txt and NAME.json. Each report needs its record beside it.")
    found = agreement(pairs)
    if as_json:
        table = {name: _figures(tally) for name, tally in found.kinds.items()}
        typer.echo(json.dumps({"reports": found.reports, "scores": table}, indent=1))
    else:
        _tell(found)
    if misses:
        _tell_misses(found, misses)


def _pairs(gold: Path, predicted: Path | None, least: float) -> Iterator[tuple[str, Record, Record]]:
    """(name, gold record, found record) of each report; a report without a predicted record counts with nothing."""
    from demarche.read import read_file
    from demarche.records import Document, Record, confident
    from demarche.records_json import from_json
    from demarche.run import code

    if not gold.is_dir():
        raise MissingInput(f"there is no folder {gold}. Give a folder of pairs NAME.txt and NAME.json.")
    for path in sorted(gold.rglob("*.json")):
        words = path.with_suffix(".txt")
        if not words.exists():
            continue
        text = words.read_text(encoding="utf-8")
        truth = from_json(json.loads(path.read_text(encoding="utf-8")), text)
        if predicted is None:
            record = code(read_file(words))
        else:
            other = predicted / path.relative_to(gold)
            other = other if other.exists() else predicted / path.name
            exists = other.exists()
            record = (
                from_json(json.loads(other.read_text(encoding="utf-8")), text) if exists else Record(Document(text))
            )
        if least:
            record = confident(record, least)
        yield path.stem, truth, record


def _figures(tally: Tally) -> dict[str, float]:
    rounded = {name: round(getattr(tally, name), 3) for name in ("precision", "recall", "f1")}
    return {"gold": tally.gold, "found": tally.found, "hit": tally.hit, **rounded}


def _tell(found: Agreement) -> None:
    """The figures, the confusions and the rules."""
    typer.echo(f"{found.reports} reports")
    typer.echo(f"{'':22}{'gold':>6}{'found':>7}{'hit':>6}{'prec':>8}{'rec':>8}{'F1':>8}")
    for name, t in found.kinds.items():
        typer.echo(f"{name:22}{t.gold:6}{t.found:7}{t.hit:6}{t.precision:8.3f}{t.recall:8.3f}{t.f1:8.3f}")
    wrong = [(pair, n) for pair, n in found.confusions.most_common() if pair[0] != pair[1]]
    typer.echo("\ntaken for (gold: found, times; - is nothing)")
    for (gold, other), times in wrong[:MOST]:
        typer.echo(f"  {gold:10} {other:10} {times:4}")
    typer.echo("\nfound and right, by what found them")
    for rule, t in sorted(found.rules.items(), key=lambda r: (-r[1].found, r[0]))[:MOST]:
        typer.echo(f"  {rule:34} {t.found:5} {t.precision:8.3f}")


def _tell_misses(found: Agreement, kind: str) -> None:
    """Items of a kind that were missed or made up, with their words."""
    from demarche.records import spans_of

    for sign, rows in (("-", found.missed), ("+", found.extra)):
        for name, of, item in rows:
            if of == kind:
                words = " … ".join(span.text for span in spans_of(item))
                what = " ".join(str(getattr(item, f)) for f in _TOLD.get(kind, ()))
                say(f"{name} {sign} {what} | {words}")


_TOLD = {
    "statements": ("party", "mode"),
    "events": ("type", "actors", "recipients"),
    "positions": ("party", "stance", "topic"),
    "commitments": ("parties",),
    "conditions": ("by", "kind"),
    "forces": ("party", "what", "low", "high"),
}
