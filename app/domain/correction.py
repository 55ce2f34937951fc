"""更正: a signed inspection written anew, while the signed one goes on to count until the new one is signed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """`inspection_id` is the draft that is filled in, `corrects` the inspection it corrects as it stands at `head`.

    `number` counts the corrections of one inspection, from 1: its report is numbered …更`number`.
    """

    inspection_id: str
    corrects: str
    head: str
    number: int
    reason: str
