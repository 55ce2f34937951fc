"""Everything that can go wrong for a user, as facts without words; the words are in ui/messages.py."""


class AppError(Exception):
    """A failure that a user is told about in a sentence of its own.

    Subclasses carry the facts of the failure as attributes and no text for people.
    Every subclass has its sentence in `ui/messages.py` (a test holds this).
    """
