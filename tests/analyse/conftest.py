"""Real archives in a temporary folder, and the archive of an affair that all tests of charts and commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from affair import event, force, position, promise, report, statement, threat

from demarche import analyse, archive
from demarche.analyse import Dossier
from demarche.archive import Incoming, Writer
from demarche.records import Record


def filled(path: Path, records: Iterable[Record]) -> Dossier:
    """A new archive of these records."""
    archive.create(path).close()
    Writer(path).add([Incoming(record) for record in records])
    return analyse.open(path)


@pytest.fixture
def dossier(tmp_path: Path) -> Callable[..., Dossier]:
    """Make an archive of records."""
    return lambda *records: filled(tmp_path / "dossier", records)


@pytest.fixture(scope="session")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Norland and the league: three months of a quarrel over a strait."""
    return filled(
        tmp_path_factory.mktemp("affair") / "affair",
        [
            report(
                "2024-01-10",
                position("NOR", "demand", "force-withdrawal", "DNK", "DNK"),
                position("NOR", "oppose", "alliance-membership", "FIN", "EU"),
                event("REQUEST", "NOR", "DNK", mode="yield"),
                event("CONSULT", "NOR DNK", when="2024-01-08", where="Geneva, CHE", mode="multilateral"),
                event("ACCUSE", "DNK", "NOR", mode="allege", claimed_by="DNK"),
                threat("NOR", "If ships come closer", "harbours close to every vessel"),
                force("DNK", "ships", 4, claimed_by="NOR"),
                statement("NOR", "Ola Vik"),
            ),
            report(
                "2024-02-12",
                position("DNK", "reject", "force-withdrawal", "DNK", "NOR"),
                position("DNK", "support", "alliance-membership", "FIN"),
                event("REJECT", "DNK", "NOR", mode="yield"),
                event("MOBILIZE", "DNK/MIL", "NOR", mode="troops", where="Crimea, UKR"),
                promise("NOR DNK", "publish soundings of the strait", "2024-03-15"),
                force("DNK", "ships", 12),
                statement("DNK"),
                outlet="Gazette",
            ),
            report(
                "2024-03-20",
                position("NOR", "open", "alliance-membership", "FIN", "EU"),
                event("AGREE", "NOR DNK"),
                event("CONSULT", "NOR DNK", status="future", when="2024-04", where="somewhere in the fog"),
                event("ASSAULT", "NOR", "DNK", mode="firearms", where="DNK"),
                statement("NOR", "Ola Vik"),
            ),
        ],
    )
