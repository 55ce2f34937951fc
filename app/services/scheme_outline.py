"""The little of a scheme that lists and frames show, read without loading and checking all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SchemeOutline:
    """A published scheme's status, and the titles of its items by code."""

    status: str
    item_titles: Mapping[str, str]

    @property
    def is_reference(self) -> bool:
        """Whether it is a reference of ours (参考方案) and says so wherever it shows."""
        return self.status == "reference"


def outline_of(data: Mapping[str, Any]) -> SchemeOutline:
    """The outline of a scheme in its normal form, as the store keeps it: it was checked when it was published."""
    return SchemeOutline(str(data["status"]), {str(item["code"]): str(item["title"]) for item in data["items"]})
