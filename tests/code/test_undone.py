"""What is denied, refused, stopped or not done so far is not done."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def types(language: str, text: str) -> set[str]:
    return {event.type for event in code(read_text(text, Metadata(language=language, published="2021-03-03"))).events}


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Rwanda rejected the accusations."), ("nl", "Rwanda ontkent de beschuldigingen.")],
)
def test_who_denies_a_charge_makes_none(language: str, text: str) -> None:
    assert "ACCUSE" not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Denmark made no concessions to Norway over the islands.", "CONCEDE"),
        ("en", "The Gambian president has no plans to step down.", "RETREAT"),
        ("nl", "De premier van Canada is niet van plan zich bij Saudi-Arabië te verontschuldigen.", "CONCEDE"),
        ("nl", "Ierland heeft Spanje gevraagd om het embargo tegen Cuba niet op te heffen.", "CONCEDE"),
    ],
)
def test_what_is_denied_is_not_done(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Chile denied that its navy had shelled the Peruvian harbour.", "ASSAULT"),
        ("en", "The Greek premier refused to apologise to Bulgaria.", "CONCEDE"),
        ("en", "Hungary rejected sanctions against Serbia.", "SANCTION"),
        ("en", "The truce between Ghana and Togo held for a second day.", "CONCEDE"),
        ("en", "Finland has frozen its military aid to Chad.", "AID"),
        ("nl", "Chili weigert zijn troepen uit Peru terug te trekken.", "RETREAT"),
    ],
)
def test_what_is_refused_goes_on_or_is_stopped_is_not_done_anew(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


def test_what_is_not_done_so_far_is_no_refusal() -> None:
    assert "REJECT" not in types("en", "Ghana has not signed the treaty with Togo on the border.")
