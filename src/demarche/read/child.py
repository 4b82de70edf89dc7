"""The process that takes pages, PDFs, feeds, mail… apart: ``python -m demarche.read.child``, fed by ``guarded``.

It is a process of its own, since a hostile page can keep a parser busy for minutes or make it crash, and nothing inside
a process stops C code. It answers each question on standard input with a line of JSON on standard output.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from typing import Any

from demarche.errors import InputError

# A page of 20 MB takes some 600 MB as a tree; a PDF that wants more is a bomb.
_MEMORY = 1_200_000_000


def parsers() -> dict[str, Callable[[bytes, str], dict[str, Any]]]:
    """What takes each kind of input apart; loaded when first asked for."""
    from demarche.read import feeds, mail, office, pages, pdf

    return {
        "page": pages.take_apart,
        "pdf": pdf.take_apart,
        "mail": mail.take_apart,
        "feed": feeds.take_apart,
        "docx": office.docx,
        "epub": office.epub,
    }


def take_apart(kind: str, data: bytes, hint: str) -> dict[str, Any]:
    """What a page, a PDF, a document or a message holds, under ``text``, ``title``, ``published``, ``outlet``,
    ``problems``…; a feed or a book under ``items``; or, under ``trouble``, why it can't be read."""
    known = parsers()
    try:
        return known[kind](data, hint)
    except MemoryError:
        return {"trouble": "too_large"}
    # The parsers are other people's and the input may be hostile: whatever they raise is one report's trouble.
    except Exception as fault:
        return damaged(fault)


def damaged(fault: Exception) -> dict[str, Any]:
    """The answer where a parser failed."""
    if isinstance(fault, InputError):
        return {"trouble": "damaged", "said": str(fault)}
    return {"trouble": "damaged", "said": f"{type(fault).__name__}: {str(fault)[:200]}"}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Answer questions until standard input ends."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a parser prints must not stand between the answers
    _limit_memory()
    import lxml_html_clean  # noqa: F401
    import trafilatura  # noqa: F401

    answers.write(b"ready\n")
    answers.flush()
    while head := asked.readline():
        kind, hint, size = json.loads(head)
        answer = take_apart(kind, asked.read(size), hint)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
