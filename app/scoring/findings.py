"""What is wrong with a scheme or with answers, each finding with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a scheme; `path` is its JSON path (`items[3].rules[0].bands`), `code` its stable name.

    `text` is the sentence in Chinese; `params` are the figures and names in it.
    """

    path: str
    severity: Severity
    code: str
    text: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class Refusal(NamedTuple):
    """One reason why answers, a campaign or a unit's inspections are refused; `path` as in `items.1.2.facts.a`."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"
