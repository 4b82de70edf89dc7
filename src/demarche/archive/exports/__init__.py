"""Exports: every format by name, each with a data dictionary beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import demarche
from demarche.archive.door import Archive
from demarche.archive.exports.base import Written
from demarche.archive.filters import Filter
from demarche.archive.versions import cite, made
from demarche.errors import SettingError

Writer = Callable[[Archive, Filter, Path], list[Written]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module and function that write it, the ending of a name (another for each), and what it is for."""

    module: str
    function: str
    suffix: str
    about: str

    def writer(self) -> Writer:
        """The function that writes it."""
        found: Writer = getattr(import_module(f"demarche.archive.exports.{self.module}"), self.function)
        return found


FORMATS: dict[str, Format] = {
    "csv": Format("tidy", "write_folder_csv", "-csv", "a folder of tidy tables, for any tool"),
    "parquet": Format(
        "tidy", "write_parquet", "-parquet", "a folder of tidy tables with lists and spans, nothing lost"
    ),
    "jsonl": Format("tidy", "write_jsonl", ".jsonl", "whole records by the codebook; demarche reads it back"),
    "xlsx": Format("tidy", "write_xlsx", ".xlsx", "an Excel workbook with a sheet for each table"),
    "gdelt": Format("event_sets", "write_gdelt", ".export.CSV", "events as GDELT 2.0 has them, 61 columns"),
    "icews": Format("event_sets", "write_icews", ".tab", "events as ICEWS has them, 20 columns"),
    "polecat": Format("event_sets", "write_polecat", ".txt", "events as POLECAT has them, 40 columns"),
    "graphml": Format("network", "write_graphml", ".graphml", "parties and their dealings as a graph"),
    "gexf": Format("network", "write_gexf", ".gexf", "the same for Gephi, with dates"),
    "geojson": Format("geo", "write_geojson", ".geojson", "events with a place, for maps"),
    "dna": Format("dna", "write_dna", ".dna", "a project of Discourse Network Analyzer 3"),
    "doccano": Format("annotations", "write_doccano", ".doccano.jsonl", "texts with their spans, for annotation tools"),
    "gold": Format("annotations", "write_gold", "-gold", "a folder of texts and corrected records, to score against"),
    "bibtex": Format("sources", "write_bibtex", ".bib", "the sources"),
    "csl": Format("sources", "write_csl", ".json", "the sources as CSL-JSON, for Zotero and pandoc"),
    "html": Format("page", "write_html", ".html", "the dossier as one page to read, send and print"),
}


def export(archive: Archive, format: str, out: Path, filter: Filter | None = None) -> list[Written]:
    """Write an archive, or what passes the filter, in a format; beside it ``NAME.dictionary.json`` says what is in it.

    Returns:
        What was written: files, rows, columns with their meaning, and notes on what the format can't hold.

    Raises:
        SettingError: where there is no such format, or the file can't be written.
    """
    if format not in FORMATS:
        raise SettingError(f"nothing is exported as {format!r}; there are {', '.join(FORMATS)}")
    chosen = filter or Filter()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        written = FORMATS[format].writer()(archive, chosen, out)
        # A folder of gold holds pairs and nothing else: what scores it would take the dictionary for a record.
        inside = out.is_dir() and format != "gold"
        place = out / "dictionary.json" if inside else out.with_name(f"{out.name}.dictionary.json")
        place.write_text(
            json.dumps(dictionary(archive, format, chosen, written), ensure_ascii=False, indent=1), "utf-8"
        )
    except OSError as fault:
        raise SettingError(f"{out} can't be written: {fault.strerror or fault}. Name another with -o.") from fault
    return written


def dictionary(archive: Archive, format: str, filter: Filter, written: list[Written]) -> dict[str, Any]:
    """The data dictionary of an export: where it came from, and every column with its meaning."""
    narrowing = {name: value for name, value in asdict(filter).items() if value not in (None, ())}
    return {
        "format": format,
        "made_by": f"demarche {demarche.__version__}",
        "cite": cite(archive),
        "version": archive.version,
        "fingerprint": archive.fingerprint,
        "date": made(archive).date().isoformat(),
        "filter": narrowing,
        "files": [
            {
                "file": one.file,
                "rows": one.rows,
                "notes": list(one.notes),
                "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in one.columns],
            }
            for one in written
        ],
    }
