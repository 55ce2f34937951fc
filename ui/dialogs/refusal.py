"""Says why something signed with a passphrase was not done: at the passphrase if that is wrong, or else below."""

from app.errors import AppError, WrongPassphrase
from ui.dialogs.labelled import Labelled
from ui.messages import message_for, sentence_of
from ui.widgets.frames import Notice


def say_refusal(error: AppError, passphrase: Labelled, problem: Notice) -> None:
    """Say it; a wrong passphrase gets the keyboard back."""
    if isinstance(error, WrongPassphrase):
        passphrase.object_to(message_for(error).happened)
        passphrase.setFocus()
    else:
        problem.say(sentence_of(error))
