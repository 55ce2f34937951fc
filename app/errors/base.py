"""What every error of the program is: facts without words."""

# ruff: noqa: N818 - an error is named after the fact it states

from pathlib import Path
from typing import Protocol


class AppError(Exception):
    """A failure that a user is told about in a sentence of its own.

    Subclasses carry the facts of the failure as attributes and no text for people.
    Every subclass has its sentence in `ui/messages.py` (a test holds this).
    """


class AboutAFile(Exception):
    """What an error about one file or folder carries: its `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class Found(Protocol):
    """One finding: where, and what is wrong there in a Chinese sentence."""

    @property
    def path(self) -> str:
        """The place, as a JSON path."""

    @property
    def text(self) -> str:
        """The sentence."""
