"""What a JSON value of a scheme may look like: readers that name every fault by its path and never raise."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Protocol

from app.domain.canonical import NotCanonical, canonical_json, nfc
from app.scoring.exact import plain, read_number, read_whole
from app.scoring.findings import Finding, Severity

BAD: Final = object()
"""Stands for a value that could not be read; its finding is already noted."""
REQUIRED: Final = object()

_MAX_TEXT = 20_000
_MAX_DEPTH = 30


class Reader:
    """Collects the findings of one reading."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.errors = 0

    def error(self, path: str, code: str, text: str, **params: str) -> None:
        """Note an error; the scheme cannot be used."""
        self.errors += 1
        self._note(path, "error", code, text, params)

    def warning(self, path: str, code: str, text: str, **params: str) -> None:
        """Note something worth a look that does not block."""
        self._note(path, "warning", code, text, params)

    def _note(self, path: str, severity: Severity, code: str, text: str, params: Mapping[str, str]) -> None:
        self.findings.append(Finding(path or "scheme", severity, code, text, params))


class Kind(Protocol):
    """One kind of JSON value: `read` gives the value or BAD, `normal` its one spelling (only for sound values)."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The value of `raw`, or BAD after noting what is wrong."""

    def normal(self, raw: Any) -> Any:
        """`raw` in its normal form."""


def _wrong_type(reader: Reader, path: str, raw: object, wanted: str) -> Any:
    if isinstance(raw, float):
        reader.error(path, "float", f"这里是浮点数，应写成带引号的文字，如“0.5”（{wanted}）")
    else:
        reader.error(path, "wrong_type", f"这里应为{wanted}", wanted=wanted)
    return BAD


class Text:
    """A string; `blank` says whether it may be empty."""

    def __init__(self, *, blank: bool = True) -> None:
        self._blank = blank

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The string."""
        if not isinstance(raw, str):
            return _wrong_type(reader, path, raw, "文字")
        if len(raw) > _MAX_TEXT or not _is_encodable(raw):
            reader.error(path, "bad_text", "文字过长，或含有不成字的编码")
            return BAD
        if not self._blank and not raw.strip():
            reader.error(path, "empty", "这里不能为空")
            return BAD
        return raw

    def normal(self, raw: Any) -> Any:
        """As it is."""
        return raw


class Number:
    """A decimal string (an integer is taken too), within bounds."""

    def __init__(self, *, least: int | None = None, above: int | None = None) -> None:
        self._least = least
        self._above = above

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The Decimal."""
        number = read_number(raw)
        if number is None:
            return _wrong_type(reader, path, raw, "用文字写的数，如“0.5”")
        if (self._least is not None and number < self._least) or (self._above is not None and number <= self._above):
            bound = f"不小于{self._least}" if self._above is None else f"大于{self._above}"
            reader.error(path, "out_of_range", f"{plain(number)}不行，应{bound}", value=plain(number))
            return BAD
        return number

    def normal(self, raw: Any) -> Any:
        """The string without trailing zeros."""
        number = read_number(raw)
        return raw if number is None else plain(number)


class Whole:
    """An integer (its digits as a string are taken too), within bounds."""

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The int."""
        number = read_whole(raw)
        if number is None:
            return _wrong_type(reader, path, raw, "整数")
        if not self._least <= number <= self._most:
            reader.error(path, "out_of_range", f"{number}不行，应在{self._least}至{self._most}之间", value=str(number))
            return BAD
        return number

    def normal(self, raw: Any) -> Any:
        """The int."""
        number = read_whole(raw)
        return raw if number is None else number


class Truth:
    """true or false."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The bool."""
        return raw if isinstance(raw, bool) else _wrong_type(reader, path, raw, "true或false")

    def normal(self, raw: Any) -> Any:
        """As it is."""
        return raw


class OneOf:
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The word."""
        if not isinstance(raw, str):
            return _wrong_type(reader, path, raw, "、".join(self._words) + "之一")
        if raw not in self._words:
            reader.error(
                path, "unknown_word", f"不认识“{brief(raw)}”，应为{'、'.join(self._words)}之一", word=brief(raw)
            )
            return BAD
        return raw

    def normal(self, raw: Any) -> Any:
        """As it is."""
        return raw


class Day:
    """A date as 2004-02-15."""

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The date."""
        day = read_day(raw)
        return _wrong_type(reader, path, raw, "日期，如2004-02-15") if day is None else day

    def normal(self, raw: Any) -> Any:
        """As it is."""
        return raw


class Maybe:
    """null (read as None), or the inner kind."""

    def __init__(self, inner: Kind) -> None:
        self._inner = inner

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """None or the inner value."""
        return None if raw is None else self._inner.read(reader, raw, path)

    def normal(self, raw: Any) -> Any:
        """null or the inner normal form."""
        return None if raw is None else self._inner.normal(raw)


