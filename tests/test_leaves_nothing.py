"""What a report leaves behind in memory once its record is made."""

from __future__ import annotations

import gc

import pytest

from demarche import run
from demarche.records import Document

TEXTS = {
    "nl": "Minister Kaag zei dat Nederland de sancties steunt.\nVolgens haar praten de landen morgen verder.",
    "en": "Mr Okonjo, the Kenyan minister, said that Kenya will talk with Somalia.\nHe called the attack a mistake.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_road_leaves_no_garbage_that_python_has_to_look_for(language: str) -> None:
    document = Document(TEXTS[language], language=language, published="2022-01-14")
    run.code(document)  # what is kept for all reports is made
    gc.collect()
    gc.disable()
    try:
        run.code(document)
        assert gc.collect() == 0
    finally:
        gc.enable()
