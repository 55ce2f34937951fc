"""What can go wrong when a store joins its office, or one office accepts another."""

# ruff: noqa: N818 - an error is named after the fact it states

from typing import Literal

from app.errors.base import AppError

InvitationFault = Literal["form", "signature", "register", "practice", "size"]
JoiningObstacle = Literal["practice", "own key", "other office", "joined", "own office"]


class InvitationRefused(AppError):
    """A file that should be a 加入文件 and is none of ours, was changed, or contradicts itself; `fault` says which."""

    def __init__(self, fault: InvitationFault) -> None:
        super().__init__(fault)
        self.fault = fault


class FingerprintDiffers(AppError):
    """What was accepted is not the fingerprint of the office certificate in the file."""


class JoiningRefused(AppError):
    """This store cannot join that office (or accept it); `obstacle` says why not."""

    def __init__(self, obstacle: JoiningObstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


class NothingToIssue(AppError):
    """The key that was to be certified is certified already, revoked, or did not ask for it itself."""


class CertificateRevoked(AppError):
    """The office took the certificate of this key back: what it signs from now on is not believed."""


class NotCertified(AppError):
    """The key that was to be revoked has no certificate of this office, or was revoked before."""
