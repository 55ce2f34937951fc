"""The way in: a scheme's JSON, checked and read."""

from collections.abc import Mapping
from typing import Any

from app.errors import SchemeRefused
from app.scoring.check import CheckReport, check, read_scheme
from app.scoring.normal import normal_form, scheme_hash
from app.scoring.table import Dimension, Exemption, Grade, Item, Scheme, Share, Veto

__all__ = [
    "CheckReport",
    "Dimension",
    "Exemption",
    "Grade",
    "Item",
    "Scheme",
    "SchemeRefused",
    "Share",
    "Veto",
    "check",
    "load_scheme",
    "normal_form",
    "scheme_hash",
]


def load_scheme(data: Mapping[str, Any]) -> Scheme:
    """The scheme of the JSON object `data`. Raises SchemeRefused with every finding when there are errors."""
    scheme, findings = read_scheme(data)
    if scheme is None:
        raise SchemeRefused(findings)
    return scheme
