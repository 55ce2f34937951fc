"""JSON in the one spelling that hashes and signatures are made over (RFC 8785, without floats)."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785, 3.2.2.3)."""
MAX_DEPTH = 64
"""Arrays and objects inside one another; a record of ours has fewer than ten."""

_FOUR_BYTES = tuple(bytes([lead]) for lead in range(0xF0, 0xF5))
"""How UTF-8 begins a character beyond the BMP."""
_REST_OF_KEY = re.compile(rb'(?:[^"\\]|\\.)*":')
"""What follows a character of a key, in canonical bytes."""


class NotCanonical(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A value that has no canonical spelling, or bytes that are not in it; `path` is like `$.body.items[3]`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


def canonical_json(value: JsonValue) -> bytes:
    """UTF-8 bytes of `value`: keys by UTF-16 code unit, no spaces, shortest escapes.

    Tuples are arrays. Raises NotCanonical for floats, integers beyond ±(2^53−1), other types, keys that are no
    text, text that is not NFC or holds lone surrogates, and nesting beyond MAX_DEPTH.
    """
    if not _is_surely_plain((value,), MAX_DEPTH):
        _require_plain(value, "$", 0)
        value = _as_plain(value)
    data = _dump(value)
    if data.isascii():
        return data
    # Text is joined by quotes, which compose with nothing, so the whole is NFC when every string is; an escape such
    # as \n before a combining mark makes the whole look worse than its strings, and only then they are looked at.
    if not unicodedata.is_normalized("NFC", data.decode()):
        _require_text(value, "$")
    # Keys only sort differently by UTF-16 unit than by code point when some character lies beyond the BMP.
    return _dump(_sorted_by_utf16(value), sorts=False) if _has_rare_key(data) else data


def parse_canonical(data: bytes) -> JsonValue:
    """The value whose canonical bytes are exactly `data`; NotCanonical for anything else, duplicate keys included."""
    value: JsonValue = parse_strict(data)
    if canonical_json(value) != data:
        raise NotCanonical("$", "not the canonical bytes")
    return value


def parse_strict(data: bytes) -> Any:
    """The JSON of `data`, for callers that compare the canonical bytes themselves.

    Raises NotCanonical for bytes that are not UTF-8 or not JSON, NaN and deep nesting. Duplicate keys, floats and
    integers that are too large are not seen here: they show when the canonical bytes are asked for and compared.
    """
    import orjson  # the start of the program does without it

    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return _complained(data)


def _complained(data: bytes) -> Any:
    """What is wrong with bytes that orjson does not take, in the words of the standard library."""
    try:
        return json.loads(data.decode(), parse_float=_refuse, parse_constant=_refuse)
    except NotCanonical:
        raise
    except UnicodeDecodeError as error:
        raise NotCanonical("$", "not UTF-8") from error
    except RecursionError as error:
        raise NotCanonical("$", "nested too deep") from error
    except ValueError as error:
        raise NotCanonical("$", "not JSON") from error


def nfc(value: JsonValue) -> JsonValue:
    """`value` with every string and key in NFC; keys that become equal are refused (NotCanonical)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        normal = {unicodedata.normalize("NFC", key): nfc(inner) for key, inner in value.items()}
        if len(normal) != len(value):
            raise NotCanonical("$", "keys are equal in NFC")
        return normal
    if isinstance(value, list | tuple):
        return [nfc(inner) for inner in value]
    return value


def _dump(value: Any, *, sorts: bool = True) -> bytes:
    """UTF-8 JSON without spaces; orjson sorts keys by their UTF-8 bytes, which is the order of code points.

    Only values whose depth and types were checked come here.
    """
    import orjson  # the start of the program does without it

    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if sorts else None)
    except TypeError as error:  # its only complaint about text, numbers and containers
        raise NotCanonical("$", "lone surrogate") from error


def _has_rare_key(data: bytes) -> bool:
    """Whether a key has a character beyond the BMP; in texts there may be some, and they are no matter."""
    for lead in _FOUR_BYTES:
        at = data.find(lead)
        while at >= 0:
            if _REST_OF_KEY.match(data, at):
                return True
            at = data.find(lead, at + 1)
    return False


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _sorted_by_utf16(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _sorted_by_utf16(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_sorted_by_utf16(inner) for inner in value]
    return value


def _is_surely_plain(inside: Iterable[Any], room: int) -> bool:
    """True when nothing inside needs the slow look: exact types, integers in range, `room` levels or fewer.

    An import asks this for every value of every record, so it is written for speed and says no more than that.
    """
    if type(inside) is dict:
        for key in inside:
            if type(key) is not str:
                return False
        inside = inside.values()
    for value in inside:
        kind = type(value)
        if kind is str or kind is bool or value is None:
            continue
        if kind is int:
            if not -MAX_INTEGER <= value <= MAX_INTEGER:
                return False
        elif kind is dict or kind is list or kind is tuple:
            if not room or not _is_surely_plain(value, room - 1):
                return False
        else:
            return False
    return True


def _require_plain(value: JsonValue, path: str, depth: int) -> None:
    """Refuse what json.dumps would write although canonical JSON has no spelling for it."""
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise NotCanonical(path, "integer too large")
    elif depth >= MAX_DEPTH:
        raise NotCanonical(path, "nested too deep")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotCanonical(path, "key is not text")
            _require_plain(inner, f"{path}.{key}", depth + 1)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _require_plain(inner, f"{path}[{place}]", depth + 1)
    else:
        raise NotCanonical(path, f"no JSON for {type(value).__name__}")


def _as_plain(value: JsonValue) -> JsonValue:
    """The same of exact types: what is an enumeration's member is written as the text or number that it is."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return {str.__str__(key): _as_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_plain(inner) for inner in value]
    return value if value is None or isinstance(value, bool) else int(value)  # type: ignore[arg-type] # checked before


def _require_text(value: JsonValue, path: str) -> None:
    """Refuse strings and keys that are not NFC."""
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise NotCanonical(path, "not NFC")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _require_text(key, f"{path}.key")
            _require_text(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _require_text(inner, f"{path}[{place}]")


def _refuse(literal: str) -> NoReturn:
    raise NotCanonical("$", f"not an integer: {literal[:40]}")
