"""What can be said of a signed PDF: who signed, and every reason not to believe it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Complaint(Enum):
    """Why a PDF is not genuine; the words are in ui/messages.py (COMPLAINT_WORDS)."""

    TOO_LARGE = "too large"
    NOT_A_PDF = "not a PDF"
    ENCRYPTED = "encrypted"
    NO_SIGNATURE = "no signature"
    BYTES_AFTER_END = "bytes after the last signature"
    CUT_OFF = "shorter than a signature says"
    CONTENT_CHANGED = "covered bytes changed"
    SIGNATURE_BROKEN = "the signature itself changed"
    NOT_READABLE = "cannot be read as a PDF"
    UNSIGNED_REVISION = "a change that nobody signed"
    CHANGED_BETWEEN = "more than a signature was added"
    NOT_CERTIFIED = "the first signature does not certify"


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature, in words of its certificate.

    `signed_at` is what the laptop claimed (aware). `issued_by_office`: one of the offices one trusts issued the
    certificate; otherwise it is shown as 未经机关签发. `covers_all`: nothing was added after it, otherwise only
    further signatures were. `intact` says that the bytes it covers are the ones that were signed.
    """

    name: str
    signer: str
    post: str
    office: str
    signed_at: datetime | None
    issued_by_office: bool
    is_demo: bool
    intact: bool
    covers_all: bool
    serial: str
    author: str
    reason: str
    location: str


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """What can be said of a PDF.

    `additions` names the fields that were signed after the first signature, `waiting` those that nobody has signed.
    `changed_after` is True when anything but such a signature came after a signature.
    """

    signatures: tuple[SignatureVerdict, ...] = ()
    changed_after: bool = False
    additions: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    @property
    def is_genuine(self) -> bool:
        """True when every byte is as its signers left it; who they are is for `signatures` to say."""
        return bool(self.signatures) and not self.complaints
