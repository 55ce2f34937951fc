"""What registers of keys in a bundle a person must hear of: an old one again, or two contents of one version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain.register import RegisterUnreadable, register_of
from app.domain.trust import Claim, trust_of

RegisterNewsKind = Literal["older", "contradicted"]


@dataclass(frozen=True, slots=True)
class RegisterNews:
    """`older`: the newest register of this office in the bundle is `version`, and `current` stays what counts here.

    `contradicted`: with the bundle the office states two contents for `version` (rule R8): neither counts, and
    `current` is what does, 0 where nothing is left.
    """

    kind: RegisterNewsKind
    office: str
    version: int
    current: int


def register_news(anchor: str | None, held: Iterable[Claim], coming: Iterable[Claim]) -> tuple[RegisterNews, ...]:
    """Compare the registers of a bundle with those that are here, seen from the anchor; sorted by office."""
    here, came = tuple(held), tuple(coming)
    before, after = trust_of(anchor, here, ()), trust_of(anchor, (*here, *came), ())
    names: dict[str, str] = {}
    newest: dict[str, int] = {}
    for claim in (*here, *came):
        try:
            register = register_of(claim.body)
        except RegisterUnreadable:
            continue
        if register.issuer == claim.author:
            names[register.issuer] = register.office
            if claim in came:
                newest[register.issuer] = max(register.version, newest.get(register.issuer, 0))
    names |= {issuer: name for issuer, (name, _level) in after.offices.items()}
    current = {issuer: register.version for issuer, register in after.registers.items()}
    known = {(alarm.issuer, alarm.version, alarm.issues) for alarm in before.alarms}
    found = [
        RegisterNews("contradicted", names.get(alarm.issuer, ""), alarm.version, current.get(alarm.issuer, 0))
        for alarm in after.alarms
        if (alarm.issuer, alarm.version, alarm.issues) not in known
    ]
    found += [
        RegisterNews("older", names[issuer], version, current[issuer])
        for issuer, version in newest.items()
        if version < current.get(issuer, 0)
    ]
    return tuple(sorted(found, key=lambda one: (one.office, one.kind, one.version)))
