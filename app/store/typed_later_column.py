"""The step that gives inspections a place for who typed a paper form, and when (补录)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def typed_later_column(db: "Database") -> None:
    """JSON; NULL where the inspection was filled in on the spot."""
    db.execute("ALTER TABLE inspection ADD COLUMN typed_later TEXT")
