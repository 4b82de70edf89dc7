"""Offices in the reader's language, put together from roles, portfolios and whose they are."""

from __future__ import annotations

import pytest

from demarche.show import labels
from demarche.show.labels.offices import HOME, named, whose
from demarche.show.page.offices import CLASSES
from demarche.world import load

DUTCH = [
    ("Minister of Foreign Affairs of the Netherlands", "minister van Buitenlandse Zaken van Nederland"),
    ("Minister of Health, Welfare and Sport", "minister van Volksgezondheid, Welzijn en Sport"),
    ("ambassador to Peru", "ambassadeur in Peru"),
    ("Permanent Representative of Cuba to the UN", "permanent vertegenwoordiger van Cuba bij de VN"),
    ("Secretary of State of the United States", "minister van Buitenlandse Zaken van de Verenigde Staten"),
    ("Secretary of the Security Council of Russia", "secretaris van de Veiligheidsraad van Rusland"),
    ("Secretary of State for Education", "minister van Onderwijs"),
    ("Mayor of Leuven", "burgemeester van Leuven"),
    ("Prime Minister", "premier"),
]


@pytest.mark.parametrize(("office", "called"), DUTCH)
def test_an_office_is_called_as_a_dutch_paper_would(office: str, called: str) -> None:
    assert named(office, "nl") == called


def test_what_the_tables_do_not_know_stays_as_it_came_and_is_not_guessed() -> None:
    assert named("Lord Warden of the Cinque Ports", "nl") is None
    assert named("Mayor of the Palace", "nl") is None
    assert named("Minister of Magic", "en") == "Minister of Magic"


def test_a_state_has_its_article_in_a_sentence() -> None:
    assert (whose("USA", "nl"), whose("USA", "en"), whose("NOR", "nl")) == (
        "de Verenigde Staten", "the United States", "Noorwegen")  # fmt: skip


@pytest.mark.parametrize("language", sorted({path.stem for path in HOME.glob("*.toml")} - {labels.FALLBACK}))
def test_nine_of_ten_offices_that_the_page_shows_have_a_name(language: str) -> None:
    known = load()
    codes = [code for code in labels.load(language).names if "/" not in code]
    offices = [term.office for code in codes for kind in CLASSES for term in known.held(code, kind)]
    assert sum(named(one, language) is not None for one in offices) > 0.9 * len(offices)
