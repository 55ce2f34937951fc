"""Evidence (佐证材料): a photo or file named by its SHA-256, linked to the items that it shows."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from app.domain.inspection import Answers, Change

EVIDENCE: Literal["evidence"] = "evidence"
"""The section of the answers that holds the links: SHA-256 → what is known of the file. Nothing in it is scored."""

Mime = str
JPEG, PNG, HEIC = "image/jpeg", "image/png", "image/heic"
PDF = "application/pdf"
PICTURES = (JPEG, PNG, HEIC)
PAPER_FORM = "paper_form"
"""The code that links scans of the form filled in on paper: they belong to the inspection as a whole (补录)."""
LONGEST_NAME = 255
CLOCKS_TOGETHER = timedelta(hours=12)
"""Within this a photo was added on the day it was taken; beyond it both times are shown."""
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of an inspection, and the codes of the items it belongs to.

    `taken_at` is what the camera says in its own clock (`2026-09-16T10:12:00`, no zone), empty where it says nothing;
    `added_at` is the aware time of this machine. `turn` is how far a viewer turns the picture clockwise, in degrees;
    the file itself is never changed. `name` is what the file was called where it came from; `added_by` is a name;
    `pages` is how many a PDF has, 0 where that is not known.
    """

    sha256: str
    codes: tuple[str, ...]
    name: str
    mime: Mime
    size: int
    added_at: datetime
    taken_at: str = ""
    added_by: str = ""
    caption: str = ""
    turn: int = 0
    pages: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at and printed."""
        return self.mime in PICTURES

    @property
    def moment(self) -> str:
        """When it was taken, or else added, to sort by; both in local time."""
        return self.taken_at or f"{self.added_at.astimezone():%Y-%m-%dT%H:%M:%S}"

    @property
    def clocks_apart(self) -> timedelta | None:
        """How much later than the camera says it was added, where camera and machine are more than hours apart."""
        if not self.taken_at:
            return None
        apart = self.added_at.astimezone().replace(tzinfo=None) - datetime.fromisoformat(self.taken_at)
        return apart if abs(apart) > CLOCKS_TOGETHER else None

    def change(self) -> Change:
        """The change that keeps it as it is here; without a code it is taken out of the inspection."""
        return Change(EVIDENCE, self.sha256, self._to_json() if self.codes else None)

    def turned(self, by: int) -> "Evidence":
        """Turned further clockwise; `by` in quarter turns of 90 degrees."""
        return replace(self, turn=(self.turn + by) % 360)

    def without(self, code: str) -> "Evidence":
        """No longer linked to an item."""
        return replace(self, codes=tuple(one for one in self.codes if one != code))

    def linked(self, code: str) -> "Evidence":
        """Linked to one more item."""
        return self if code in self.codes else replace(self, codes=(*self.codes, code))

    def _to_json(self) -> dict[str, Any]:
        return {
            "codes": list(self.codes),
            "name": self.name,
            "mime": self.mime,
            "size": self.size,
            "added_at": self.added_at.isoformat(),
            "taken_at": self.taken_at,
            "added_by": self.added_by,
            "caption": self.caption,
            "turn": self.turn,
            **({"pages": self.pages} if self.pages else {}),
        }


def evidence_in(answers: Answers) -> tuple[Evidence, ...]:
    """All evidence of an inspection, in the order in which it was taken."""
    links: Mapping[str, Any] = answers.get(EVIDENCE) or {}
    found = (_of_json(sha256, value) for sha256, value in links.items())
    return tuple(sorted(found, key=lambda one: (one.moment, one.name, one.sha256)))


def evidence_of(answers: Answers, code: str) -> tuple[Evidence, ...]:
    """That of one item."""
    return tuple(one for one in evidence_in(answers) if code in one.codes)


def evidence_counts(answers: Answers) -> Mapping[str, int]:
    """How much each item has; 0 for an item that is not named."""
    links: Mapping[str, Any] = answers.get(EVIDENCE) or {}
    return Counter(code for value in links.values() for code in value.get("codes", ()))


def in_item_order(all_evidence: Iterable[Evidence], codes: Iterable[str]) -> tuple[Evidence, ...]:
    """By the first of its items in the order of `codes`, then by time: the order of the annex, each file once."""
    places = {code: place for place, code in enumerate(codes)}
    last = len(places)

    def sorted_codes(one: Evidence) -> tuple[str, ...]:
        return tuple(sorted(one.codes, key=lambda code: places.get(code, last)))

    ordered = (replace(one, codes=sorted_codes(one)) for one in all_evidence)
    return tuple(
        sorted(ordered, key=lambda one: (min((places.get(c, last) for c in one.codes), default=last), one.moment))
    )


def clean_name(name: str) -> str:
    """A file name that can be kept and shown: no control characters, no halves of characters, not endless."""
    whole = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    shown = "".join(character for character in whole if unicodedata.category(character) not in ("Cc", "Cf"))
    return shown[:LONGEST_NAME]


def _of_json(sha256: str, value: Mapping[str, Any]) -> Evidence:
    return Evidence(
        sha256=sha256,
        codes=tuple(map(str, value.get("codes", ()))),
        name=str(value.get("name", "")),
        mime=str(value.get("mime", "")),
        size=int(value.get("size", 0)),
        added_at=datetime.fromisoformat(str(value["added_at"])),
        taken_at=str(value.get("taken_at", "")),
        added_by=str(value.get("added_by", "")),
        caption=str(value.get("caption", "")),
        turn=int(value.get("turn", 0)) % 360,
        pages=int(value.get("pages", 0)),
    )
