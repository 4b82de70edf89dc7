"""Politeness: robots.txt is asked first, and one host is not asked twice within a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from demarche.errors import InputError, NotFetched, RefusedAddress
from demarche.read.web.fetch import AGENT, Answer, Fetcher, wait_asked
from demarche.read.web.targets import Target

# Crawlers that sites put up with ask about once a second.
PAUSE = 1.0
# What robots.txt may ask for; more would make a feed of 30 items take an hour.
LONGEST_PAUSE = 30.0
# RFC 9309: a day at most, and parsers should read 500 KiB.
_KEPT = 3600.0
_KEPT_TROUBLE = 60.0
_MOST = 512_000


class Web:
    """Fetches as a polite visitor does: within robots.txt, and with pauses between two visits to one host."""

    def __init__(
        self,
        fetcher: Fetcher | None = None,
        *,
        pause: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._plain = fetcher or Fetcher()
        self._fetcher = replace(self._plain, before=self._before)
        self._pause = PAUSE if pause is None else pause
        self._clock, self._sleep = clock, sleep
        self._visited: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """As :meth:`Fetcher.get`.

        Raises:
            RefusedAddress: where robots.txt of the site says no, or can't be had, too.
        """
        return self._fetcher.get(address, headers)

    def _before(self, target: Target) -> None:
        rules = self._rules_of(target)
        if isinstance(rules, InputError):
            raise NotFetched(
                f"{target.address} is not fetched: the site's rules for visitors can't be had. {rules}",
                status=getattr(rules, "status", None),
                wait=getattr(rules, "wait", None),
            )
        if rules is not None and not rules.can_fetch(target.address, AGENT):
            raise RefusedAddress(f"{target.address} is not fetched: {target.origin}/robots.txt asks not to.")
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        self._wait(target, max(self._pause, min(asked or 0.0, LONGEST_PAUSE)))

    def _wait(self, target: Target, pause: float) -> None:
        with self._lock:
            now = self._clock()
            turn = max(now, self._visited.get(target.host, now - pause) + pause)
            self._visited[target.host] = turn
        if turn > now:
            self._sleep(turn - now)

    def _rules_of(self, target: Target) -> Any:
        """The site's rules; None where it has none; the trouble where they can't be had, which means no (RFC 9309)."""
        until, rules = self._rules.get(target.origin, (0.0, None))
        if self._clock() >= until:
            rules = self._asked(target)
            kept = _KEPT_TROUBLE if isinstance(rules, InputError) else _KEPT
            self._rules[target.origin] = (self._clock() + kept, rules)
        return rules

    def _asked(self, target: Target) -> Any:
        from protego import Protego

        place = f"{target.origin}/robots.txt"
        self._wait(target, self._pause)
        try:
            answer = self._plain.get(place)
        except RefusedAddress:
            raise
        except InputError as trouble:
            return trouble
        if answer.status == 200:
            return Protego.parse(answer.data[:_MOST].decode("utf-8", "replace"))
        if 400 <= answer.status < 500 and answer.status != 429:
            return None
        said = f"{place} was answered with {answer.status}."
        return NotFetched(said, status=answer.status, wait=wait_asked(answer))
