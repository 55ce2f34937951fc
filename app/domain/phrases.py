"""Phrases (常用语) out of the reasons that people wrote: cut, recognised again, found while typing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain.pinyin import initials_of

PhraseState = Literal["learnt", "own", "pinned", "hidden"]

LONGEST = 60
"""A longer sentence tells of one visit and is of no use at another."""
SHORTEST = 2

_ENDS = re.compile(r"[;；。\n\r]+")
_EDGES = " \t　，,、：:；;。.！!"
_INITIALS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Use:
    """One spelling of a phrase: how often it was written, and the latest day (ISO 8601)."""

    text: str
    times: int
    last_on: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of one item as it is offered; `own` ones were typed in by a person, `pinned` ones stand first."""

    text: str
    times: int = 0
    last_on: str = ""
    state: PhraseState = "learnt"


def phrases_of(reason: str) -> tuple[str, ...]:
    """The phrases of a reason, cut at ； 。 and line ends, each once; numbers stay as they are."""
    texts = [" ".join(part.split()).strip(_EDGES) for part in _ENDS.split(reason)]
    told = [text for text in texts if SHORTEST <= len(text) <= LONGEST]
    if len(told) < 2:
        return tuple(told)
    found: dict[str, str] = {}
    for text in told:
        found.setdefault(key_of(text), text)
    return tuple(found.values())


def key_of(text: str) -> str:
    """What two spellings of one phrase have in common: no blanks, no full width, no capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip(_EDGES)


def ranked(uses: Iterable[Use], kept: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Learnt and kept phrases together: pinned, then own, then the most used and latest; hidden ones stand last.

    Spellings that differ in nothing are one phrase, shown as it was last written; a kept one stays as it was kept.
    """
    known = {key_of(phrase.text): phrase for phrase in kept}
    merged: dict[str, Use] = {}
    for use in uses:
        key = key_of(use.text)
        same = merged.get(key)
        if same is None:
            merged[key] = use
        else:
            latest = max(same, use, key=lambda one: one.last_on)
            merged[key] = Use(latest.text, same.times + use.times, latest.last_on)
    phrases = [
        Phrase(known[key].text if key in known else use.text, use.times, use.last_on, _state(known.get(key)))
        for key, use in merged.items()
    ]
    phrases += [phrase for key, phrase in known.items() if key not in merged]
    order = {"pinned": 0, "own": 1, "learnt": 2, "hidden": 3}
    phrases.sort(key=lambda phrase: phrase.last_on, reverse=True)
    phrases.sort(key=lambda phrase: (order[phrase.state], -phrase.times))
    return tuple(phrases)


def matching(phrases: Iterable[str], typed: str) -> tuple[str, ...]:
    """Those that go on from what is being typed: by its beginning, by any part of it, by pinyin initials.

    Nothing typed finds all; a phrase that is already there word for word is not offered again.
    """
    wanted = key_of(typed)
    if not wanted:
        return tuple(phrases)
    begun, inside = [], []
    for phrase in phrases:
        key = key_of(phrase)
        if key == wanted:
            continue
        if key.startswith(wanted):
            begun.append(phrase)
        elif wanted in key or (_INITIALS.fullmatch(wanted) and wanted in initials_of(phrase)):
            inside.append(phrase)
    return (*begun, *inside)


def fragment(text: str) -> str:
    """What is being typed: all after the last ； or 。."""
    return _ENDS.split(text)[-1]


def taken(text: str, phrase: str) -> str:
    """The reason after taking a phrase over: what matches it at the end gives way, anything else stays before it."""
    typed = fragment(text)
    before = text[: len(text) - len(typed)]
    if typed.strip() and not matching((phrase,), typed):
        before = f"{text.rstrip(_EDGES)}；"
    elif not typed.strip() and before.strip():
        before = f"{before.rstrip(_EDGES + chr(10))}；"
    return f"{before}{phrase}"


def _state(kept: Phrase | None) -> PhraseState:
    return "learnt" if kept is None else kept.state
