"""From findings to the record of the codebook: parties, statements, events, positions, commitments, conditions, forces.

Knows ontologies, the world's parties and the packs' tables; knows no language and no spaCy.
"""

from __future__ import annotations

from demarche.code.commitments import code_commitments
from demarche.code.conditions import code_conditions
from demarche.code.forces import code_forces
from demarche.code.interactions import code_interactions
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.findings import Findings
from demarche.records import Document, Record
from demarche.world import World
from demarche.world import load as load_world

__all__ = ["code_findings"]


def code_findings(findings: Findings, document: Document, world: World | None = None) -> Record:
    """The record of one document from what was found in it; ``world`` is the shipped one unless given.

    The same findings, document and world give the same record.
    """
    resolved = resolve(findings, document, world or load_world())
    statements = code_statements(findings, resolved, document)
    conditions = code_conditions(findings, resolved, statements, document)
    events, positions = code_interactions(findings, resolved, statements, document, conditions)
    return Record(
        document=document,
        statements=statements,
        events=events,
        positions=positions,
        commitments=code_commitments(findings, resolved, statements, document),
        conditions=conditions,
        forces=code_forces(findings, resolved, document),
    )
