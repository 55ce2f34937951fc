"""The guide at the first start: office, person, backups, passphrase, and the recovery code at its end."""

from ui.pages.first_start.draft import Draft
from ui.pages.first_start.page import FirstStartPage

__all__ = ["Draft", "FirstStartPage"]
