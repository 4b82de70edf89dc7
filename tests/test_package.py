"""The package as users get it: a wheel built from the source distribution, with run-time dependencies only.

No network: the environment is made of links to the libraries that the wheel names, and theirs, out of the one that
the tests run in. What the wheel needs and does not name is missing there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOUSE = Path(__file__).parents[1]
EXAMPLE = HOUSE / "examples" / "visserij.txt"
# What a command of an installed package may see: no PYTHONPATH, no checkout.
CLEAN = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, env=CLEAN)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def needed(name: str, found: dict[str, Distribution], extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """A library and all that it needs here, by name."""
    try:
        library = distribution(name)
    except PackageNotFoundError:
        return found
    for line in library.requires or ():
        wish = Requirement(line)
        key = re.sub(r"[-_.]+", "-", wish.name).lower()
        applies = wish.marker is None or any(wish.marker.evaluate({"extra": e}) for e in extras | {""})
        if applies and key not in found:
            found[key] = None  # type: ignore[assignment]
            needed(key, found, frozenset(wish.extras))
    found[re.sub(r"[-_.]+", "-", name).lower()] = library
    return found


def link_libraries(folder: Path) -> None:
    """Links to what stands at the top of each library that demarche needs at run time, demarche left out."""
    folder.mkdir()
    libraries = needed("demarche", {})
    libraries.pop("demarche")
    for library in filter(None, libraries.values()):
        for top in {file.parts[0] for file in library.files or () if file.parts[0] not in {"..", "__pycache__"}}:
            place = Path(str(library.locate_file(top)))
            if place.exists() and not (folder / top).exists():
                (folder / top).symlink_to(place)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment with nothing but the wheel and its run-time dependencies."""
    work = tmp_path_factory.mktemp("package")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", work, cwd=HOUSE)
    (source,) = work.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(work / "source", filter="data")
    (unpacked,) = (work / "source").iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", work, cwd=unpacked)
    shutil.rmtree(work / "source")
    link_libraries(work / "libraries")
    venv.create(work / "env", with_pip=False)
    python = work / "env" / "bin" / "python"
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=work).strip()
    (Path(site) / "libraries.pth").write_text(f"{work / 'libraries'}\n", encoding="utf-8")
    (wheel,) = work.glob("*.whl")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=work)
    return work / "env" / "bin"


@pytest.mark.slow
def test_the_wheel_of_the_source_distribution_reads_a_report(installed: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes(EXAMPLE.read_bytes())
    shown = run(installed / "demarche", "read", "report.txt", "--labels", "en", cwd=tmp_path)
    assert "19 March 2024" in shown
    assert "DEMANDS" in shown


@pytest.mark.slow
def test_the_doctor_finds_all_that_is_needed(installed: Path, tmp_path: Path) -> None:
    assert "missing" not in run(installed / "demarche", "doctor", cwd=tmp_path)


@pytest.mark.slow
def test_every_module_of_the_wheel_can_be_imported(installed: Path, tmp_path: Path) -> None:
    walk = (
        "import importlib, pkgutil, demarche\n"
        "for found in pkgutil.walk_packages(demarche.__path__, 'demarche.'):\n"
        "    importlib.import_module(found.name)\n"
        "print(demarche.__file__)"
    )
    place = run(installed / "python", "-I", "-c", walk, cwd=tmp_path)
    assert str(HOUSE) not in place
