"""Which sentences train, steer and test a language, as its TOML says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import names
import ud

HERE = Path(__file__).resolve().parent.parent
HELD = 5  # of `name:held`/`name:train`, every fifth run of ten sentences is held out


def settings(language: str) -> dict[str, Any]:
    """The table of `models/<language>.toml`."""
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


def sentences(table: dict[str, Any], part: str, treebanks: Path) -> list[ud.Sentence]:
    """All sentences of `part` (train, dev or test), repeated as the table says."""
    found: list[ud.Sentence] = []
    for name in table[part]:
        times = table["repeat"].get(name, 1) if part == "train" else 1
        found += [_plain(s, table["drop_feats"]) for s in _slice(name, table, treebanks)] * times
    return found


def _slice(name: str, table: dict[str, Any], treebanks: Path) -> Iterator[ud.Sentence]:
    """`name` whole, or its odd or even runs of ten sentences, or only (`held`) or all but (`train`) each fifth."""
    base, _, which = name.partition(":")
    path = treebanks / table["language"] / f"{base}.conllu"
    whole: Iterable[ud.Sentence] = ud.read(path)
    if source := table.get("names", {}).get(base.partition("-")[0]):
        whole = names.label(list(whole), source, treebank=path, language=table["language"])
    for number, sent in enumerate(whole):
        run = number // 10
        takes = {
            "": True, "odd": run % 2 == 1, "even": run % 2 == 0,
            "held": run % HELD == 0, "train": run % HELD != 0,
        }  # fmt: skip
        if takes[which]:
            yield sent


def _plain(sent: ud.Sentence, drop: list[str]) -> ud.Sentence:
    return replace(sent, words=tuple(replace(w, feats=_keep(w, drop)) for w in sent.words))


def _keep(word: ud.Word, drop: list[str]) -> str:
    def dropped(feat: str) -> bool:
        name = feat.split("=")[0]
        return any(d in (feat, f"{word.upos}:{feat}", f"{word.upos}:{name}=*") for d in drop)

    return "|".join(f for f in word.feats.split("|") if f and not dropped(f))
