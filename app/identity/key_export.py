"""A signing key taken along on purpose: a .p12 under a password that nobody has to invent."""

import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from app.identity.certificates import Certificate
from app.identity.signer import SigningKey

PASSWORD_LENGTH = 20
"""Characters of Crockford Base32: 100 bits of chance."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def export_key(key: SigningKey, certificate: Certificate, chain: Sequence[Certificate] = ()) -> tuple[bytes, str]:
    """The PKCS #12 file and its generated password, shown once; ValueError when the certificate is for another key."""
    if key.author != certificate.author:
        raise ValueError("the certificate is for another key")
    password = "".join(secrets.choice(_ALPHABET) for _ in range(PASSWORD_LENGTH))
    data = serialize_key_and_certificates(
        certificate.holder.name.encode(),
        key.private,
        certificate.parsed,
        [above.parsed for above in chain],
        BestAvailableEncryption(password.encode()),
    )
    return data, password
