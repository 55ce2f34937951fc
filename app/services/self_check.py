"""What must hold for the program to do its work on this machine, tried out one by one."""

import shutil
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

from app.clock import Clock, system_clock
from app.errors import CharactersWithoutFont
from app.paths import RESOURCES
from app.services.workspace import DEMO_COST, DEMO_PASSPHRASE, Workspace
from app.store import integrity, rebuild

WINDOW_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")
TRIAL_TEXT = "党建引领社区检查报告1234567890，𠮷㛃䶮𬭎"
_BROKEN = (OSError, EOFError, ValueError, LookupError, zlib.error, struct.error)


def store_complaints(workspace: Workspace) -> tuple[str, ...]:
    """What the database itself finds wrong, page by page; empty when it is whole. Raises StoreDamaged."""
    return integrity.check(workspace.store)


def tables_that_differ(workspace: Workspace) -> tuple[str, ...]:
    """Tables that are not what the revisions make of them; empty is how it should be. The store stays as it is."""
    return rebuild.differences(workspace.store)


def broken_fonts(folder: Path = RESOURCES / "fonts") -> tuple[str, ...]:
    """Fonts of the program that are missing or cannot be read, and characters of a trial text that none draws."""
    from app.reports.faces import read_face
    from app.reports.fonts import FontLibrary

    library, broken = FontLibrary(folder), []
    for name in WINDOW_FONTS:
        try:
            read_face(folder / name, name)
        except _BROKEN:
            broken.append(name)
    for voice in library.signs:
        try:
            library.face(voice)
        except _BROKEN:
            broken.append(voice)
    if not broken:
        try:
            library.check((TRIAL_TEXT,))
        except CharactersWithoutFont as error:
            broken.extend(error.characters)
    return tuple(broken)


def signing_works(clock: Clock = system_clock) -> bool:
    """Whether a fresh key signs a page so that it verifies, and so that a changed byte is found out."""
    from app.identity.certificates import Holder, self_issued_certificate
    from app.identity.pdf_sign import FieldSpec, prepare_fields, sign_field
    from app.identity.pdf_verify import verify_pdf
    from app.identity.signer import new_signing_key, unlock
    from app.reports.stamp import render_signature_appearance

    wrapped, _spki = new_signing_key(DEMO_PASSPHRASE, cost=DEMO_COST)
    key, now = unlock(wrapped, DEMO_PASSPHRASE), clock()
    certificate = self_issued_certificate(Holder("自检", "自检"), key, now)
    page = render_signature_appearance((), "自检", "", "", "", (60.0, 20.0))
    pdf = prepare_fields(page, [FieldSpec("trial", 0, (4, 4, 100, 40))])
    signed = sign_field(pdf, "trial", key, certificate, appearance_pdf=page, name="自检", signed_at=now)
    changed = bytearray(signed)
    changed[len(page) // 2] ^= 1
    return verify_pdf(signed, ()).is_genuine and not verify_pdf(bytes(changed), ()).is_genuine


def free_bytes(folder: Path) -> int:
    """Room left where `folder` lies, or will lie."""
    return shutil.disk_usage(_existing((folder, *folder.absolute().parents))).free


def _existing(folders: Iterable[Path]) -> Path:
    return next(folder for folder in folders if folder.exists())
