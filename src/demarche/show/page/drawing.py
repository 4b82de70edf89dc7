"""Charts on the page: the same specifications as everywhere, drawn by Vega in the browser; a picture without scripts.

Vega, Vega-Lite and vega-embed come bundled with the package ``vl-convert-python``, which draws the pictures too: the
browser draws with the version that the specifications are made for, and nothing is fetched. Expressions are run by
Vega's interpreter, so that the page needs no ``unsafe-eval``.
"""

from __future__ import annotations

import tempfile
import textwrap
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.show.charts import chart, save
from demarche.show.page.asked import Asked
from demarche.show.page.render import as_json

# All that chart.js uses of the bundle; vega-embed brings the interpreter.
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_LOCK = Lock()
_TITLE = 30  # letters of a title on one line of a narrow chart
_DAY = 86_400  # seconds that a browser keeps the bundle; its address has its version


def script_address() -> str:
    """Where the bundle is served, with its version."""
    return f"/vega.js?v={version('vl-convert-python')}"


def script(request: Request) -> Response:
    """The bundle."""
    head = {"Cache-Control": f"max-age={_DAY}"}
    return Response(_bundle(), media_type="text/javascript", headers=head)


def _bundle() -> bytes:
    with _LOCK:  # two charts opened at once wait for one bundle, made in a second
        return _made()


@cache
def _made() -> bytes:
    import vl_convert

    text: str = vl_convert.javascript_bundle(_SNIPPET)
    return text.encode()


def as_specification(request: Request, asked: Asked, result: Any) -> Response:
    """The chart as a Vega-Lite specification for the page: title and notes stand in the page itself."""
    asks = request.query_params
    drawn = chart(result, language=asked.words.language, dark="dark" in asks, narrow="narrow" in asks)
    made = drawn.to_dict()
    made.pop("title", None)
    made["background"] = "transparent"
    made["padding"] = 4
    if "narrow" in asks:  # one legend under the other: Altair's schema has no word for it, Vega-Lite takes it
        _wrap(made)
        made["config"]["legend"]["layout"] = {"top": {"direction": "vertical", "anchor": "start"}}
    return as_json(made)


def _wrap(spec: Any) -> None:
    """Titles of axes and legends on several lines where one is too long for a telephone."""
    if isinstance(spec, dict):
        if "field" in spec and isinstance(spec.get("title"), str):
            spec["title"] = textwrap.wrap(spec["title"], _TITLE) or spec["title"]
        spec = list(spec.values())
    for one in spec if isinstance(spec, list) else ():
        _wrap(one)


def as_picture(request: Request, asked: Asked, result: Any) -> Response:
    """The chart as a picture, made by the server: nothing has to run in the browser."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chart.svg"
        save(result, file, language=asked.words.language, dark="dark" in request.query_params)
        return Response(file.read_bytes(), media_type="image/svg+xml")
