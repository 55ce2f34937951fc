"""Schemes as the program uses them: the built-in reference and those kept in the store."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.canonical import canonical_json
from app.paths import REFERENCE_SCHEME
from app.scoring.scheme import Scheme, load_scheme, normal_form


@dataclass(frozen=True, slots=True)
class PublishedScheme:
    """An immutable version of a scheme: its hash is SHA-256 of `canonical`, the canonical JSON of its normal form."""

    hash: str
    canonical: bytes
    data: Mapping[str, Any]
    scheme: Scheme

    @property
    def is_reference(self) -> bool:
        """Whether it is a reference of ours (参考方案) and says so wherever it shows."""
        return self.scheme.status == "reference"


def published(data: Mapping[str, Any]) -> PublishedScheme:
    """Load and name a scheme; raises SchemeRefused with every finding when its check has errors."""
    scheme = load_scheme(data)
    canonical = canonical_json(normal_form(data))
    return PublishedScheme(hashlib.sha256(canonical).hexdigest(), canonical, data, scheme)


def built_in_scheme() -> PublishedScheme:
    """The reference scheme that comes with the program; it is not the official text and says so."""
    return published(json.loads(REFERENCE_SCHEME.read_text(encoding="utf-8")))
