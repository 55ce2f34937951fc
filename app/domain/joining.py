"""How a store enters its office's realm (a `joining` record), and why records of its former realm may come along.

A store that worked alone signed its records under a realm of its own; those bytes cannot be changed. It therefore says
once, in a signed record of the office's realm, which realm it had before, and every store of the office then takes
lines of that realm as well.

What the realm guards against is a genuine record that is carried from one office into another. Somebody who writes a
false joining lets such records in, and gains nothing by it: trust hangs on keys, not on realms. Whoever wrote them
stands here as 未经机关签发, exactly like anything that the same somebody could sign with a key of their own; only the
office's register makes a key 已由机关签发, and a revoked key stays revoked in every realm. So a joining needs no
certificate (the laptop that asks has none yet). Three things it can never do: open a `demo:` realm, whose people and
marks are invented; let in a whole bundle of another realm (the bundle's own realm stays strict, so a stick that was
meant for another office is still refused); and speak for a realm from outside the office's (a joining counts only in
the office's realm, or in that of an office that it vouches for).

Its `recipient` is the device's age key. Nothing is encrypted to it before the office has certified its author: else
whoever found the invitation could have the office's bundles sent to themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JOINING = "joining"
"""The entity. The id of a joining is `Joining.id`."""
_REALM = re.compile("office:[0-9A-Za-z_-]{1,64}", re.ASCII)
_DEVICE_PREFIX = "device:"


class JoiningUnreadable(ValueError):  # noqa: N818 - names the fact, as all errors here do
    """A body that breaks the form of a joining."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A device that is the office's: `former` is the realm that it had before, "" for a store that was made in it.

    `office` is the author id of the office key that was accepted, `recipient` the device's age key (`age1…`).
    """

    former: str
    office: str
    device: str
    recipient: str

    @property
    def id(self) -> str:
        """The former realm, or the device of a store that had none."""
        return self.former or _DEVICE_PREFIX + self.device


def may_be_joined(realm: str) -> bool:
    """Whether this is the realm of a real office, never that of a 演练 store."""
    return _REALM.fullmatch(realm) is not None


def joining_body(joining: Joining) -> dict[str, Any]:
    """The body of a `joining` revision."""
    return {
        "former": joining.former,
        "office": joining.office,
        "device": joining.device,
        "recipient": joining.recipient,
    }


def joining_of(body: Mapping[str, Any]) -> Joining:
    """The joining that a body describes; JoiningUnreadable."""
    values = [body.get(key) for key in ("former", "office", "device", "recipient")]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(values):
        raise JoiningUnreadable("body")
    return Joining(*texts)
