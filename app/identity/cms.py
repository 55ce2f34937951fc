"""Detached CMS signatures in the one shape this program writes (RFC 5652, RFC 5035; PAdES B-B asks no more)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from asn1crypto import cms
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.errors import CertificateUnreadable
from app.identity.certificates import Certificate
from app.identity.signer import SigningKey

_VERIFYING = ec.ECDSA(hashes.SHA256())
# What asn1crypto may raise on bytes that are not what they say.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)


class NotOurSignature(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """Bytes that are no CMS signature, or one in another shape than this program writes."""


@dataclass(frozen=True, slots=True)
class DetachedSignature:
    """A signature as it was read: every byte of it is either named here or fixed by the shape.

    `digest` is the SHA-256 it claims for the signed content; the caller compares it. `chain` is the issuer's
    certificate, or nothing.
    """

    digest: bytes
    certificate: Certificate
    chain: tuple[Certificate, ...]
    signature: bytes

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """The signer's, then the chain."""
        return (self.certificate, *self.chain)

    @property
    def holds(self) -> bool:
        """True when the certificate's key signed `digest`, and whoever stands in the chain issued the certificate."""
        attributes = _signed_attributes(self.digest, self.certificates)
        key = cast("ec.EllipticCurvePublicKey", self.certificate.parsed.public_key())  # Certificate holds no other
        try:
            key.verify(self.signature, attributes, _VERIFYING)
        except InvalidSignature:
            return False
        return all(self.certificate.is_issued_by(above) and above.is_self_issued for above in self.chain)

    def is_issued_by_one_of(self, roots: Iterable[Certificate]) -> bool:
        """True when one of these offices issued the signer's certificate, or signed itself."""
        return any(
            root.is_authority and (self.certificate == root or self.certificate.is_issued_by(root)) for root in roots
        )


def sign_digest(digest: bytes, key: SigningKey, certificate: Certificate, chain: Sequence[Certificate] = ()) -> bytes:
    """The DER of a detached signature over content with this SHA-256; ValueError when the key is not the holder's."""
    if key.author != certificate.author:
        raise ValueError("the certificate is for another key")
    above = tuple(sorted(chain, key=lambda one: one.der))  # as a reader finds them
    signature = key.sign(_signed_attributes(digest, (certificate, *above)))
    return _assemble(DetachedSignature(digest, certificate, above, signature))


def largest_length(certificate: Certificate, chain: Sequence[Certificate] = ()) -> int:
    """How many bytes `sign_digest` can return at most: a P-256 signature has up to 72."""
    return len(_assemble(DetachedSignature(bytes(32), certificate, tuple(chain), bytes(72))))


def sign_content(data: bytes, key: SigningKey, certificate: Certificate, chain: Sequence[Certificate] = ()) -> bytes:
    """`sign_digest` over the SHA-256 of `data`; what a bundle's signature.p7s holds."""
    return sign_digest(hashlib.sha256(data).digest(), key, certificate, chain)


def read_signature(der: bytes) -> DetachedSignature:
    """Read what `sign_digest` wrote; NotOurSignature when a single byte differs from what it would have written."""
    try:
        signed_data = cms.ContentInfo.load(der, strict=True)["content"]
        (signer,) = signed_data["signer_infos"]
        certificates = [Certificate.from_der(choice.chosen.dump()) for choice in signed_data["certificates"]]
        serial = signer["sid"].chosen["serial_number"].native
        (holder,) = [found for found in certificates if found.parsed.serial_number == serial]
        (digest,) = [
            attribute["values"][0].native
            for attribute in signer["signed_attrs"]
            if attribute["type"].native == "message_digest"
        ]
        signature = DetachedSignature(
            digest, holder, tuple(found for found in certificates if found is not holder), signer["signature"].native
        )
        is_ours = _assemble(signature) == der
    except (*_BROKEN, CertificateUnreadable) as error:
        raise NotOurSignature(str(error)[:200]) from error
    if not is_ours:
        raise NotOurSignature("another shape")
    return signature


def _signed_attributes(digest: bytes, certificates: Sequence[Certificate]) -> bytes:
    """What is signed: that it is data, its digest, whose certificate and chain (RFC 5035), which algorithms (RFC 6211).

    Naming the chain too leaves no byte of it that could be changed: readers accept some broken encodings in it.
    """
    # The hash algorithm of ESSCertIDv2 is SHA-256 by default, and DER leaves defaults out.
    named = (
        _sequence(_octets(hashlib.sha256(one.der).digest()), _issuer_and_serial(one, general=True))
        for one in certificates
    )
    values = (
        (_CONTENT_TYPE, _DATA),
        (_MESSAGE_DIGEST, _octets(digest)),
        (_SIGNING_CERTIFICATE_V2, _sequence(_sequence(*named))),
        (_ALGORITHM_PROTECTION, _sequence(_SHA256, _tlv(0xA1, _ECDSA_WITH_SHA256[2:]))),
    )
    return _set_of(0x31, (_sequence(kind, _set_of(0x31, (value,))) for kind, value in values))


def _assemble(signature: DetachedSignature) -> bytes:
    """The one spelling of a signature: ContentInfo of SignedData, version 1, one signer."""
    attributes = _signed_attributes(signature.digest, signature.certificates)
    signer = _sequence(
        _VERSION_1,
        _issuer_and_serial(signature.certificate),
        _SHA256,
        b"\xa0" + attributes[1:],  # [0] IMPLICIT in the file, SET OF when it is signed
        _ECDSA_WITH_SHA256,
        _octets(signature.signature),
    )
    certificates = (certificate.der for certificate in signature.certificates)
    signed_data = _sequence(
        _VERSION_1, _set_of(0x31, (_SHA256,)), _sequence(_DATA), _set_of(0xA0, certificates), _set_of(0x31, (signer,))
    )
    return _sequence(_SIGNED_DATA, _tlv(0xA0, signed_data))


def _issuer_and_serial(certificate: Certificate, *, general: bool = False) -> bytes:
    """IssuerAndSerialNumber, or IssuerSerial, which wraps the name as the GeneralName of a directory."""
    parsed = certificate.parsed
    serial = parsed.serial_number
    name = parsed.issuer.public_bytes()
    issuer = _sequence(_tlv(0xA4, name)) if general else name
    return _sequence(issuer, _tlv(0x02, serial.to_bytes(serial.bit_length() // 8 + 1, "big")))


def _tlv(tag: int, *parts: bytes) -> bytes:
    """DER: tag, length, value."""
    value = b"".join(parts)
    if len(value) < 0x80:
        return bytes((tag, len(value))) + value
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + value


def _sequence(*parts: bytes) -> bytes:
    return _tlv(0x30, *parts)


def _octets(value: bytes) -> bytes:
    return _tlv(0x04, value)


def _set_of(tag: int, members: Iterable[bytes]) -> bytes:
    """DER puts the members of a SET OF in the order of their bytes."""
    return _tlv(tag, *sorted(members))


_DATA = bytes.fromhex("06092a864886f70d010701")  # 1.2.840.113549.1.7.1
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_ALGORITHM_PROTECTION = bytes.fromhex("06092a864886f70d010934")
_SHA256 = bytes.fromhex("300b0609608648016503040201")  # without parameters, RFC 5754
_ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_VERSION_1 = bytes.fromhex("020101")
