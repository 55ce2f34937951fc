"""What a person leaves on a report: a place to sign, a drawn or digital signature, a refusal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Point = tuple[float, float, float]
"""x and y from 0 to 1 within the signing area (y downwards), and the stroke's width as a share of its height."""
Strokes = tuple[tuple[Point, ...], ...]
SignatureManner = Literal["digital", "drawn", "paper", "refused"]


@dataclass(frozen=True, slots=True)
class SignPlace:
    """One place to sign: a line of the scheme's sign_off, and within it the place of one person.

    `field` names the signature field of the PDF. `person_id` is set where a known person is expected.
    `is_stamp` marks lines that are stamped on paper (盖章).
    """

    field: str
    line: int
    place: int
    label: str
    person_id: str | None = None
    name: str = ""
    post: str = ""
    is_stamp: bool = False


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """What stands in a place: who, how, when (the machine's clock, UTC), strokes, and a reason for 拒签 or 代签."""

    field: str
    manner: SignatureManner
    name: str
    post: str
    at: datetime
    strokes: Strokes = ()
    reason: str = ""
    on_behalf_of: str = ""
    person_id: str | None = None
    certificate: str = ""
