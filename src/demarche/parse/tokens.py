"""spaCy's tokenizer of a language, with what news and treebanks need beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

# Runs of one mark are one token in the treebanks ("!!!", "=====", "<<"); spaCy cuts them one by one.
RUNS = (r"[!?]{2,}", r",,", r"={2,}", r"\*{2,}", r"_{2,}", r"<{2,}", r">{2,}", r"\${2,}", r"~{2,}", r"\+{2,}", r"#{2,}")


def blank(language: str, abbreviations: Iterable[str] = ()) -> Language:
    """A spaCy `Language` with a tokenizer only; each of `abbreviations` ("al.") stays one token.

    The rules are set on a class of our own: set on a finished tokenizer, each would build it anew
    (0.3 s apiece).
    """
    from spacy.symbols import ORTH
    from spacy.util import get_lang_class

    base: Any = get_lang_class(language)
    rules = base.Defaults
    extra: dict[str, Any] = {
        "prefixes": [*RUNS, *(rules.prefixes or [])],
        "suffixes": [*RUNS, *(rules.suffixes or [])],
        "tokenizer_exceptions": {**rules.tokenizer_exceptions, **{w: [{ORTH: w}] for w in abbreviations}},
    }
    made: Any = type(base.__name__, (base,), {"Defaults": type("Defaults", (rules,), extra)})
    nlp: Language = made()
    nlp.max_length = 10**9  # the reader of files has its own limit
    return nlp
