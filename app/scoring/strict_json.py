"""JSON from a file of someone else: what cannot be read and what stands twice is named, nothing is guessed."""

import json
from typing import Any

from app.scoring.findings import Refusal
from app.scoring.shapes import brief


class NotReadable(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """Bytes that are no JSON; the sentence says where."""


class _Doubled(dict[str, Any]):
    """An object in which `doubled` keys stood twice; the last value of each was kept."""

    doubled: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    seen: set[str] = set()
    twice = dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    doubled = _Doubled(plain)
    doubled.doubled = tuple(twice)
    return doubled


def parse_json(data: bytes) -> Any:
    """The value of `data`, UTF-8 with or without a mark at its start. Raises NotReadable."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise NotReadable("不是UTF-8编码的文本") from error
    except json.JSONDecodeError as error:
        raise NotReadable(f"不是JSON：第{error.lineno}行第{error.colno}个字附近写得不对") from error
    except RecursionError as error:
        raise NotReadable("不是可用的JSON：嵌套太深") from error
    except ValueError as error:
        raise NotReadable("不是可用的JSON：有过长的数") from error


def doubled_keys(value: object) -> tuple[Refusal, ...]:
    """Every key that stands twice in one object of a value from `parse_json`, with its path."""
    found: list[Refusal] = []
    level: list[tuple[str, object]] = [("", value)]
    while level:
        deeper: list[tuple[str, object]] = []
        for path, one in level:
            if isinstance(one, dict):
                before = f"{path}." if path else ""
                twice = one.doubled if isinstance(one, _Doubled) else ()
                found += [Refusal(f"{before}{brief(key)}", "写了两次，不知道以哪个为准") for key in twice]
                deeper += [(f"{before}{brief(key)}", inner) for key, inner in one.items()]
            elif isinstance(one, list):
                deeper += [(f"{path}[{index}]", inner) for index, inner in enumerate(one)]
        level = deeper
    return tuple(found)
