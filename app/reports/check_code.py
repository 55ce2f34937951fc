"""The code at the foot of each page: typing it shows the genuine page beside the sheet of paper."""

import hashlib

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def page_check_code(rid: str, page: int, pages: int) -> str:
    """12 Crockford Base32 characters of SHA-256(rid | page | pages); page counts from 1."""
    number = int.from_bytes(hashlib.sha256(f"{rid}|{page}|{pages}".encode()).digest()[:8], "big") >> 4
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(55, -5, -5))


def in_groups(code: str) -> str:
    """PV8P-0GK2-AVGE."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """What a person typed as the code it means: dashes and spaces aside, O as 0, I and L as 1."""
    plain = "".join(c for c in text.upper() if c.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))
