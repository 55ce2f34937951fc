"""Signed reports at rest: sealed under the store's key, named so that a thief learns only their size."""

import hashlib

from app.errors import ReportNotGenuine
from app.identity.derive import open_sealed, seal, sealed_name
from app.services.workspace import Workspace
from app.store.sealed_files import read_sealed, write_sealed


def store_report(workspace: Workspace, pdf: bytes) -> str:
    """Keep a PDF sealed; returns its sealed name. Raises StoreFull, StoreReadOnly, StoreWriteFailed."""
    name = sealed_name(workspace.key, hashlib.sha256(pdf).hexdigest())
    write_sealed(workspace.folder, name, seal(workspace.key, pdf))
    return name


def read_report(workspace: Workspace, sha256: str) -> bytes:
    """The PDF of this digest; raises SealedFileMissing, SealedFileDamaged, and ReportNotGenuine when it is another."""
    pdf = open_sealed(workspace.key, read_sealed(workspace.folder, sealed_name(workspace.key, sha256)))
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise ReportNotGenuine(("sha256",))
    return pdf
