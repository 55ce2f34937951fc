"""The office's secrets beside its signing key: its age key sealed under it, and the file that takes it along."""

import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.errors import KeysDamaged
from app.identity.age import AgeKey, sealed_key
from app.identity.derive import subkey
from app.identity.key_export import PASSWORD_LENGTH

if TYPE_CHECKING:
    from app.identity.signer import SigningKey

_NONCE_LENGTH = 12
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 5


def seal_age_key(office: "SigningKey", age: AgeKey) -> bytes:
    """The age secret under a key that only the office's signing key gives."""
    nonce = os.urandom(_NONCE_LENGTH)
    return nonce + AESGCM(_wrapping_key(office)).encrypt(nonce, age.secret.encode(), age.recipient.encode())


def open_age_key(office: "SigningKey", recipient: str, sealed: bytes) -> AgeKey:
    """Back again; raises KeysDamaged."""
    try:
        secret = AESGCM(_wrapping_key(office)).decrypt(
            sealed[:_NONCE_LENGTH], sealed[_NONCE_LENGTH:], recipient.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise KeysDamaged("office age key") from error
    return AgeKey.of(secret.decode())


def key_file(age: AgeKey) -> tuple[bytes, str]:
    """The age key as a file of its own and the generated password that opens it, in groups, shown once.

    Capital letters and digits without I, L, O, U: 100 bits of chance. `age -d` opens the file as well.
    """
    password = new_password()
    return sealed_key(age, password), password


def new_password() -> str:
    """A generated password for a key file, in groups."""
    plain = "".join(secrets.choice(_ALPHABET) for _ in range(PASSWORD_LENGTH))
    return "-".join(plain[start : start + _GROUP] for start in range(0, PASSWORD_LENGTH, _GROUP))


def _wrapping_key(office: "SigningKey") -> bytes:
    private = office.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return subkey(private, "office-age-key")
