"""The dossier as one HTML file, opened from disk in a real browser: no server, no scripts, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import opened
from served import Site

from demarche import archive
from demarche.archive.exports import export
from demarche.archive.filters import Filter

pytestmark = pytest.mark.slow

LOOKS = {
    "light, wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark, narrow": {"viewport": {"width": 400, "height": 800}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def files(affair: Site, site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The example affair, and reports whose every field holds a script."""
    folder = tmp_path_factory.mktemp("dossiers")
    for name, made in (("affair", affair), ("scripts", site)):
        with archive.open(made.folder) as d:
            export(d, "html", folder / f"{name}.html", Filter())
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_dossier_file_opens_without_errors_requests_or_barriers(chrome: Any, files: list[Path], look: Any) -> None:
    wrong = []
    for file in files:
        with opened(chrome, file.as_uri(), **look) as seen:
            seen.tab.goto(file.as_uri(), wait_until="load")
            assert seen.tab.title()
            assert seen.tab.locator("h2").count() >= 5
            assert seen.tab.locator("script, iframe, object, img").count() == 0
            for link in seen.tab.locator("nav a").all():
                link.click()
            wrong += [*seen.wrong, *seen.violations()]
            assert not seen.overflows()
    assert wrong == []
