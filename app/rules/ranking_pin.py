"""A published ranking holds on to the records it was made from, and says how many came since (rule R10)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.canonical import canonical_json


@dataclass(frozen=True, slots=True)
class RankingPin:
    """The sorted rids that a table was made from, and the SHA-256 of their canonical JSON, printed on it."""

    rids: tuple[str, ...]
    sha256: str

    def arrived_since(self, rids: Iterable[str]) -> tuple[str, ...]:
        """Those of `rids`, the records that would be ranked now, that the table does not know."""
        return tuple(sorted(set(rids) - set(self.rids)))

    def replaced_since(self, rids: Iterable[str]) -> tuple[str, ...]:
        """The table's records that would not be ranked now: amended, withdrawn or contested since."""
        return tuple(sorted(set(self.rids) - set(rids)))

    def is_whole(self) -> bool:
        """Whether the list is the one that its hash was printed for."""
        return self == ranking_pin(self.rids)


def ranking_pin(rids: Iterable[str]) -> RankingPin:
    """Hold on to these records."""
    ordered = tuple(sorted(set(rids)))
    return RankingPin(ordered, hashlib.sha256(canonical_json(ordered)).hexdigest())
