"""Who walks the road with many reports: this process, supervised worker processes, or a cluster.

All three do the same work (``work.outcome_of``) and give the same records; they differ in who does it and in what
happens when one of them dies. ``crew`` has worker processes on one machine, ``batches`` and ``cluster`` Ray.
"""

from __future__ import annotations

from demarche.engines.work import How, Outcome, Placed, Skipped, Trouble, coded, outcome_of

__all__ = ["How", "Outcome", "Placed", "Skipped", "Trouble", "coded", "outcome_of"]
