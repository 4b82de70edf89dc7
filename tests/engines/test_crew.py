"""Worker processes die, hang and grow: they are replaced, and every report has its outcome all the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from pathlib import Path

import pytest
import troublesome

from demarche.engines.crew import CHUNK, Crew, Limits
from demarche.engines.work import Trouble
from demarche.errors import NoWorkers, SettingError
from demarche.records import Document

#: Limits that end a hang soon, and those for work that does not hang, on a machine that may be busy.
SHORT, LONG = Limits(seconds=2.0), Limits()


def outcomes(texts: Iterable[str], size: int = 2, limits: Limits = LONG) -> list[str]:
    """What was said of each text, and that they came in order."""
    documents = [(n, Document(text)) for n, text in enumerate(texts)]
    with Crew(size, troublesome.work, limits) as crew:
        found = list(crew.run(documents))
    assert [key for key, _ in found] == list(range(len(documents)))
    assert all(isinstance(outcome, Trouble) for _, outcome in found)
    return [outcome.said for _, outcome in found if isinstance(outcome, Trouble)]


def test_a_report_that_kills_its_worker_is_set_aside_the_second_time_and_all_others_are_done() -> None:
    texts = [f"fine-{n}" for n in range(4 * CHUNK)]
    texts[5] = "die"
    texts[20] = "leave"
    said = outcomes(texts)
    assert said[5] == "the process that coded it ended (killed by signal 9), 2 times; it is left out"
    assert said[20] == "the process that coded it ended (status 3), 2 times; it is left out"
    assert all(one.startswith(text) for one, text in zip(said, texts, strict=True) if text.startswith("fine"))


def test_a_report_whose_worker_died_for_another_reason_is_done_by_the_next(tmp_path: Path) -> None:
    said = outcomes(["fine", f"die-once {tmp_path / 'a'}", f"hang-once {tmp_path / 'b'}", "fine"], 1, SHORT)
    assert [one.split()[0] for one in said] == ["fine", "die-once", "hang-once", "fine"]


def test_a_report_that_hangs_is_ended_and_set_aside() -> None:
    said = outcomes(["fine", "hang", "fine"], limits=SHORT)
    assert said[1] == "the process that coded it took too long and was ended, 2 times; it is left out"
    assert said[0].startswith("fine") and said[2].startswith("fine")


def test_workers_killed_from_outside_lose_nothing() -> None:
    documents = [(n, Document(f"fine-{n}")) for n in range(1500)]
    killed = 0
    found = []
    with Crew(2, troublesome.work) as crew:
        for outcome in crew.run(documents):
            found.append(outcome)
            if len(found) % 300 == 0 and crew.processes:
                os.kill(crew.processes[0], signal.SIGKILL)
                killed += 1
        assert crew.started <= 2 + killed
    assert killed >= 3
    assert [key for key, _ in found] == list(range(1500))
    assert all(outcome.said.startswith("fine") for _, outcome in found if isinstance(outcome, Trouble))


def test_what_the_supervising_program_holds_is_not_laid_to_its_workers() -> None:
    held = bytearray(os.urandom(1 << 20)) * (LONG.kept // (1 << 20) + 100)
    with Crew(1, troublesome.work) as crew:
        found = list(crew.run([(n, Document("fine")) for n in range(20)]))
        assert crew.started == 1
    assert len(found) == 20 and len(held) > LONG.kept


def test_memory_has_a_limit_and_a_worker_that_has_grown_is_replaced() -> None:
    limits = Limits(seconds=30.0, seconds_to_start=60.0, memory=1_500_000_000, kept=300_000_000)
    grown = f"grow {400 << 20}"
    said = outcomes(["one", grown, "two", f"grow {3_000_000_000}", "three"], 1, limits)
    processes = [one.split()[1] for one in (said[0], said[2], said[4])]
    assert said[1] == "400 MB held"
    assert said[3] == "coding it takes over 1.5 GB; split it into reports"
    assert len(set(processes)) == 3  # a fresh process after each that grew


def test_what_is_no_trouble_of_one_report_ends_the_job() -> None:
    with pytest.raises(SettingError, match="no such pipeline"):
        outcomes(["fine", "refuse"])
    with pytest.raises(RuntimeError, match=r"(?s)ZeroDivisionError in a worker process.*troublesome\.py"):
        outcomes(["fine", "break"])


def test_workers_that_can_not_start_end_the_job_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_TEST_LIVES", str(os.getpid()))
    with pytest.raises(NoWorkers, match=r"3 in a row ended \(status 7\).*__main__"):
        outcomes(["fine"])


def test_no_more_is_taken_in_than_is_bounded() -> None:
    taken = 0

    def many() -> Iterable[tuple[int, Document]]:
        nonlocal taken
        for n in range(5_000):
            taken += 1
            yield n, Document("hang" if n == 0 else "fine")

    with Crew(2, troublesome.work, SHORT) as crew:
        assert next(iter(crew.run(many())))[0] == 0
        assert taken <= 2 * 256 + 2 * CHUNK


def test_one_that_holds_up_a_whole_window_keeps_nothing_from_being_done(tmp_path: Path) -> None:
    texts = [f"hang-once {tmp_path / 'a'}", *(f"fine-{n}" for n in range(3 * 256))]
    assert len(outcomes(texts, 1, SHORT)) == len(texts)
    assert len(outcomes(["hang", *texts[1:]], 2, SHORT)) == len(texts)
