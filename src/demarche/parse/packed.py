"""A trained pipeline on disk: `weights.npz`, `labels.json` and `meta.json` in one folder; no pickle, nothing run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from demarche.errors import SettingError
from demarche.parse.network import Weights
from demarche.parse.vectors import KnownWords, Vectors

FORMAT = 1  # raise when features.py, network.py or the files' layout change


@dataclass(frozen=True)
class Packed:
    """All a pipeline was trained to know. `meta` names it: `name`, `version`, `language`, `vectors`."""

    meta: dict[str, Any]
    labels: dict[str, Any]
    reader: Weights
    segmenters: tuple[Weights, ...]
    unstopped: Weights | None  # what says where a sentence begins without a stop before it; some pipelines have none
    vectors: Vectors


def load(folder: Path) -> Packed:
    """Read a packed pipeline; weights kept in half precision come back as float32.

    Raises:
        SettingError: where the folder holds none, or one of another format.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise SettingError(
            f"no pipeline could be read from {folder} ({error}); "
            "install demarche again, or name another with --pipeline"
        ) from error
    if meta.get("format") != FORMAT:
        raise SettingError(f"the pipeline in {folder} has format {meta.get('format')}; this demarche reads {FORMAT}")
    table = arrays.pop("vectors").astype(np.float32) * arrays.pop("vectors_scale")
    listed = [arrays.pop(name) for name in ("known_words", "known", "known_scale") if name in arrays]
    vectors = Vectors(table, meta["vectors"], KnownWords.unpack(*listed) if listed else None)
    splitters = sorted({name.partition("/")[0] for name in arrays if name.startswith("segmenter")})
    segmenters = tuple(_part(arrays, f"{s}/") for s in splitters)
    return Packed(meta, labels, _part(arrays, "reader/"), segmenters, _part(arrays, "unstopped/") or None, vectors)


def _part(arrays: dict[str, Any], prefix: str) -> Weights:
    return {k.removeprefix(prefix): v.astype(np.float32) for k, v in arrays.items() if k.startswith(prefix)}
