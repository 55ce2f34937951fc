"""The fingerprint that is read aloud is the one that the other laptop shows, as groups and as a QR code."""

from app.reports.symbol import qr_modules
from ui.dialogs.invitation_dialog import InvitationDialog
from ui.pictures_of_joining import sample_invitation


def test_the_groups_and_the_code_say_the_same(qtbot):
    invitation, _data = sample_invitation()
    dialog = InvitationDialog(invitation)
    qtbot.addWidget(dialog)
    dialog.show()
    assert " ".join(label.text() for label in dialog.fingerprint._groups) == invitation.fingerprint
    assert dialog.qr._modules == qr_modules(invitation.fingerprint.replace(" ", ""))
    assert invitation.office in dialog.findChildren(type(dialog.title))[1].text()
