"""Charts of analyses: one Altair specification for the page, the notebook and the file.

::

    demarche.chart(d.analyse.tension("RUS", "NATO"))            # an Altair chart: show it, change it, save it
    save(result, "tension.svg", dark=True)                      # PNG, SVG, PDF, HTML (no network), JSON
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import SettingError

if TYPE_CHECKING:
    from demarche.analyse.shapes import Result

#: Analysis -> module of this package that draws it.
DRAWN = {
    "state": "matrix",
    "ledger": "ledger",
    "distance": "distance",
    "tension": "tension",
    "network": "network",
    "discourse": "network",
    "timeline": "timeline",
    "map": "world",
    "forces": "forces",
    "outlets": "outlets",
    "whatif": "whatif",
}
FORMATS = ("png", "svg", "pdf", "html", "json")


def chart(result: Result, *, language: str | None = None, dark: bool = False, narrow: bool = False) -> Any:
    """The Altair chart of a result, with its words in ``language`` (else the reader's), for light or dark paper.

    ``narrow`` draws it for the width of a telephone.

    Raises:
        SettingError: where the result has no chart.
    """
    from demarche.show.charts.theme import NARROW, WIDTH, Words, finished

    words = Words.of(language, NARROW if narrow else WIDTH)
    module = importlib.import_module(f"demarche.show.charts.{DRAWN[result.analysis]}")
    return finished(module.draw(result, words, dark), result, words, dark=dark)


def save(result: Result, path: str | Path, *, language: str | None = None, dark: bool = False) -> None:
    """Write the chart to a file; its ending says the format (:data:`FORMATS`). Nothing is fetched from a network.

    Raises:
        SettingError: where there is no such format.
    """
    target = Path(path)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise SettingError(f"a chart can't be written as {target.suffix or target.name!r}: give {', '.join(FORMATS)}")
    drawn = _drawable(chart(result, language=language, dark=dark))
    if kind == "html":
        drawn.save(str(target), inline=True)
    elif kind == "json":
        target.write_text(drawn.to_json(), encoding="utf-8")
    elif kind == "png":
        drawn.save(str(target), ppi=144)  # twice the screen's 72: sharp in print at half the size
    else:
        drawn.save(str(target))


# Signs that XML can't hold. The library that draws ends the whole process when it meets one (vl-convert 1.9).
_NO_SIGN = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
            if code not in (0x09, 0x0A, 0x0D)}  # fmt: skip


def _drawable(drawn: Any) -> Any:
    """The chart with a sign in place of every character that can't be drawn; the chart itself where there is none."""
    spec = drawn.to_dict()
    cleaned = _cleaned(spec)
    if cleaned == spec:
        return drawn
    import altair

    return altair.Chart.from_dict(cleaned)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_NO_SIGN)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return value
