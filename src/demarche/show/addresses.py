"""Addresses on the command line: which of the paths are addresses, and the reports that they and lists of them give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.read import Metadata, Source
    from demarche.read.web import Web

LocalOption = Annotated[
    bool, typer.Option("--allow-local", help="Also fetch from this machine and from networks that are not public.")
]


def apart(paths: Iterable[str]) -> tuple[list[str], list[Path]]:
    """Addresses, and files and folders."""
    given = list(paths)
    addresses = [one for one in given if one[:8].lower().startswith(("http://", "https://"))]
    return addresses, [Path(one) for one in given if one not in addresses]


def visitor(local: bool) -> Web:
    """Who fetches: politely, and from the open net only unless told otherwise."""
    from demarche.read.web import Fetcher, Web

    return Web(Fetcher(local=local))


def sources_at(
    addresses: Iterable[str], lists: Iterable[Path], about: Metadata, *, local: bool
) -> Iterator[tuple[Source, str, bool]]:
    """Each report at an address or at those of a list: its source, where it was read from, that the place lasts."""
    from demarche.read import Source
    from demarche.read.web import addresses_in, reports_at

    web = visitor(local)
    for address in addresses:
        for source in reports_at(address, about, web=web):
            yield source, source.name, True
    for place in lists:
        try:
            for address, told in addresses_in(place, about):
                for source in reports_at(address, told, web=web):
                    yield source, source.name, True
        except InputError as trouble:
            yield Source(place.name, trouble=trouble), str(place), True
