"""Exports of exactly what the filter of the address leaves, in every format, as one file to keep."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from demarche.archive.exports import FORMATS, export
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.render import page


def screen(request: Request, asked: Asked) -> Response:
    """The formats, each with what it is for and the address of its file."""
    formats = [(name, asked.address(f"/export/{name}")) for name in FORMATS]
    counts = {kind: asked.dossier.select(kind, asked.narrowed).count() for kind in ("reports", *KINDS)}
    return page(request, asked, "export", here="/export", formats=formats, counts=counts)


def file_of(asked: Asked, name: str) -> Response:
    """A format's file with its data dictionary; several files come as one zip. 404 where there is no such format."""
    if name not in FORMATS:
        raise HTTPException(404)
    folder = Path(tempfile.mkdtemp(prefix="demarche-export-"))
    try:
        stem = _plain(f"{asked.dossier.path.resolve().name}-{asked.dossier.version}")
        out = folder / "out" / f"{stem}{FORMATS[name].suffix}"
        export(asked.dossier, name, out, asked.narrowed)
        packed = folder / f"{stem}-{name}.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
            for file in sorted(one for one in (folder / "out").rglob("*") if one.is_file()):
                into.write(file, file.relative_to(folder / "out").as_posix())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    away = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(packed, media_type="application/zip", filename=packed.name, background=away)


def _plain(name: str) -> str:
    """A name that can be a file's everywhere."""
    return (
        "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name).strip("-.")[:120] or "dossier"
    )
