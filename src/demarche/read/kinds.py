"""Which kinds of files can be read, told from a file's name, and how large what comes from outside may be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TEXTS = frozenset({".txt"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
#: JSON that is not by lines. Many a folder has some that hold no reports: what is named is read.
JSON_FILES = frozenset({".json"})
TABLES = frozenset({".csv", ".tsv", ".parquet"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
#: One report in each file.
SINGLE = TEXTS | PAGES | {".pdf", ".eml", ".docx"}
#: Many reports in each file, besides tables.
MANY = JSONL_SUFFIXES | FEEDS | {".warc", ".wacz", ".mbox", ".zip", ".tar", ".epub"}
#: How a file can be packed, on top of its kind ("reports.jsonl.gz").
PACKED = frozenset({".gz", ".bz2", ".xz"})
#: Packed archives with a suffix of their own.
_SHORT = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
# XML can be anything: what stands in a folder is read where its name says that it is a feed.
_NAMED_ONLY = frozenset({".xml"})
#: What is read of the files in a folder.
IN_FOLDERS = (SINGLE | MANY | TABLES) - _NAMED_ONLY

# A saved page of a news site has 0.1 to 3 MB, a PDF of a communiqué up to 10.
LARGEST_RAW = 20_000_000
# Text packs 3 to 10 times, WARC 4 to 8: what grows a hundredfold is no news. Short files of one repeated line may.
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file's name says: its suffix in small letters, and whether it is packed on top of that."""

    suffix: str
    packed: bool = False

    @property
    def single(self) -> bool:
        """Whether the file is one report."""
        return self.suffix not in MANY | TABLES | JSON_FILES

    @property
    def readable(self) -> bool:
        """Whether a reader knows the kind, so that a file in a folder is read."""
        return self.suffix in IN_FOLDERS


def kind_of(name: Path | str) -> Kind:
    """The kind of a file of this name."""
    path = Path(name)
    if path.suffix.lower() in _SHORT:
        return Kind(_SHORT[path.suffix.lower()], True)
    packed = path.suffix.lower() in PACKED
    return Kind((Path(path.stem) if packed else path).suffix.lower(), packed)


def stem_of(name: Path | str) -> str:
    """The name without its suffixes: ``reports`` for ``reports.jsonl.gz``."""
    path = Path(name)
    return Path(path.stem).stem if path.suffix.lower() in PACKED else path.stem
