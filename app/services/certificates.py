"""Which certificate a signer uses here, and which offices the verifier trusts."""

import base64
from dataclasses import dataclass

from app.errors import CertificateUnreadable
from app.identity.certificates import Certificate, chain_of
from app.services.workspace import Workspace
from app.store import people as people_table
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class Credentials:
    """A signer's certificate with what stands above it; `number` is what is printed beside the signature."""

    certificate: Certificate
    chain: tuple[Certificate, ...]

    @property
    def number(self) -> str:
        """The last eight hex digits of the serial number, upper case."""
        return self.certificate.serial[-8:].upper()

    @property
    def is_issued(self) -> bool:
        """Whether an office issued it; otherwise it is shown as 未经机关签发."""
        return bool(self.chain)


def credentials(workspace: Workspace, author: str) -> Credentials:
    """The certificate of the key `author`: one that an office issued goes before the self-issued one."""
    offices = roots(workspace)
    found = [
        Certificate.from_der(der) for der in people_table.certificates(workspace.store, author=author, kind="person")
    ]
    chains = [Credentials(certificate, chain_of(certificate, offices)) for certificate in found]
    return max(chains, key=lambda one: one.is_issued)


def keep_office_certificates(workspace: Workspace) -> None:
    """Trust the certificates of the offices that the registers name, inside a transaction, as one's own office says."""
    believed, store = trust(workspace.store), workspace.store
    said = {(one.issuer, one.certificate) for one in believed.registers.values()}
    said |= {(one.author, one.certificate) for register in believed.registers.values() for one in register.vouched}
    for author, text in sorted(said):
        if author not in believed.offices or not text:
            continue
        try:
            certificate = Certificate.from_der(base64.b64decode(text, validate=True))
        except (CertificateUnreadable, ValueError):
            continue
        if certificate.author == author and certificate.is_authority:
            people_table.put_certificate(store, author, "office", certificate.der, workspace.clock())


def roots(workspace: Workspace) -> tuple[Certificate, ...]:
    """The offices' own certificates that this store trusts."""
    return tuple(Certificate.from_der(der) for der in people_table.certificates(workspace.store, kind="office"))
