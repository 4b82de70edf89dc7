"""Which nouns name an act: the pack's table, and compounds whose last part is in it ("luchtaanval")."""

from __future__ import annotations

from functools import lru_cache

from demarche.packs import Pack, load

# The shortest head that a closed compound may end on: shorter ones hit chance endings ("ban" in "albanees").
SHORTEST_HEAD = 5


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
    for cut in range(3, len(last) - SHORTEST_HEAD + 1):
        if last[cut:] in known:
            return last[cut:]
    return None


@lru_cache(maxsize=None)
def _nouns(language: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in load(language).table("acts") if row["pos"] == "noun")
