"""The room ``analyse``: tables in, tables out; one method for each file.

::

    import demarche

    d = demarche.open("dossier")
    d.analyse.tension("RUS", "NATO", since="2021-06").df()
    demarche.chart(d.analyse.state(on="2022-01-31"))

:data:`ANALYSES` names them; each has its page in ``docs/analyses``.
"""

from __future__ import annotations

from demarche.analyse.door import ANALYSES, Analyses, Dossier, open

__all__ = ["ANALYSES", "Analyses", "Dossier", "open"]
