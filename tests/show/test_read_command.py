"""``demarche read`` as a user types it: what is printed and written, and what is said when something is wrong."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from demarche.record_schema import schema
from demarche.show.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
DUTCH = EXAMPLES / "visserij.txt"
FRENCH = (
    "La Norvège et l'Union européenne ont repris leurs négociations sur la pêche. "
    "Les ministres se sont rencontrés mardi à Bergen, mais aucun accord n'a été trouvé."
)


class Done(NamedTuple):
    """How a command ended: its status and what it wrote."""

    status: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def demarche(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process, so that a pipeline is loaded once."""

    def run(*words: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["demarche", *map(str, words)])
        try:
            main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        return Done(status, *capsys.readouterr())

    return run


def test_a_dutch_report_gives_its_state_of_play(demarche: Command) -> None:
    done = demarche("read", DUTCH, "--labels", "en")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("19 March 2024 · Dutch · ")
    for title in ("ISSUE", "AGREED", "DEMANDS", "REJECTS", "SAID", "OPEN"):
        assert title in done.out


def test_labels_are_dutch_on_demand_and_by_locale(demarche: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = demarche("read", DUTCH, "--labels", "nl").out
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert demarche("read", DUTCH).out == by_option
    assert "KWESTIE" in by_option and "ISSUE" not in by_option


def test_the_json_fits_the_schema_and_is_the_same_each_time(demarche: Command) -> None:
    once, again = (demarche("read", DUTCH, "--format", "json").out for _ in range(2))
    assert once == again
    record = json.loads(once)
    jsonschema.validate(record, schema())
    text = DUTCH.read_text(encoding="utf-8")
    assert record["document"]["text"] == text
    for event in record["events"]:
        for span in event["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_evidence_leads_every_line_to_its_words(demarche: Command) -> None:
    plain, full = (demarche("read", DUTCH, *more).out for more in ((), ("--evidence",)))
    assert len(full.splitlines()) > len(plain.splitlines())
    assert "“" in full and "–" in full


def test_several_reports_are_written_by_name(demarche: Command, tmp_path: Path) -> None:
    twin = tmp_path / "deep" / "visserij.txt"
    twin.parent.mkdir()
    twin.write_bytes(DUTCH.read_bytes())
    lines = tmp_path / "two.jsonl"
    lines.write_text(json.dumps({"text": "Oslo wil praten met Brussel.", "language": "nl"}) + "\n", encoding="utf-8")
    done = demarche("read", DUTCH, twin, lines, "-o", tmp_path / "out")
    assert (done.status, done.out) == (0, "")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"visserij.json", "visserij-2.json", "two-000001.json"}
    first, second = (json.loads((tmp_path / "out" / f"visserij{n}.json").read_text("utf-8")) for n in ("", "-2"))
    assert first == second


def test_each_of_several_states_of_play_has_its_name(demarche: Command) -> None:
    shown = demarche("read", DUTCH, EXAMPLES / "fisheries.txt", "--labels", "en").out
    assert [line for line in shown.splitlines() if line.startswith("== ")] == ["== visserij", "== fisheries"]


def test_jsonl_is_a_record_a_line_and_full_tells_the_run(demarche: Command) -> None:
    done = demarche("read", DUTCH, DUTCH, "--format", "jsonl", "--full")
    records = [json.loads(line) for line in done.out.splitlines()]
    assert len(records) == 2
    assert set(records[0]["run"]) == {"version", "pipeline", "packs", "ontologies"}


def test_what_the_user_knows_goes_into_the_document(demarche: Command, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Noorwegen wil praten over vis met de Europese Unie.", encoding="utf-8")
    out = demarche("read", report, "--published", "2024-05", "--outlet", "Voorbeeld", "--format", "json").out
    head = json.loads(out)["document"]
    assert (head["published"], head["outlet"], head["language"]) == ("2024-05", "Voorbeeld", "nl")


def test_standard_input_is_a_report(demarche: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(DUTCH.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert demarche("read", "-").out == demarche("read", DUTCH).out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
        ("binary.txt", bytes(range(256)), "binary"),
        ("french.txt", FRENCH.encode(), "nl"),
        ("book.txt", b"Oslo wil praten. " * 300_000, "Split it"),
        ("missing.txt", None, "no file"),
        ("folder", None, "no file"),
    ],
)
def test_what_can_not_be_read_is_said_in_a_sentence_with_status_2(
    demarche: Command, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = demarche("read", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("demarche: ")
    assert said in done.err
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1


def test_a_folder_without_reports_is_said_and_how_json_files_are_read(demarche: Command, tmp_path: Path) -> None:
    assert "holds no reports" in demarche("read", tmp_path).err
    (tmp_path / "one.json").write_text('{"text": "Oslo wil praten."}', encoding="utf-8")
    done = demarche("read", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert f"{tmp_path}/*.json" in done.err


def test_broken_encoding_is_a_trouble_and_the_rest_is_coded(demarche: Command, tmp_path: Path) -> None:
    report = tmp_path / "broken.txt"
    report.write_bytes(DUTCH.read_bytes().replace(b"IJsland", b"IJsl\xffnd", 1))
    done = demarche("read", report, "--labels", "en")
    assert done.status == 0
    assert "TROUBLE" in done.out and "DEMANDS" in done.out


def test_one_bad_file_does_not_stop_the_others(demarche: Command, tmp_path: Path) -> None:
    done = demarche("read", tmp_path / "gone.txt", DUTCH, "--labels", "en")
    assert done.status == 1
    assert "gone.txt" in done.err and "DEMANDS" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--published", "soon"), "2022-01"),
        (("--language", "xx"), "xx"),
        (("--labels", "xx"), "en, nl"),
        (("--pipeline", "no_such_pipeline"), "no_such_pipeline"),
        (("--format", "xml"), "json"),
        (("-o", "/dev/null/x"), "-o"),
    ],
)
def test_a_wrong_option_is_said_with_what_is_right(demarche: Command, words: tuple[str, ...], said: str) -> None:
    done = demarche("read", DUTCH, *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_color_and_a_narrow_terminal_are_heeded() -> None:
    surroundings = os.environ | {"NO_COLOR": "1", "COLUMNS": "60", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "demarche.show.main", "read", str(DUTCH)]
    shown = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, encoding="utf-8")
    assert "\x1b" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 60


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m demarche.show.main read {DUTCH} --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and "Error" not in done.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_in_a_sentence() -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "demarche.show.main", "packs"], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "demarche: the output can't be read or written: No space left on device\n"


def test_a_record_that_can_not_be_written_is_said_and_leaves_no_half(
    demarche: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(file: Path, text: str, **_: object) -> None:
        file.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)
    done = demarche("read", str(DUTCH), "-o", str(tmp_path / "out"))
    assert done.status == 2
    assert done.err.endswith(
        "visserij.json can't be written: No space left on device. Make room, or name another with -o.\n"
    )
    assert not list((tmp_path / "out").iterdir())


def test_version_packs_and_doctor_answer(demarche: Command) -> None:
    assert demarche("--version").out.startswith("demarche ")
    assert "Dutch" in demarche("packs").out
    doctor = demarche("doctor")
    assert (doctor.status, "missing" in doctor.out) == (0, False)
