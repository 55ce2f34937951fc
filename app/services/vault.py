"""Signed reports at rest: sealed under the store's key, named so that a thief learns only their size."""

import hashlib

from app.errors import ReportNotGenuine
from app.identity.derive import open_sealed, seal, sealed_name
from app.services.workspace import Workspace
from app.store.failures import translated
from app.store.whole_files import write_whole

FOLDER = "reports"


def store_report(workspace: Workspace, pdf: bytes) -> str:
    """Keep a PDF sealed; returns its sealed name. Raises StoreFull, StoreReadOnly, StoreWriteFailed."""
    name = sealed_name(workspace.key, hashlib.sha256(pdf).hexdigest())
    folder = workspace.folder / FOLDER
    with translated(folder):
        folder.mkdir(exist_ok=True)
        write_whole(folder / name, seal(workspace.key, pdf))
    return name


def read_report(workspace: Workspace, sha256: str) -> bytes:
    """The PDF of this digest; raises SealedFileDamaged, ReportNotGenuine when it is another, StoreWriteFailed."""
    path = workspace.folder / FOLDER / sealed_name(workspace.key, sha256)
    with translated(path):
        sealed = path.read_bytes()
    pdf = open_sealed(workspace.key, sealed)
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise ReportNotGenuine(("sha256",))
    return pdf
