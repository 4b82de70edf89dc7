"""The room ``read``: a file or a text to a ``Document``, as it came, with its metadata and the trouble it gave.

A plain text is one report. A JSONL file is one report on each line, under the keys ``text`` (needed), ``language``,
``published`` (or ``date``), ``outlet`` (or ``source``), ``title``, ``url`` and ``id``.
"""

from __future__ import annotations

from demarche.read.files import read_file, read_many, read_stream
from demarche.read.one import Source
from demarche.read.texts import Metadata, read_text

__all__ = ["Metadata", "Source", "read_file", "read_many", "read_stream", "read_text"]
