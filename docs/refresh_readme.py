#!/usr/bin/env python3
"""Put what demarche prints today into README.md: ``make readme``. A test holds the two against each other."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
README = HOUSE / "README.md"
# Between these marks stands a code block with the output of the command in the first one.
BLOCK = re.compile(r"(<!-- example: demarche (.*?) -->\n```\n)(.*?)(```\n<!-- end of example -->)", re.DOTALL)
# What GitHub shows of a code block without a scroll bar.
WIDTH = "92"


def output(command: str) -> str:
    """What ``demarche COMMAND`` prints, at the README's width."""
    surroundings = os.environ | {"COLUMNS": WIDTH, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    words = [sys.executable, "-m", "demarche.show.main", *shlex.split(command)]
    done = subprocess.run(words, cwd=HOUSE, env=surroundings, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def refreshed(text: str) -> str:
    """The README's text with every example's output as it is today."""
    return BLOCK.sub(lambda found: f"{found[1]}{output(found[2])}{found[4]}", text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
