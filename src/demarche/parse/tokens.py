"""spaCy's tokenizer of a language, with what news and treebanks need beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

# Runs of one mark are one token in the treebanks ("!!!", "=====", "<<"); spaCy cuts them one by one.
RUNS = (r"[!?]{2,}", r",,", r"={2,}", r"\*{2,}", r"_{2,}", r"<{2,}", r">{2,}", r"\${2,}", r"~{2,}", r"\+{2,}", r"#{2,}")


def blank(language: str, abbreviations: Iterable[str] = ()) -> Language:
    """A spaCy `Language` with a tokenizer only; each of `abbreviations` ("al.") stays one token."""
    import spacy
    from spacy.util import compile_prefix_regex, compile_suffix_regex

    nlp = spacy.blank(language)
    rules = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(rules.prefixes or [])]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(rules.suffixes or [])]).search
    for word in abbreviations:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    nlp.max_length = 10**9  # the reader of files has its own limit
    return nlp
