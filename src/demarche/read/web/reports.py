"""The reports at an address: one on a page, or those of a feed, each with its own page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from demarche.errors import InputError, NotFetched, NotText, RefusedAddress
from demarche.read.archived import dated
from demarche.read.feeds import is_feed
from demarche.read.items import Item, Items, document_of_item, items_of
from demarche.read.kinds import Kind
from demarche.read.one import Source, document_of, taken_apart, told_by, tried
from demarche.read.texts import NOTHING_KNOWN, Metadata
from demarche.read.web.fetch import Answer, refuse_status
from demarche.read.web.polite import Web
from demarche.read.web.targets import target_of
from demarche.records import Document

#: What a page can be asked for besides itself: kinds that are no report are not sent.
ACCEPT = {"Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1"}
FEED = {"Accept": "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.1"}
_PARSERS = {"text/html": "page", "application/xhtml+xml": "page", "application/pdf": "pdf"}
# What the server can pass for: text of no kind, or of a kind that it does not know.
_TEXTS = {"text/plain", "", "application/octet-stream"}
# A sentence of news has some 100 characters; what is shorter is "Read more".
_TELLS_SOMETHING = 80
#: Statuses that say "not now": the same address may be there another time.
LATER = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}


def reports_at(address: str, about: Metadata = NOTHING_KNOWN, *, web: Web) -> Iterator[Source]:
    """Every report at an address. Trouble with one does not end the others."""
    try:
        answer = web.get(address, ACCEPT)
        refuse_status(answer)
        if not is_feed(answer.data):
            yield Source(address, document_of_answer(answer, about))
            return
        found = items_of("feed", answer.data, address, answer.address)
    except InputError as trouble:
        yield Source(address, trouble=trouble)
        return
    for item in found.items:
        yield report_of_item(item, found, about, web=web)


def reports_of_list(addresses: Iterable[tuple[str, Metadata]], *, web: Web) -> Iterator[Source]:
    """The report at each address of a list."""
    for address, about in addresses:
        yield from reports_at(address, about, web=web)


def report_of_item(item: Item, of: Items, about: Metadata, *, web: Web) -> Source:
    """The report that an item of a feed leads to; where its page gives none, what the feed itself tells of it.

    Trouble that may pass (nobody answers, the server is busy) is given as trouble.
    """
    if item.url is None:
        return tried(item.key[:200], lambda: document_of_item(item, of, about, name=item.key[:200]))
    try:
        return Source(item.url, page_of_item(item, of, about, web=web))
    except InputError as trouble:
        return Source(item.url, trouble=trouble) if may_pass(trouble) else told_by_feed(item, of, about, trouble)


def page_of_item(item: Item, of: Items, about: Metadata, *, web: Web) -> Document:
    """The page that an item of a feed leads to; what the page does not say, the feed may.

    Raises:
        InputError: where it can't be had or read.
    """
    known = replace(about, language=about.language or of.about.language)
    made = page_at(item.url or "", known, web=web, day=item.published)
    return replace(made, title=made.title or item.title, outlet=made.outlet or of.about.outlet)


def told_by_feed(item: Item, of: Items, about: Metadata, trouble: InputError) -> Source:
    """What the feed itself tells of a report whose page can't be had; the trouble where that is nothing but a title."""
    name = item.url or item.key[:200]
    if len(item.text) - len(item.title or "") < _TELLS_SOMETHING:
        return Source(name, trouble=trouble)
    said = f"only what the feed tells of the report is read: {str(trouble)[:300]}"
    return tried(name, partial(document_of_item, item, of, about, name=name, said=said))


def page_at(address: str, about: Metadata, *, web: Web, day: str | None = None) -> Document:
    """The report on a page; ``day`` is the one to fall back on.

    Raises:
        InputError: where it can't be had or read.
    """
    answer = web.get(address, ACCEPT)
    refuse_status(answer)
    return document_of_answer(answer, about, day=day)


def document_of_answer(answer: Answer, about: Metadata, *, day: str | None = None) -> Document:
    """The report in what a server sent; where it names no date that of ``day``, else today's, which is a problem.

    Raises:
        InputError: where it holds none.
    """
    parser = told_by(answer.data) or _PARSERS.get(answer.kind)
    if parser:
        made = taken_apart(parser, answer.data, about, answer.address, answer.charset)
    elif answer.kind in _TEXTS:
        made = document_of(io.BytesIO(answer.data), answer.address, about, Kind(".txt"))
    else:
        raise NotText(f"{answer.address} is of the kind {answer.kind[:80]!r}; pages, PDF, texts and feeds are read.")
    made = replace(made, url=about.url or _own(made.url, answer.address), published=made.published or day)
    return dated(made, datetime.now(UTC).date().isoformat())


def _own(named: str | None, fetched: str) -> str:
    """The address that the page names as its own, where it is of the same site; else the one it was fetched from."""
    here = target_of(fetched)
    try:
        same = named is not None and target_of(named).host == here.host
    except RefusedAddress:
        same = False
    return named if named and same else here.address


def may_pass(trouble: InputError) -> bool:
    """Whether trouble with an address may be gone at the next try."""
    return isinstance(trouble, NotFetched) and (trouble.status is None or trouble.status in LATER)
