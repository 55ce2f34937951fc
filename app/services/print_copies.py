"""Photos in the size they are printed in, made once and kept sealed, so that a report is issued at once."""

from typing import TYPE_CHECKING, BinaryIO

from app.domain.evidence import PAPER_FORM, Evidence
from app.errors import SealedFileDamaged, SealedFileMissing
from app.identity.derive import open_sealed, seal, sealed_name
from app.services.workspace import Workspace
from app.store.print_copies import keep_copy, read_copy
from app.store.sealed_files import FOLDER_NAME

if TYPE_CHECKING:  # Pillow is loaded with the first photo
    from app.reports.pictures import Picture


def print_side(codes: tuple[str, ...]) -> int:
    """Pixels of the longer side on paper: a scan fills a page, a photo a sixth of one."""
    from app.reports.pictures import PRINT_SIDE, SCAN_SIDE

    return SCAN_SIDE if PAPER_FORM in codes else PRINT_SIDE


def examined_for_print(workspace: Workspace, sha256: str, plain: BinaryIO, side: int, small: int) -> "Picture":
    """Look at a photo that comes in and keep its copy on the way. Raises as `app.reports.pictures.examined`."""
    from app.reports.pictures import examined

    picture = examined(plain, side, small)
    _keep(workspace, sha256, side, picture.printed)
    return picture


def print_copy(workspace: Workspace, evidence: Evidence) -> bytes:
    """An upright JPEG of a photo, turned as the evidence is; made again where no good copy lies.

    Raises SealedFileMissing, SealedFileDamaged, PictureUnreadable.
    """
    from app.reports.pictures import copy_of, turned
    from app.services.evidence import opened_evidence

    side, sha256 = print_side(evidence.codes), evidence.sha256
    original = sealed_name(workspace.key, sha256)
    if not (workspace.folder / FOLDER_NAME / original).exists():
        raise SealedFileMissing(original)
    copy = _kept(workspace, sha256, side)
    if copy is None:
        with opened_evidence(workspace, sha256) as file:
            copy = copy_of(file, side=side)
        _keep(workspace, sha256, side, copy)
    return turned(copy, evidence.turn)


def _kept(workspace: Workspace, sha256: str, side: int) -> bytes | None:
    """The copy, if it is genuine and of this photo: the digest of the original stands before it."""
    sealed = read_copy(workspace.folder, _name(workspace, sha256, side))
    if sealed is None:
        return None
    try:
        plain = open_sealed(workspace.key, sealed)
    except SealedFileDamaged:
        return None
    head = bytes.fromhex(sha256)
    return plain[len(head) :] if plain.startswith(head) else None


def _keep(workspace: Workspace, sha256: str, side: int, copy: bytes) -> None:
    sealed = seal(workspace.key, bytes.fromhex(sha256) + copy)
    keep_copy(workspace.folder, _name(workspace, sha256, side), sealed)


def _name(workspace: Workspace, sha256: str, side: int) -> str:
    return f"{sealed_name(workspace.key, sha256)}.{side}"
