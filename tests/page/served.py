"""A report with known marks, and a served dossier to ask."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche import run
from demarche.read import Metadata
from demarche.records import Record
from demarche.records_json import from_json

TEXT = (
    "🕊 Norway and Denmark met in Oslo. “Denmark must <b>recall</b> its ships,” said minister Vik. "
    "Denmark accused Norway of cutting nets. Norway sent 40 patrol ships."
)
SCRIPT = "<script>document.title='run'</script>"


def record(title: str = "Talks about nets", outlet: str = "Harbour Post", published: str = "2023-03-04") -> Record:
    """A report with marks that overlap, and a character that browsers count as two."""
    return from_json(
        {
            "document": {"language": "en", "published": published, "outlet": outlet, "title": title},
            "statements": [
                {"speaker": "Ola Vik", "party": "NOR", "cue": "said minister Vik", "mode": "direct", "via": [],
                 "content": "“Denmark must <b>recall</b> its ships,”"},
            ],
            "events": [
                {"type": "REQUEST", "mode": None, "actors": ["NOR"], "recipients": ["DNK"], "status": "actual",
                 "claimed_by": None, "when": None, "where": None, "evidence": ["must <b>recall</b> its ships"]},
                {"type": "ACCUSE", "mode": "allege", "actors": ["DNK"], "recipients": ["NOR"], "status": "actual",
                 "claimed_by": None, "when": None, "where": None, "evidence": ["Denmark accused Norway"]},
            ],
            "positions": [
                {"party": "NOR", "stance": "demand", "topic": "force-withdrawal", "object": "DNK", "towards": ["DNK"],
                 "evidence": ["Denmark must <b>recall</b> its ships"]},
            ],
            "forces": [
                {"party": "NOR", "what": "ships", "low": 40, "high": 40, "approximate": False, "place": None,
                 "claimed_by": None, "evidence": ["40 patrol ships"]},
            ],
        },
        text=TEXT,
    )  # fmt: skip


def coded() -> list[Record]:
    """The example reports as the program itself reads them."""
    examples = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
    return [
        run.read(one, Metadata(outlet=outlet)) for one, outlet in zip(examples, ("Coast News", "Kustbode"), strict=True)
    ]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Site:
    """The served dossier: ask it for addresses."""

    port: int
    folder: Path
    token: str

    def ask(self, path: str, *, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body.encode() if body is not None else None, sent)
        got = line.getresponse()
        head: dict[str, str] = {}
        for name, value in got.getheaders():
            head[name.lower()] = f"{head[name.lower()]}, {value}" if name.lower() in head else value
        answer = Answer(got.status, head, got.read().decode(errors="replace"))
        line.close()
        return answer

    def fetch(self, path: str) -> bytes:
        """The bytes of a file."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", path)
        got = line.getresponse()
        assert got.status == 200, got.read()
        data = got.read()
        line.close()
        return data


def apart(task: Callable[[], Any]) -> Any:
    """What a task answers that needs a thread without an event loop: a browser driven before leaves one in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(task).result()
