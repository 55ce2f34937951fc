"""合并记录 is looked at and signed by who took the bundle in."""

import pytest
from PySide6.QtWidgets import QApplication

from app.services.merge_records import merge_record_pdf
from app.services.office_key import issue_certificates, make_office_key
from app.services.people import people
from app.services.reports import verify_pdf_bytes
from app.services.workspace import FirstStart, create_workspace
from tests.app.services.merged_offices import carried, inspected_unit, second_machine, written
from tests.ui.clipping import clipped_labels, unnamed_controls
from tests.ui.modal import in_dialog
from tests.ui.practice import CHEAP, PASSPHRASE
from ui.dialogs import merge_record_dialog
from ui.dialogs.merge_record_dialog import MergeRecordDialog
from ui.dialogs.signing_passphrase_dialog import SigningPassphraseDialog


@pytest.fixture
def met(tmp_path):
    first = FirstStart("示例区委组织部", "district", "王建国", "科长", "administrator", PASSPHRASE)
    office, _code = create_workspace(tmp_path / "met", first, cost=CHEAP)
    make_office_key(office, PASSPHRASE, cost=CHEAP)
    issue_certificates(office, people(office), PASSPHRASE)
    inspected_unit(office, PASSPHRASE)
    laptop = second_machine(office, tmp_path / "laptop", PASSPHRASE)
    written(laptop, "笔记本上写的")
    laptop_bundle = carried(laptop, office, tmp_path / "stick", PASSPHRASE)
    laptop.close()
    yield office, laptop_bundle
    office.close()


@pytest.fixture
def dialog(qtbot, met):
    office, sha256 = met
    pdf = merge_record_pdf(office, sha256)
    dialog = MergeRecordDialog(office, sha256, pdf, "合并记录", lambda error: pytest.fail(repr(error)))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_is_signed_with_the_passphrase_and_says_so(qtbot, met, dialog):
    def sign(asked):
        asked.passphrase.line.setText(PASSPHRASE)
        asked.go_on()

    in_dialog(SigningPassphraseDialog, sign)
    dialog.sign_button.click()
    assert dialog.is_signed
    assert dialog.signed_words.isVisible()
    assert not dialog.sign_button.isEnabled()
    assert len(verify_pdf_bytes(dialog._pdf, met[0]).signatures) == 1
    assert QApplication.activeModalWidget() is not None or dialog.isVisible()


def test_somebody_else_prints_it_and_signs_on_paper(qtbot, met, monkeypatch):
    monkeypatch.setattr(merge_record_dialog, "importer_of", lambda *_given: "p-somebody")
    office, sha256 = met
    dialog = MergeRecordDialog(office, sha256, merge_record_pdf(office, sha256), "合并记录", pytest.fail)
    qtbot.addWidget(dialog)
    assert not dialog.sign_button.isEnabled()
    assert "由收进这个数据包的人签名" in dialog.sign_button.toolTip()


def test_no_words_are_cut(dialog):
    assert clipped_labels(dialog) == []
    assert unnamed_controls(dialog) == []
