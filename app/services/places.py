"""Who signs where: the places on the sign-off page that a scheme's lines and the team make."""

from app.domain.inspection import Inspection
from app.domain.signing import SignPlace

MEMBERS_WORDS = ("成员", "检查人员")
LEADER_WORD = "组长"
STAMP_WORD = "盖章"


def sign_places(sign_off: tuple[str, ...], inspection: Inspection) -> tuple[SignPlace, ...]:
    """A place for each member of the team in the members' line, one for the leader, one for every other line."""
    places: list[SignPlace] = []
    leaders = [p for p in inspection.inspectors if p.person_id == inspection.leader_id]
    members = [p for p in inspection.inspectors if p.person_id != inspection.leader_id]
    has_leader_line = any(LEADER_WORD in label for label in sign_off)
    for line, label in enumerate(sign_off):
        if LEADER_WORD in label:
            signers = leaders
        elif any(word in label for word in MEMBERS_WORDS):
            signers = members if has_leader_line else [*leaders, *members]
        else:
            signers = []
        if not signers:
            places.append(SignPlace(field_name(line, 0), line, 0, label, is_stamp=STAMP_WORD in label))
        for place, signer in enumerate(signers):
            places.append(
                SignPlace(field_name(line, place), line, place, label, signer.person_id, signer.name, signer.post)
            )
    return tuple(places)


def field_name(line: int, place: int) -> str:
    """The name of the PDF's signature field for a place."""
    return f"sign-{line + 1}-{place + 1}"
