"""JSON in the one spelling that hashes and signatures are made over (RFC 8785, without floats)."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785, 3.2.2.3)."""
MAX_DEPTH = 64
"""Arrays and objects inside one another; a record of ours has fewer than ten."""

# Only values whose depth was checked come here, so that nothing goes round in a circle.
_dump = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


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
    text = _dump(value)
    if text.isascii():
        return text.encode()
    # Text is joined by quotes, which compose with nothing, so the whole is NFC when every string is; an escape such
    # as \n before a combining mark makes the whole look worse than its strings, and only then they are looked at.
    if not unicodedata.is_normalized("NFC", text):
        _require_text(value, "$")
    try:
        # Keys only sort differently by UTF-16 unit than by code point when some character lies beyond the BMP.
        if len(text.encode("utf-16-le")) != 2 * len(text):
            text = _dump(_sorted_by_utf16(value))
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("$", "lone surrogate") from error


def parse_canonical(data: bytes) -> JsonValue:
    """The value whose canonical bytes are exactly `data`; NotCanonical for anything else, duplicate keys included."""
    value: JsonValue = parse_strict(data)
    if canonical_json(value) != data:
        raise NotCanonical("$", "not the canonical bytes")
    return value


def parse_strict(data: bytes) -> Any:
    """The JSON of `data` with integers only; for callers that compare the canonical bytes themselves.

    Raises NotCanonical for bytes that are not UTF-8 or not JSON, floats, NaN, huge integers and deep nesting.
    Duplicate keys are not seen here: they show when the canonical bytes are compared.
    """
    try:
        return json.loads(data.decode(), parse_float=_refuse, parse_constant=_refuse, parse_int=_integer)
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


class _Utf16Key(str):
    """A key that sorts by its UTF-16 code units (json.dumps sorts keys with their own `<`)."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return self.encode("utf-16-be", "surrogatepass") < other.encode("utf-16-be", "surrogatepass")


def _sorted_by_utf16(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {_Utf16Key(key): _sorted_by_utf16(inner) for key, inner in value.items()}
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


def _integer(literal: str) -> int:
    if len(literal) > 17:  # a sign and sixteen digits; longer ones also cost time to read
        raise NotCanonical("$", "integer too large")
    return int(literal)
