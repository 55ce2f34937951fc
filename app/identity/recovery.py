"""The recovery code: 26 characters that a person can copy by hand and type back."""

import secrets
import unicodedata

from app.errors import RecoveryCodeWrong

LENGTH = 26
"""24 characters of chance (120 bits) and two that check them."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford Base32: without I, L, O, U
_GROUP = 5
_MODULUS = 1021  # the largest prime below 32²: every wrong character and every swap of two is found (ISO 7064 pure)
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_recovery_code() -> str:
    """26 characters without separators, from the system's generator."""
    chance = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH - 2))
    check = (1 - _number(chance) * 32 * 32) % _MODULUS
    return chance + _ALPHABET[check // 32] + _ALPHABET[check % 32]


def groups(code: str) -> tuple[str, ...]:
    """The code as it is printed and read aloud: four groups of five and a last one of six."""
    ends = (_GROUP, 2 * _GROUP, 3 * _GROUP, 4 * _GROUP, LENGTH)
    return tuple(code[start:end] for start, end in zip((0, *ends), ends, strict=False))


def printed(code: str) -> str:
    """The groups joined by hyphens."""
    return "-".join(groups(code))


def parse_recovery_code(typed: str) -> str:
    """The 26 characters of what somebody typed: any case, width, spaces and hyphens; O for 0, I and L for 1.

    Raises RecoveryCodeWrong with the number of characters found when they are not 26, hold a character that no code
    has, or do not agree with their check.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    code = "".join(character for character in plain if character.isalnum())
    if len(code) != LENGTH or not set(code) <= set(_ALPHABET) or _number(code) % _MODULUS != 1:
        raise RecoveryCodeWrong(len(code), LENGTH)
    return code


def _number(code: str) -> int:
    value = 0
    for character in code:
        value = value * 32 + _ALPHABET.index(character)
    return value
