"""Pages of the templates, with what every page has: words, menu, version, filter."""

from __future__ import annotations

import io
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote as quote_path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from demarche.show import labels
from demarche.show.page import asked as asking
from demarche.show.page.asked import Asked
from demarche.show.page.columns import gist
from demarche.show.state.lines import quote

HOME = Path(__file__).parent
#: Screens of the menu: key of its word, path. Analyses come after them, under their own titles.
MENU = (("state", "/"), ("changes", "/changes"), ("reports", "/reports"), ("parties", "/parties"),
        ("people", "/people"), ("search", "/search"), ("add", "/add"), ("export", "/export"),
        ("sources", "/sources"))  # fmt: skip
_BEFORE = 5  # screens of the menu that stand before the analyses
ANALYSES = ("ledger", "distance", "tension", "timeline", "network", "discourse", "map", "forces", "outlets")
ENTRIES = (*MENU[:_BEFORE], *((f"analysis/{name}", f"/analysis/{name}") for name in ANALYSES), *MENU[_BEFORE:])


@dataclass(frozen=True)
class Said:
    """The page's own words in one language."""

    language: str

    def __call__(self, key: str, **parts: object) -> str:
        """A word or sentence with its parts filled in; ``kinds.events`` is one of a group."""
        found: Any = _words(self.language)
        for step in key.split("."):
            found = found[step]
        return str(found).format(**parts) if parts else str(found)

    def group(self, key: str) -> dict[str, str]:
        """The words of a group, in their order."""
        return dict(_words(self.language)[key])

    def short(self, key: str) -> str:
        """The word of the menu for a screen or an analysis; its title where the menu has no shorter one."""
        short = _words(self.language)["menu_words"]
        return str(short[key]) if key in short else self(key)


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads((HOME / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def templates() -> Environment:
    """The templates; everything that is put into them is escaped."""
    made = Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    made.filters["gist"] = gist
    made.globals["quote"] = quote
    return made


def visible(value: object) -> str:
    """Text in which characters that turn the direction of writing or can't be shown stand as a visible sign."""
    return str(value).translate(_UNSEEN)


# One for one, so that the server's offsets hold; as the terminal does, but line ends and tabs stay.
_UNSEEN = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
           if code not in (0x09, 0x0A, 0x0D)} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # fmt: skip


def page(request: Request, asked: Asked, name: str, **parts: Any) -> Response:
    """A page from its template."""
    words = asked.words
    said = Said(words.language)
    query = [(k, v) for k, v in request.query_params.multi_items() if k != asking.COOKIE]
    plain = [(k, v) for k, v in query if k != "at"]
    path = quote_path(request.url.path)
    html = templates().get_template(f"{name}.html").render(
        asked=asked, words=words, labels=words.labels, said=said, path=path, here=parts.pop("here", ""),
        menu=[(said.short(entry.rpartition("/")[2]), asked.address(where), where) for entry, where in ENTRIES],
        languages=[(code, labels.load(code).words["name"], _with(query, asking.COOKIE, code))
                   for code in labels.installed()],
        choices={"type": words.labels.words["types"], "topic": words.labels.words["topics"],
                 "stance": words.labels.words["stances"], "status": said.group("happened")},
        token=request.app.state.token, dossier=asked.dossier, twins=parts.pop("twins", ()),
        name=asked.dossier.path.resolve().name, newest=path + (f"?{urlencode(plain)}" if plain else ""),
        cite=f"{path}?{urlencode([*plain, ('at', asked.dossier.version)])}", **parts,
    )  # fmt: skip
    return HTMLResponse(html.encode("utf-8", "replace"))


def _with(query: list[tuple[str, str]], name: str, value: str) -> str:
    return "?" + urlencode([*query, (name, value)])


def as_json(data: Any, status: int = 200) -> Response:
    """Plain data as JSON; dates as ISO text."""
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json")


def as_csv(table: Any, name: str) -> Response:
    """An Arrow table as CSV, formulas neutralised."""
    from demarche.archive.exports.tidy import write_csv

    out = io.StringIO(newline="")
    write_csv(table, out)
    head = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv", headers=head)
