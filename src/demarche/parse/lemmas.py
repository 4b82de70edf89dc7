"""Lemmas as edit rules: cut so much off the end, add that, change the case.

A rule is written `cut|added|front cut|front added|case`, for instance `3|en|2||l` takes `geeist`
to `eisen`; `=worden` names the lemma whole, for words that no rule brings home.
"""

from __future__ import annotations

from functools import lru_cache

MAX_CHANGE = 7  # letters; longer edits are exceptions, not rules


def rule(form: str, lemma: str) -> str:
    """The rule that leads from `form` to `lemma`, by their longest common stretch."""
    low = form.lower()
    case = "k" if lemma[:1].isupper() and form[:1].isupper() else "l"
    target = lemma.lower()
    if case == "k" and form == lemma:
        return "0||0||k"
    start, other, size = _common(low, target)
    cut = len(low) - start - size
    added, front = target[other + size :], target[:other]
    if size == 0 or max(cut, start, len(added), len(front)) > MAX_CHANGE:
        return "=" + lemma
    return f"{cut}|{added}|{start}|{front}|{case}"


def apply(script: str, form: str) -> str:
    """The lemma that `script` makes of `form`; the form itself where the script does not fit."""
    if script.startswith("="):
        return script[1:]
    cut, added, start, front, case = script.split("|")
    stem = form if case == "k" else form.lower()
    end = len(stem) - int(cut)
    if end <= int(start):
        return stem
    return front + stem[int(start) : end] + added


@lru_cache(maxsize=65536)
def _common(one: str, two: str) -> tuple[int, int, int]:
    best = (0, 0, 0)
    for i in range(len(one)):
        for j in range(len(two)):
            size = 0
            while i + size < len(one) and j + size < len(two) and one[i + size] == two[j + size]:
                size += 1
            if size > best[2]:
                best = (i, j, size)
    return best
