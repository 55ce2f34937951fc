"""Campaigns: rounds of inspections under one scheme version."""

from dataclasses import dataclass
from datetime import date

DAILY_CAMPAIGN_ID = "daily"
DAILY_CAMPAIGN_CODE = "RC"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that inspectors study before they inspect: its title and its number (文号)."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One round of inspections. `code` stands in report numbers; `due_on` is the day reports are due, if any."""

    id: str
    code: str
    name: str
    scheme_hash: str
    required_documents: tuple[Document, ...] = ()
    due_on: date | None = None
