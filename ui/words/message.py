"""What a user reads when something went wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import AppError


@dataclass(frozen=True, slots=True)
class Message:
    """What a user reads when something went wrong; every field is a whole sentence in Simplified Chinese."""

    title: str
    happened: str
    safe: str
    next_step: str

    def as_text(self) -> str:
        """All four, for a terminal or the clipboard."""
        return f"{self.title}\n{self.happened}\n{self.safe}\n{self.next_step}"


Words = dict[type[AppError], Callable[..., Message]]
"""For each error a function from the error to its words."""
