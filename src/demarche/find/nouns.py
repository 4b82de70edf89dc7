"""Which nouns name an act: the pack's table, and compounds whose head the table marks with a hyphen ("-aanval")."""

from __future__ import annotations

from functools import cache, lru_cache

from demarche.packs import Pack, load


def act_noun(lemma: str, pack: Pack) -> str | None:
    """The table's noun that ``lemma`` is or ends on, or None."""
    return _act_noun(lemma, pack.language)


def is_act_noun(lemma: str, pack: Pack) -> bool:
    """True where the lemma or the last part of the compound names an act."""
    return act_noun(lemma, pack) is not None


@lru_cache(maxsize=50_000)
def _act_noun(lemma: str, language: str) -> str | None:
    known = _nouns(language)
    if lemma in known:
        return lemma
    last = lemma.rsplit("-", 1)[-1]
    if last != lemma and last in known:
        return last
    return next((last[cut:] for cut in range(2, len(last)) if "-" + last[cut:] in known), None)


@cache
def _nouns(language: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in load(language).table("acts") if row["pos"] == "noun")
