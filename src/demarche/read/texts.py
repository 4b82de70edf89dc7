"""One text to one ``Document``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demarche.read.decode import checked, without_surrogates
from demarche.read.header import date_or_problem, header_of
from demarche.records import Document, Problem


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its text; ``published`` is an ISO date of any precision."""

    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


NOTHING_KNOWN = Metadata()


def read_text(
    text: str, about: Metadata = NOTHING_KNOWN, *, name: str = "the text", problems: tuple[Problem, ...] = ()
) -> Document:
    """The document of a text. What ``about`` says goes before what the text's own header says.

    Args:
        name: what to call the input in messages.
        problems: trouble met before, kept with the document.

    Raises:
        EmptyInput: where the text holds no letters or digits.
        TooLarge: where it is over the limit of one report.
    """
    kept, surrogates = without_surrogates(checked(text, name=name))
    said, header = header_of(kept)
    published, date_trouble = date_or_problem(about.published or said)
    language, language_trouble = _language(about.language)
    return Document(
        text=kept,
        language=language,
        published=published,
        outlet=about.outlet,
        title=about.title,
        url=about.url,
        furniture=header,
        problems=problems + surrogates + date_trouble + language_trouble,
    )


def _language(told: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    """A code of two letters, with a region or not ("nl-BE"); of anything else the text itself is asked."""
    if not told:
        return None, ()
    found = re.fullmatch(r"([A-Za-z]{2})(?:[-_][\w-]*)?", told.strip())
    if found:
        return found[1].lower(), ()
    return None, (Problem("language", f"{told[:40]!r} is no code of a language such as nl: the text is looked at"),)
