"""Certificates: the office's own authority, what it issues, and what a person without an office has."""

import hashlib
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from cryptography.x509.oid import NameOID

from app.errors import CertificateUnreadable
from app.identity.signer import SigningKey, author_id

DEMO_MARK = "演练"
"""Stands in the organisation of every certificate made for practice, so that no practice report looks real."""

_BACKDATED = timedelta(days=1)  # laptops whose clocks disagree by hours
_YEARS = 30
_LONGEST_NAME = 64  # ub-common-name and its sisters, RFC 5280 appendix A

# What cryptography raises on bytes that are not the certificate or request they should be.
_UNREADABLE = (
    ValueError,
    TypeError,
    Warning,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


def spoken(digits: str) -> str:
    """Hexadecimal digits in groups of four, to be compared by eye or read aloud."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)).upper()


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a certificate names: CN, O and title (岗位).

    Longer ones are cut: office and post to 64 characters, the name to 64 bytes of UTF-8 (21 Chinese characters), which
    is how the library reads the limit of a common name.
    """

    name: str
    office: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An X.509 certificate as DER bytes; read it with `Certificate.from_der`."""

    der: bytes

    @classmethod
    def from_der(cls, der: bytes) -> "Certificate":
        """Check that these bytes are a certificate for a P-256 key; raises CertificateUnreadable."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # what cryptography only frowns upon is none of ours
                parsed = x509.load_der_x509_certificate(der)
                _ = parsed.subject, parsed.issuer, parsed.extensions, parsed.serial_number
                _ = parsed.not_valid_before_utc, parsed.not_valid_after_utc, parsed.signature_hash_algorithm
                key = parsed.public_key()
        except _UNREADABLE as error:
            raise CertificateUnreadable from error
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise CertificateUnreadable
        return cls(der)

    @property
    def parsed(self) -> x509.Certificate:
        """The same, for code of this floor."""
        return x509.load_der_x509_certificate(self.der)

    @property
    def holder(self) -> Holder:
        """Whom it names."""
        return _holder(self.parsed.subject)

    @property
    def issuer(self) -> Holder:
        """Who says so."""
        return _holder(self.parsed.issuer)

    @property
    def spki(self) -> bytes:
        """The SubjectPublicKeyInfo of its key (DER)."""
        return self.parsed.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def author(self) -> str:
        """The author id of its key."""
        return author_id(self.spki)

    @property
    def serial(self) -> str:
        """The serial number in lower-case hex, as printed beside a signature."""
        return f"{self.parsed.serial_number:x}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hex."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def spoken_fingerprint(self) -> str:
        """The same in groups of four, to be compared by eye or read aloud."""
        return spoken(self.fingerprint)

    @property
    def valid_from(self) -> datetime:
        """Aware UTC."""
        return self.parsed.not_valid_before_utc

    @property
    def valid_until(self) -> datetime:
        """Aware UTC; that it has passed is no evidence against a signature."""
        return self.parsed.not_valid_after_utc

    @property
    def is_authority(self) -> bool:
        """True for an office's own certificate, which issues others."""
        try:
            return bool(self.parsed.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
        except (x509.ExtensionNotFound, ValueError):
            return False

    @property
    def is_demo(self) -> bool:
        """True when it was made for practice."""
        return DEMO_MARK in self.holder.office or DEMO_MARK in self.issuer.office

    @property
    def is_self_issued(self) -> bool:
        """True when its own key signed it (未经机关签发, unless it is an authority)."""
        return self.is_issued_by(self)

    def is_issued_by(self, issuer: "Certificate") -> bool:
        """True when `issuer` is named as the issuer and its key signed this certificate."""
        try:
            self.parsed.verify_directly_issued_by(issuer.parsed)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return True


def issue_office_certificate(office: str, key: SigningKey, at: datetime) -> Certificate:
    """The office's self-signed authority, made by its administrator on the spot."""
    return _issue(Holder(office, office), key.public_spki, Holder(office, office), key, at, is_authority=True)


def issue_demo_office_certificate(key: SigningKey, at: datetime) -> Certificate:
    """The authority of a 演练 store."""
    office = f"{DEMO_MARK}机关"
    holder = Holder(f"{DEMO_MARK}CA", office)
    return _issue(holder, key.public_spki, holder, key, at, is_authority=True)


def issue_certificate(
    office: Certificate, office_key: SigningKey, holder: Holder, spki: bytes, at: datetime
) -> Certificate:
    """An inspector's certificate from the office; ValueError when `office_key` is not the key of `office`."""
    if office_key.author != office.author or not office.is_authority:
        raise ValueError("the key is not the office's")
    return _issue(holder, spki, office.holder, office_key, at, authority=office)


def self_issued_certificate(holder: Holder, key: SigningKey, at: datetime) -> Certificate:
    """The certificate of a person whom no office vouches for yet; shown as 未经机关签发."""
    return _issue(holder, key.public_spki, holder, key, at)


def request_certificate(holder: Holder, key: SigningKey) -> bytes:
    """A request (PKCS #10, DER) that goes up on a stick; the key's own signature proves that it is held."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(_name(holder))
    return builder.sign(key.private, hashes.SHA256()).public_bytes(Encoding.DER)


def read_request(der: bytes) -> tuple[Holder, bytes]:
    """Whom a request names and the SubjectPublicKeyInfo it asks for; raises CertificateUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            request = x509.load_der_x509_csr(der)
            is_held, key, holder = request.is_signature_valid, request.public_key(), _holder(request.subject)
    except _UNREADABLE as error:
        raise CertificateUnreadable from error
    if not is_held or not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise CertificateUnreadable
    return holder, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def chain_of(certificate: Certificate, known: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """What stands above `certificate` among `known`: its office, or nothing."""
    return tuple(
        office for office in known if office.is_authority and office != certificate and certificate.is_issued_by(office)
    )[:1]


def _issue(
    holder: Holder,
    spki: bytes,
    issuer: Holder,
    key: SigningKey,
    at: datetime,
    *,
    is_authority: bool = False,
    authority: Certificate | None = None,
) -> Certificate:
    public = load_der_public_key(spki)
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise CertificateUnreadable
    start = at.astimezone(UTC).replace(microsecond=0) - _BACKDATED
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(holder))
        .issuer_name(authority.parsed.subject if authority else _name(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * _YEARS + _YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(_key_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.private.public_key()), critical=False)
    )
    return Certificate(builder.sign(key.private, hashes.SHA256()).public_bytes(Encoding.DER))


def _key_usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(holder: Holder) -> x509.Name:
    parts = (
        (NameOID.ORGANIZATION_NAME, holder.office),
        (NameOID.TITLE, holder.post),
        (NameOID.COMMON_NAME, holder.name.encode()[:_LONGEST_NAME].decode(errors="ignore")),
    )
    return x509.Name([x509.NameAttribute(oid, text[:_LONGEST_NAME]) for oid, text in parts if text])


def _holder(name: x509.Name) -> Holder:
    def text(oid: x509.ObjectIdentifier) -> str:
        found = name.get_attributes_for_oid(oid)
        return str(found[0].value) if found else ""

    return Holder(name=text(NameOID.COMMON_NAME), office=text(NameOID.ORGANIZATION_NAME), post=text(NameOID.TITLE))
