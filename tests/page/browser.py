"""A real browser for tests: Debian's Chromium, or another that is there, driven through Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

#: Where to look; DEMARCHE_CHROMIUM names another.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: All of WCAG 2.2 at levels A and AA that axe can check.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
         "resultTypes": ["violations"]}  # fmt: skip


def chromium() -> str | None:
    """The browser's program, where there is one."""
    named = os.environ.get("DEMARCHE_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Seen:
    """A tab with what went wrong in it: errors of scripts, messages, requests to other hosts."""

    tab: Any
    home: str
    wrong: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        """Open an address of the site; what scripts draw is there afterwards."""
        self.tab.goto(self.home + path, wait_until="load")
        self.tab.wait_for_selector("[data-waits]", state="detached")
        return self.tab

    @property
    def path(self) -> str:
        """The address that is open, without the host."""
        parts = urlsplit(self.tab.url)
        return (
            parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA."""
        found = Axe().run(self.tab, options=RULES).response["violations"]
        return [
            f"{self.path}: {one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
            for one in found
        ]

    def overflows(self) -> bool:
        """Whether the page is wider than its window, so that a reader has to scroll sideways."""
        return bool(self.tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@contextmanager
def opened(browser: Any, home: str, **look: Any) -> Iterator[Seen]:
    """A fresh tab with that language, colour scheme and size."""
    context = browser.new_context(**look)
    seen = Seen(context.new_page(), home)
    seen.tab.on("pageerror", lambda fault: seen.wrong.append(f"{seen.path}: {fault}"))
    seen.tab.on(
        "console",
        lambda line: seen.wrong.append(f"{seen.path}: {line.text}") if line.type in ("error", "warning") else None,
    )
    seen.tab.on(
        "request",
        lambda asked: None if asked.url.startswith((home, "data:", "blob:")) else seen.wrong.append(asked.url),
    )
    try:
        yield seen
    finally:
        context.close()
