"""People: inspectors, team leaders and administrators."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["inspector", "leader", "administrator"]

ROLE_NAMES: dict[Role, str] = {"inspector": "检查员", "leader": "检查组长", "administrator": "区组织部管理员"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who inspects or signs.

    `author` is the SHA-256 of the person's SubjectPublicKeyInfo, None while the person has no signing key on this
    machine. `is_local` means that the person can open this store with a passphrase of their own.
    """

    id: str
    name: str
    post: str
    office: str
    role: Role = "inspector"
    author: str | None = None
    is_local: bool = False
    is_active: bool = True
