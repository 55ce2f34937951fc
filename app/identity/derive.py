"""What is derived from the store key: the names and the seals of files at rest."""

import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from app.errors import SealedFileDamaged

if TYPE_CHECKING:  # the library is loaded at its first use: a 演练 store starts without it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_LENGTH = 32
FRAME = 1 << 20
"""Plain bytes in one frame; each is checked before any of it is handed on."""

_MAGIC = b"wuyou.sealed/1\n"
_SALT_LENGTH = 16
_TAG_LENGTH = 16


def subkey(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=salt, info=f"wuyou.{purpose}/1".encode()).derive(secret)


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The random secret that opens one store; it is written nowhere but in the slots."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "StoreKey":
        """A fresh one from the system's generator."""
        return cls(os.urandom(KEY_LENGTH))


def sealed_name(key: StoreKey, sha256: str) -> str:
    """The file name of the blob with this SHA-256: without the store key nobody can tell which known file it is."""
    import hmac  # it loads OpenSSL a second time: not at the start

    return hmac.digest(subkey(key.secret, "file-name"), bytes.fromhex(sha256), "sha256").hex()


def seal_stream(key: StoreKey, plain: BinaryIO, sealed: BinaryIO) -> None:
    """Write `plain` to `sealed` in frames of AES-256-GCM, each bound to its place and the last to the end."""
    salt = os.urandom(_SALT_LENGTH)
    cipher = _file_cipher(key, salt)
    sealed.write(_MAGIC + salt)
    frame, number = plain.read(FRAME), 0
    while True:
        following = plain.read(FRAME) if len(frame) == FRAME else b""
        sealed.write(cipher.encrypt(_nonce(number, is_last=not following), frame, None))
        if not following:
            return
        frame, number = following, number + 1


def open_stream(key: StoreKey, sealed: BinaryIO, plain: BinaryIO) -> None:
    """Write what was sealed to `plain`, frame by checked frame.

    Raises SealedFileDamaged for a wrong key, a changed, cut or lengthened file; what was written until then is
    genuine but not whole.
    """
    from cryptography.exceptions import InvalidTag

    header = sealed.read(len(_MAGIC) + _SALT_LENGTH)
    if len(header) != len(_MAGIC) + _SALT_LENGTH or not header.startswith(_MAGIC):
        raise SealedFileDamaged
    cipher = _file_cipher(key, header[len(_MAGIC) :])
    frame, number = sealed.read(FRAME + _TAG_LENGTH), 0
    while True:
        following = sealed.read(FRAME + _TAG_LENGTH)
        try:
            plain.write(cipher.decrypt(_nonce(number, is_last=not following), frame, None))
        except InvalidTag as error:
            raise SealedFileDamaged from error
        if not following:
            return
        frame, number = following, number + 1


def seal(key: StoreKey, data: bytes) -> bytes:
    """seal_stream in memory."""
    sealed = io.BytesIO()
    seal_stream(key, io.BytesIO(data), sealed)
    return sealed.getvalue()


def open_sealed(key: StoreKey, sealed: bytes) -> bytes:
    """open_stream in memory; raises SealedFileDamaged."""
    plain = io.BytesIO()
    open_stream(key, io.BytesIO(sealed), plain)
    return plain.getvalue()


def _file_cipher(key: StoreKey, salt: bytes) -> "AESGCM":
    """A key of its own for each file, so that frame numbers may be the nonces."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(subkey(key.secret, "file", salt))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
