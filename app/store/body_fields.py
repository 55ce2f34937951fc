"""Single fields of a revision's body, read strictly: what is of another form raises BodyUnreadable."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from app.store.outcome import to_e4

Body = Mapping[str, Any]
"""As json.loads gives it: a dict of dicts, lists, text, integers, true, false and null."""


class BodyUnreadable(ValueError):  # noqa: N818 - names the fact
    """A body that breaks the form of its entity; `part` names the key."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


_REQUIRED = "\0"


def text(body: Body, key: str, default: str = _REQUIRED) -> str:
    """The text; `default` where the key is absent."""
    value = body.get(key, default) if isinstance(body, dict) else None
    if not isinstance(value, str) or value is _REQUIRED:
        raise BodyUnreadable(key)
    return value


def text_or_none(body: Body, key: str) -> str | None:
    """The text, None where it is null or absent."""
    return None if body.get(key) is None else text(body, key)


def one_of(body: Body, key: str, known: tuple[str, ...]) -> str:
    """A text of `known`."""
    value = text(body, key)
    if value not in known:
        raise BodyUnreadable(key)
    return value


def flag(body: Body, key: str, *, default: bool) -> bool:
    """True or false."""
    value = body.get(key, default)
    if not isinstance(value, bool):
        raise BodyUnreadable(key)
    return value


def count(body: Body, key: str, default: int) -> int:
    """An integer."""
    value = body.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BodyUnreadable(key)
    return value


def list_of(body: Body, key: str) -> list[Any]:
    """A list, empty where the key is absent."""
    value = body.get(key, [])
    if not isinstance(value, list | tuple):
        raise BodyUnreadable(key)
    return list(value)


def object_of(body: Body, key: str) -> Body:
    """An object, empty where the key is absent."""
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise BodyUnreadable(key)
    return value


def marks_e4(body: Body, key: str) -> int | None:
    """Marks in ten-thousandths from decimal text; None where null or absent."""
    try:
        return to_e4(text_or_none(body, key))
    except ValueError as error:
        raise BodyUnreadable(key) from error


def moment(body: Body, key: str) -> datetime:
    """An aware UTC moment."""
    try:
        found = datetime.fromisoformat(text(body, key))
        if found.tzinfo is None:  # would be read in this machine's zone, and elsewhere in another's
            raise BodyUnreadable(key)
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BodyUnreadable(key) from error


def day(body: Body, key: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text(body, key))
    except ValueError as error:
        raise BodyUnreadable(key) from error
