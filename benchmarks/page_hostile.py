"""Hostile strings in every parameter of every screen, and 5,000 requests that Schemathesis makes up from the OpenAPI
description: no answer may be a fault of the server.

    python benchmarks/page_hostile.py [CASES [STEP]]

STEP 10 takes every tenth string only: a tenth of the 88,000 requests.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "page"))

import schemathesis
from conftest import made, served
from hostile import STRINGS
from hypothesis import HealthCheck, Phase, given, settings
from served import Site, record
from test_hostile import PARAMETERS, PLACES

from demarche.show.page.api.operations import OPERATIONS


def parameters(site: Site, step: int) -> Counter[int]:
    """Every string (or every ``step``-th) in every parameter of every place: how often which status."""
    found: Counter[int] = Counter()
    for place in PLACES:
        for name in PARAMETERS:
            for string in STRINGS[::step]:
                answer = site.ask(f"{place}?{urlencode({name: string}, errors='surrogatepass')}")
                found[answer.status] += 1
                if answer.status >= 500:
                    print("FAULT", place, name, repr(string)[:100])
    return found


def described(site: Site, cases: int) -> Counter[int]:
    """So many requests made up from the description, shared out over the operations."""
    found: Counter[int] = Counter()
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{site.port}/api/openapi.json")
    each = -(-cases // len(OPERATIONS))
    for operation in (one.ok() for one in schema.get_all_operations()):

        @settings(max_examples=each, deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            answer = case.call(timeout=300, headers={"Authorization": f"Bearer {site.token}"})
            found[answer.status_code] += 1
            if answer.status_code >= 500:
                print("FAULT", case.as_curl_command()[:300])

        asked()
    return found


def main(cases: int = 5000, step: int = 1) -> int:
    """Print how often which status was answered; 1 where one was a fault."""
    faults = 0
    with tempfile.TemporaryDirectory() as place, served(made(Path(place) / "nets", record())) as site:
        tried = {"parameters": lambda: parameters(site, step), "description": lambda: described(site, cases)}
        for name, found in tried.items():
            start = time.perf_counter()
            counts = found()
            faults += sum(n for status, n in counts.items() if status >= 500)
            print(f"{name}: {counts.total()} requests in {time.perf_counter() - start:.0f} s; "
                  + ", ".join(f"{status}: {n}" for status, n in sorted(counts.items())))  # fmt: skip
    print(f"{faults} faults of the server")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
