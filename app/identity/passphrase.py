"""Passphrases: what may be one, and the slow key that is made from it."""

import unicodedata
from dataclasses import dataclass

from app.errors import KeysDamaged, PassphraseTooShort

MINIMUM_LENGTH = 8
"""Characters after NFKC; there is no other rule, because rules of composition make people write it down."""


_SHORTEST_SALT = 8


@dataclass(frozen=True, slots=True)
class ArgonCost:
    """What one guess costs (RFC 9106): stored with everything that was wrapped at this cost."""

    memory_kib: int = 65_536
    iterations: int = 3
    lanes: int = 2

    def to_json(self) -> dict[str, int]:
        """As kept in a key file."""
        return {"memory_kib": self.memory_kib, "iterations": self.iterations, "lanes": self.lanes}

    @classmethod
    def from_json(cls, value: object) -> "ArgonCost":
        """Read it back; KeysDamaged for costs that no file of ours has (they could stop the machine)."""
        if not isinstance(value, dict) or value.keys() != {"memory_kib", "iterations", "lanes"}:
            raise KeysDamaged("cost")
        cost = cls(**value)
        if not all(type(number) is int for number in value.values()):
            raise KeysDamaged("cost")
        if not (1 <= cost.lanes <= 16 and 8 * cost.lanes <= cost.memory_kib <= 2**20 and 1 <= cost.iterations <= 64):
            raise KeysDamaged("cost")
        return cost


USUAL_COST = ArgonCost()


def passphrase_bytes(passphrase: str) -> bytes:
    """NFKC in UTF-8, so that full-width digits open what half-width ones closed."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def require_long_enough(passphrase: str) -> None:
    """Raises PassphraseTooShort for a new passphrase of fewer than MINIMUM_LENGTH characters after NFKC."""
    length = len(unicodedata.normalize("NFKC", passphrase))
    if length < MINIMUM_LENGTH:
        raise PassphraseTooShort(MINIMUM_LENGTH, length)


def slow_key(passphrase: str, salt: bytes, cost: ArgonCost) -> bytes:
    """32 bytes of Argon2id; about 0.1 s at the usual cost. KeysDamaged for a salt that is too short to be ours."""
    if len(salt) < _SHORTEST_SALT:
        raise KeysDamaged("salt")
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # no part of a start without a passphrase

    derivation = Argon2id(
        salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return derivation.derive(passphrase_bytes(passphrase))