class ListOf:
    """An array of one kind, read as a tuple; values that could not be read are BAD in it."""

    def __init__(self, inner: Kind, *, least: int = 0) -> None:
        self._inner = inner
        self._least = least

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The tuple."""
        if not isinstance(raw, list | tuple):
            return _wrong_type(reader, path, raw, "列表")
        if len(raw) < self._least:
            reader.error(path, "empty", f"至少要有{self._least}条", least=str(self._least))
            return BAD
        return tuple(self._inner.read(reader, value, f"{path}[{index}]") for index, value in enumerate(raw))

    def normal(self, raw: Any) -> Any:
        """The list of the inner normal forms."""
        return [self._inner.normal(value) for value in raw]


class MapOf:
    """An object with free keys and one kind of value, read as a dict."""

    def __init__(self, inner: Kind) -> None:
        self._inner = inner

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The dict; values that could not be read are BAD in it."""
        if not isinstance(raw, Mapping):
            return _wrong_type(reader, path, raw, "对象")
        read = {}
        for key, value in raw.items():
            if isinstance(key, str) and _is_encodable(key):
                read[key] = self._inner.read(reader, value, f"{path}.{brief(key)}")
                if not unicodedata.is_normalized("NFC", key) and unicodedata.normalize("NFC", key) in raw:
                    reader.error(f"{path}.{brief(key)}", "duplicate", f"“{brief(key)}”用了两次", name=brief(key))
            else:
                reader.error(path, "bad_text", "键不是正常的文字")
                read[repr(key)] = BAD
        return read

    def normal(self, raw: Any) -> Any:
        """The object of the inner normal forms."""
        return {key: self._inner.normal(value) for key, value in raw.items()}


class Field:
    """A key of an object: its kind and its default as raw JSON, or REQUIRED."""

    __slots__ = ("default", "kind", "normal_default", "parsed_default")

    def __init__(self, kind: Kind, default: object = REQUIRED) -> None:
        self.kind = kind
        self.default = default
        if default is not REQUIRED:
            self.parsed_default = kind.read(Reader(), default, "")
            self.normal_default = kind.normal(default)


Hook = Callable[[Reader, str, dict[str, Any]], None]
Tidy = Callable[[dict[str, Any]], None]


class Shape:
    """An object with known keys, built `into` a dataclass when every part could be read.

    `hook` looks at the values that belong together, may complete them, and runs even when some are BAD; `tidy`
    leaves further default keys out of the normal form.
    """

    def __init__(
        self, into: Callable[..., Any], fields: Mapping[str, Field], hook: Hook | None = None, tidy: Tidy | None = None
    ) -> None:
        self._into = into
        self._fields = fields
        self._hook = hook
        self._tidy = tidy

    def read(self, reader: Reader, raw: object, path: str) -> Any:
        """The dataclass, or BAD when anything in it is."""
        if not isinstance(raw, Mapping):
            return _wrong_type(reader, path, raw, "对象")
        before = reader.errors
        values: dict[str, Any] = {}
        for name, field in self._fields.items():
            here = f"{path}.{name}" if path else name
            if name in raw:
                values[name] = field.kind.read(reader, raw[name], here)
            elif field.default is REQUIRED:
                reader.error(here, "missing", f"缺少“{name}”", key=name)
                values[name] = BAD
            else:
                values[name] = field.parsed_default
        for key in raw:
            if key not in self._fields:
                _look_at_extra(reader, path, key, raw[key])
        if self._hook is not None:
            self._hook(reader, path, values)
        if reader.errors > before:
            return BAD
        return self._into(**{_attribute(name): value for name, value in values.items()})

    def normal(self, raw: Any) -> Any:
        """The object without the keys that equal their default; `x_…` keys are kept as they are."""
        normal: dict[str, Any] = {}
        for key, value in raw.items():
            field = self._fields.get(key)
            if field is None:
                normal[key] = value
                continue
            spelled = field.kind.normal(value)
            if field.default is REQUIRED or spelled != field.normal_default:
                normal[key] = spelled
        if self._tidy is not None:
            self._tidy(normal)
        return normal


def _attribute(name: str) -> str:
    return f"{name}_" if name == "from" else name


def _look_at_extra(reader: Reader, path: str, key: object, value: object) -> None:
    shown = brief(key) if isinstance(key, str) else repr(key)
    here = f"{path}.{shown}" if path else shown
    if not isinstance(key, str) or not key.startswith("x_"):
        reader.error(here, "unknown_key", f"不认识“{shown}”这一项（自用的项请以x_开头）", key=shown)
    elif not _is_encodable(key) or not _is_shallow(value) or not _is_canonical({key: value}):
        reader.error(here, "bad_extra", "自用的项里只能有文字、整数、true、false、null和它们的列表、对象")


def _is_shallow(value: object) -> bool:
    """Whether `value` nests no deeper than any record of ours."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        inner: list[object] = []
        for one in level:
            if isinstance(one, Mapping):
                inner.extend(one.values())
            elif isinstance(one, list | tuple):
                inner.extend(one)
        if not inner:
            return True
        level = inner
    return False


def _is_canonical(value: Any) -> bool:
    """Whether canonical JSON can hold `value`: no floats, no broken text, no key twice after NFC."""
    try:
        canonical_json(nfc(value))
    except NotCanonical:
        return False
    return True


def _is_encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def brief(text: str) -> str:
    """`text` fit for a path or a sentence: at most 40 characters, no line breaks, no broken code units."""
    clean = printable(text[:40])
    return clean if len(text) <= 40 else f"{clean}…"


def printable(text: str) -> str:
    """`text` in one line, with ? for what no terminal or page can show."""
    return text if text.isprintable() else "".join(one if one.isprintable() else "?" for one in text)


def read_day(raw: object) -> date | None:
    """The date of `2004-02-15`; None for anything else."""
    if not isinstance(raw, str) or len(raw) != 10 or not raw.isascii():
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def is_good(*values: object) -> bool:
    """Whether all of `values` could be read."""
    return all(value is not BAD for value in values)


def good(values: object) -> list[tuple[int, Any]]:
    """The members of a read list that could be read, with their places; none for a list that could not."""
    if not isinstance(values, tuple):
        return []
    return [(index, value) for index, value in enumerate(values) if value is not BAD]
