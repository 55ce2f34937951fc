"""The words for every error: what happened, what is safe, what to do next."""

from app.errors import AppError
from ui.words import (
    backups,
    bundles,
    evidence,
    inspections,
    joining,
    keys,
    merging,
    office_key,
    reports,
    schemes,
    store,
    workbooks,
)
from ui.words.message import Message, Words
from ui.words.verdicts import COMPLAINT_WORDS

__all__ = ["COMPLAINT_WORDS", "WORDS", "Message", "message_for", "sentence_of"]

WORDS: Words = {
    **evidence.WORDS,
    **backups.WORDS,
    **bundles.WORDS,
    **inspections.WORDS,
    **joining.WORDS,
    **keys.WORDS,
    **merging.WORDS,
    **office_key.WORDS,
    **reports.WORDS,
    **schemes.WORDS,
    **store.WORDS,
    **workbooks.WORDS,
}


def message_for(error: AppError) -> Message:
    """The words for `error`; every AppError subclass has its own (held by a test)."""
    return WORDS[type(error)](error)


def sentence_of(error: AppError) -> str:
    """What happened, what is safe, what to do, in one paragraph."""
    words = message_for(error)
    return words.happened + words.safe + words.next_step
