"""Questions to the process that takes hostile kinds apart (``child``); it is killed when it takes too long."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from demarche.errors import EmptyInput, NotText, TooLarge, TooSlow

# A page of a news site takes 0.02 to 0.5 s; what takes 10 is made to keep a reader busy.
SECONDS = 10.0
# Loading the parsers takes 1 to 4 s, more on a machine that is busy.
_STARTING = 120.0
_TURNS = 3
# Parsers leak a little; a new process after so many is cheap.
_QUESTIONS = 2000


class Guard:
    """One child process, started when it is first needed and again after it was killed or has served long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def ask(self, kind: str, data: bytes, hint: str, name: str) -> dict[str, Any]:
        """What the child says of ``data``; see :func:`demarche.read.child.take_apart`.

        Raises:
            TooSlow: where it took over the guard's seconds, and was killed.
            NotText: where it is damaged, or made the parser crash.
            TooLarge: where it needs too much memory.
            EmptyInput: where it holds no text.
        """
        with self._lock:
            child = self._ready()
            question = json.dumps([kind, hint, len(data)]).encode() + b"\n" + data
            answer, late = _answer(child, question, self.seconds)
            if answer is None or self._asked >= _QUESTIONS:
                self._end()
        if answer is None:
            raise _gone(name, late, self.seconds)
        refuse(answer, name)
        return answer

    @property
    def process(self) -> int | None:
        """The child's number, while there is one."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        self._asked += 1
        if self._child is None or self._child.poll() is not None:
            self._asked = 1
            self._child = subprocess.Popen(
                [sys.executable, "-m", "demarche.read.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            _answer(self._child, b"", _STARTING, ready=True)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _answer(
    child: subprocess.Popen[bytes], question: bytes, seconds: float, *, ready: bool = False
) -> tuple[dict[str, Any] | None, bool]:
    """The child's answer, None where it died; and whether it was killed for being late."""
    late, done = threading.Event(), threading.Event()
    threading.Thread(target=_watch, args=(child, seconds, late, done), daemon=True).start()
    try:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(question)
        child.stdin.flush()
        line = child.stdout.readline()
    except OSError:  # it died while it was asked
        line = b""
    finally:
        done.set()
    if ready or not line.endswith(b"\n"):
        return None, late.is_set()
    found: dict[str, Any] = json.loads(line)
    return found, False


def _watch(child: subprocess.Popen[bytes], seconds: float, late: threading.Event, done: threading.Event) -> None:
    """Kill the child once its time is up. On a machine so busy that it had less than half of it, it gets more, so that
    what can be read does not hang on what else runs; but no more than three times as much."""
    before = _processor(child.pid)
    for _ in range(_TURNS):
        if done.wait(seconds):
            return
        spent = _processor(child.pid)
        if before is None or spent is None or spent - before >= seconds / 2:
            break
    if not done.is_set():
        late.set()
        child.kill()


def _processor(process: int) -> float | None:
    """Seconds of processor time that a process has had; None where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _gone(name: str, late: bool, seconds: float) -> TooSlow | NotText:
    if late:
        return TooSlow(f"{name} took over {seconds:g} seconds to take apart and is left. Save its text as a .txt file.")
    return NotText(f"{name} made the program that takes it apart crash, and is left. Save its text as a .txt file.")


def refuse(answer: dict[str, Any], name: str) -> None:
    """Raise the error that the child's answer stands for, if it does."""
    trouble, said = answer.get("trouble"), answer.get("said", "")
    if trouble == "too_large":
        raise TooLarge(f"{name} needs too much memory to take apart. Save its text as a .txt file.")
    if trouble == "damaged":
        raise NotText(f"{name} is damaged or cut short and can't be read ({said}). Get the file anew.")
    if trouble == "empty":
        raise EmptyInput(f"{name} {said}")


GUARD = Guard()
atexit.register(GUARD.close)
