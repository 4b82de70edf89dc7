"""What most readers look at first is worked out when the server starts and when the archive has a new version."""

from __future__ import annotations

import logging
from threading import Thread

from demarche.errors import DemarcheError
from demarche.show import labels
from demarche.show.charts.theme import Words
from demarche.show.page import parties, play
from demarche.show.page.asked import Asked, Shelf
from demarche.show.page.render import ANALYSES

_LOG = logging.getLogger("uvicorn.error")


def warm(shelf: Shelf) -> None:
    """Work out the state of play, bring the index of words up to date, then every analysis of the menu, unfiltered."""
    dossier = shelf.get(None)
    try:
        for language in labels.installed():
            play.shown(Asked(dossier, Words.of(language), {}, None, shelf))
        shelf.finder.at(dossier)
        parties.numbers(Asked(dossier, Words.of(None), {}, None, shelf))
        for name in ANALYSES:
            Asked(dossier, Words.of(None), {}, None, shelf).result(name)
    except DemarcheError as fault:  # a screen that can't be had says so when it is asked for
        _LOG.warning("not worked out beforehand: %s", fault)


def in_background(shelf: Shelf) -> Thread:
    """The same behind the reader's back."""
    thread = Thread(target=warm, args=(shelf,), name="warm", daemon=True)
    thread.start()
    return thread
