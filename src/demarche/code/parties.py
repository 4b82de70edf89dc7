"""What the code of a party tells: its state, and whether it stands over against its government."""

from __future__ import annotations

from functools import lru_cache

# Sectors of a state that stand over against its government: a state can act on them (codebook, section 9).
APART = frozenset({"~", "OPP", "CVL", "REB", "UAF"})
# Codes of parties whose parts are remembered; the world's tables have some thousands.
CODES = 65536


@lru_cache(maxsize=CODES)
def side(party: str) -> str:
    """A party's code for telling apart who acts on whom: the state, or ``CODE/~`` for those over against it."""
    code, _, sector = party.partition("/")
    return f"{code}/~" if sector in APART else code


@lru_cache(maxsize=CODES)
def bare(party: str) -> str:
    """A party's code without its sector: comparisons are made on it (codebook, section 2)."""
    return party.split("/", 1)[0]
