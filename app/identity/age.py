"""Encrypt to offices: age files (age-encryption.org/v1) for X25519 recipients, and key files under a passphrase."""

import base64
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from app.errors import AgeFileDamaged, AgeFileForOthers, AgeKeyMalformed, WrongPassphrase

_LOG_N = 15

# pyrage is loaded where it is used: nothing at the start needs it.


@dataclass(frozen=True, slots=True)
class AgeKey:
    """The secret key of an office, `AGE-SECRET-KEY-1…`; `recipient` is what others encrypt to."""

    secret: str = field(repr=False)
    recipient: str

    @classmethod
    def new(cls) -> "AgeKey":
        """A fresh one from the system's generator."""
        from pyrage import x25519

        identity = x25519.Identity.generate()
        return cls(str(identity), str(identity.to_public()))

    @classmethod
    def of(cls, secret: str) -> "AgeKey":
        """Read a secret key; raises AgeKeyMalformed."""
        from pyrage import IdentityError, x25519

        try:
            return cls(secret.strip(), str(x25519.Identity.from_str(secret.strip()).to_public()))
        except IdentityError as error:
            raise AgeKeyMalformed from error


def require_recipient(text: str) -> str:
    """The recipient as it is written, `age1…`; raises AgeKeyMalformed."""
    from pyrage import RecipientError, x25519

    try:
        return str(x25519.Recipient.from_str(text.strip()))
    except RecipientError as error:
        raise AgeKeyMalformed from error


def encrypt_to(recipients: Sequence[str], plain: BinaryIO, target: BinaryIO) -> None:
    """Encrypt a stream to every one of `recipients`; memory does not grow with it.

    Raises AgeKeyMalformed; an exception of either stream is raised as it is.
    """
    from pyrage import EncryptError, encrypt_io, x25519

    for recipient in recipients:
        require_recipient(recipient)
    streams = _Watched(plain), _Watched(target)
    try:
        encrypt_io(*streams, [x25519.Recipient.from_str(recipient) for recipient in recipients])
    except (EncryptError, OSError) as error:
        _raise_own(streams, error)
        raise


def decrypt_with(keys: Sequence[AgeKey], source: BinaryIO, plain: BinaryIO) -> None:
    """Decrypt a stream with whichever of `keys` fits. Nothing written to `plain` may be used before this returns.

    Raises AgeFileForOthers when none fits, AgeFileDamaged when the file is cut or changed; an exception of either
    stream is raised as it is.
    """
    from pyrage import DecryptError, decrypt_io, x25519

    streams = _Watched(source), _Watched(plain)
    try:
        decrypt_io(*streams, [x25519.Identity.from_str(key.secret) for key in keys])
    except (DecryptError, OSError) as error:
        _raise_own(streams, error)
        if "No matching keys" in str(error):
            raise AgeFileForOthers from error
        raise AgeFileDamaged from error


def sealed_key(key: AgeKey, password: str) -> bytes:
    """A key file: the secret key as an age file under a generated password, readable by `age -d` as well.

    The password has to be one of the generated ones (100 bits): the work of one guess is kept small on purpose. The
    library chooses it by the speed of this machine, and refuses on a slower one what a faster one wrote.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt"
    wrapping = Scrypt(salt=label + salt, length=32, n=1 << _LOG_N, r=8, p=1).derive(password.encode())
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_unpadded(salt), _LOG_N, _unpadded(wrapped))
    mac_key = HKDF(algorithm=SHA256(), length=32, salt=b"", info=b"header").derive(file_key)
    payload_key = HKDF(algorithm=SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)
    payload = ChaCha20Poly1305(payload_key).encrypt(bytes(11) + b"\x01", f"{key.secret}\n".encode(), None)
    return header + b" " + _unpadded(hmac.digest(mac_key, header, "sha256")) + b"\n" + nonce + payload


def opened_key(data: bytes, password: str) -> AgeKey:
    """Read a key file; raises WrongPassphrase (also for a file that was changed), AgeKeyMalformed."""
    from pyrage import DecryptError
    from pyrage import passphrase as by_passphrase

    if not data.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise AgeKeyMalformed
    try:
        plain = by_passphrase.decrypt(data, password)
    except DecryptError as error:
        raise WrongPassphrase from error
    return AgeKey.of(plain.decode("utf-8", "replace"))


def _unpadded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


class _Watched:
    """A stream that remembers its own exception: pyrage hands some on as text, and calls a broken seal an OSError."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """As the stream's."""
        try:
            return self._stream.read(size)
        except Exception as error:
            self.failure = error
            raise

    def write(self, data: bytes) -> int:
        """As the stream's."""
        try:
            return self._stream.write(data)
        except Exception as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """As the stream's."""
        self._stream.flush()


def _raise_own(streams: Sequence[_Watched], error: Exception) -> None:
    for stream in streams:
        if stream.failure is not None:
            raise stream.failure from error
