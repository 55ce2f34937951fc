"""An office with its key, a second laptop that was founded alone, and the stick between them."""

from pathlib import Path

from app.exchange.invitation import Invitation, read_invitation
from app.identity.passphrase import ArgonCost
from app.services.bundle_keys import bundle_keys
from app.services.exporting import export_bundle
from app.services.importing import Came, incoming
from app.services.joining import join_office, make_invitation
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.sending import What
from app.services.workspace import FirstStart, Workspace, create_workspace

CHEAP = ArgonCost(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "春江花月夜第一句"
HERS = "海上明月共潮生啊"


def an_office(folder: Path, name: str = "钟楼区委组织部", level: str = "district") -> Workspace:
    """An office whose administrator 王建国 holds the key and is certified."""
    first = FirstStart(name, level, "王建国", "组织科科长", "administrator", PASSPHRASE)
    workspace, _code = create_workspace(folder, first, cost=CHEAP)
    make_office_key(workspace, PASSPHRASE, cost=CHEAP)
    issue_certificates(workspace, people(workspace), PASSPHRASE)
    return workspace


def a_lone_laptop(folder: Path, invitation: Invitation | None = None) -> Workspace:
    """The laptop of 李秀英, founded alone or with a 加入文件."""
    first = FirstStart("钟楼区委组织部", "district", "李秀英", "组织科科员", "inspector", HERS, invitation=invitation)
    return create_workspace(folder, first, cost=CHEAP)[0]


def invitation_of(office: Workspace) -> Invitation:
    """As it is read on the other laptop."""
    return read_invitation(make_invitation(office, PASSPHRASE))


def joined(office: Workspace, laptop: Workspace) -> None:
    """The laptop enters the office, its fingerprint compared."""
    invitation = invitation_of(office)
    join_office(laptop, invitation, invitation.fingerprint, HERS)


def carried(sender: Workspace, word: str, receiver: Workspace, its_word: str, stick: Path, what: What = "owed") -> Came:
    """One bundle from one machine to another, opened with whatever keys the receiver has."""
    stick.mkdir(exist_ok=True)
    done = export_bundle(sender, word, stick, what=what)
    with incoming(receiver, done.path, bundle_keys(receiver, its_word)) as found:
        return found.apply(its_word)
