"""Pack trained weights for the wheel: half precision, vectors as bytes, one compressed file without pickle.

The network for borders without a stop keeps seven bits of its numbers' fractions: zeros pack well (a sixth of it), and
no score moved. With vectors of known words beside those of subwords the reader keeps seven too, and both vectors are
told in steps ten times as coarse, so that a pipeline stays under 12 MB (11.6 for 16.6; English dev LAS 84.1 and 86.6,
for 84.0 and 86.7).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import corpus
import numpy as np
from numpy.typing import NDArray
from vectors_file import Vectors

from demarche.parse.packed import FORMAT

COARSE = 10


def main() -> None:
    """Write `weights.npz`, `labels.json` and `meta.json` of a pipeline folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument(
        "--work",
        type=Path,
        required=True,
        help="the folder of reader.npz, labels.json and the splitters that the language's table names",
    )
    ask.add_argument("--vectors", type=Path, required=True)
    ask.add_argument("--known", type=Path, help="what known.py wrote, if prepare.py was given it")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--version", required=True)
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    vectors = Vectors.read(given.vectors)
    arrays = {"vectors": vectors.bytes, "vectors_scale": vectors.scale}
    fewer_bits = {"unstopped"}
    if given.known:
        with np.load(given.known, allow_pickle=False) as file:
            arrays |= {name: file[name] for name in file.files}
        for name in ("vectors", "known"):
            arrays |= coarser(arrays, name)
        fewer_bits.add("reader")
    for part in ["reader", *corpus.settings(given.language)["splitters"]]:
        with np.load(given.work / f"{part}.npz", allow_pickle=False) as file:
            halves = {f"{part}/{name}": file[name].astype(np.float16) for name in file.files}
        arrays |= {name: rounded(half) for name, half in halves.items()} if part in fewer_bits else halves
    np.savez_compressed(given.out / "weights.npz", **arrays)
    shutil.copyfile(given.work / "labels.json", given.out / "labels.json")
    meta = {
        "name": f"demarche_{given.language}",
        "version": given.version,
        "language": given.language,
        "format": FORMAT,
        "licence": "CC BY-SA 4.0",
        "vectors": vectors.shape,
    }
    (given.out / "meta.json").write_text(json.dumps(meta, indent=1), encoding="utf-8")
    size = sum(p.stat().st_size for p in given.out.iterdir()) / 2**20
    print(f"{given.out}: {size:.1f} MB")


def coarser(arrays: dict[str, NDArray[Any]], name: str) -> dict[str, NDArray[Any]]:
    """A table of bytes and its scale in steps ten times as coarse."""
    small = np.rint(arrays[name] / COARSE).astype(np.int8)
    return {name: small, f"{name}_scale": (arrays[f"{name}_scale"] * COARSE).astype(np.float32)}


def rounded(half: NDArray[np.float16]) -> NDArray[np.float16]:
    """Half precision with three of the ten bits of the fraction rounded away."""
    bits = half.view(np.uint16).astype(np.uint32)
    return ((bits + 4) >> 3 << 3).astype(np.uint16).view(np.float16)


if __name__ == "__main__":
    main()
