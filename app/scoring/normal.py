"""The normal form of a scheme and the hash that names a published version."""

import hashlib
from collections.abc import Mapping
from typing import Any

from app.domain.canonical import canonical_json, nfc
from app.scoring.outline import FIELDS
from app.scoring.shapes import Shape


def normal_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data`, a scheme without errors, without the keys that equal their default; numbers in one spelling."""
    return dict(Shape(dict, FIELDS).normal(data))


def scheme_hash(data: Mapping[str, Any]) -> str:
    """Lower-case hex SHA-256 of the canonical JSON (RFC 8785) of the normal form, its text in NFC."""
    return hashlib.sha256(canonical_json(nfc(normal_form(data)))).hexdigest()
