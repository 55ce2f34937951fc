"""Which offices a bundle can be sent to: those whose keys stand in the registers that this store believes."""

from dataclasses import dataclass

from app.domain.register import OfficeLevel
from app.services.office_key import office_key
from app.services.workspace import Workspace
from app.store.trust import trust


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office with the age key that bundles for it are sealed to; `is_own` for this machine's own office."""

    author: str
    name: str
    level: OfficeLevel
    recipient: str
    is_own: bool


def known_offices(workspace: Workspace) -> tuple[KnownOffice, ...]:
    """The offices of every trusted register and those that these vouch for, the own one first, then by name.

    What an office's own register says of its key goes before what another one says of it. An office whose register
    names no age key is left out: nothing can be sealed to it.
    """
    believed = trust(workspace.store)
    found: dict[str, KnownOffice] = {}
    own = office_key(workspace)
    for author, register in believed.registers.items():
        if register.recipient:
            is_own = author == believed.anchor
            found[author] = KnownOffice(author, register.office, register.level, register.recipient, is_own)
    for register in believed.registers.values():
        for vouch in register.vouched:
            if vouch.recipient and vouch.author in believed.offices and vouch.author not in found:
                found[vouch.author] = KnownOffice(
                    vouch.author, vouch.office, vouch.level, vouch.recipient, is_own=False
                )
    ours = {own.recipient} if own else set()
    return tuple(sorted(found.values(), key=lambda one: (not one.is_own and one.recipient not in ours, one.name)))
