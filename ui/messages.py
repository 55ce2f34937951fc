"""The words for every error: what happened, what is safe, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass

from app import errors


@dataclass(frozen=True, slots=True)
class Message:
    """What a user reads when something went wrong; every field is a whole sentence in Simplified Chinese."""

    title: str
    happened: str
    safe: str
    next_step: str

    def as_text(self) -> str:
        """All four, for a terminal or the clipboard."""
        return "\n".join((self.title, self.happened, self.safe, self.next_step))


# One entry for each AppError subclass; the function takes the error and returns its words.
WORDS: dict[type[errors.AppError], Callable[..., Message]] = {}


def message_for(error: errors.AppError) -> Message:
    """The words for `error`; every AppError subclass has its own (held by a test)."""
    return WORDS[type(error)](error)
