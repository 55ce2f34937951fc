"""A verdict is said in plain words: genuine, changed, unsigned, unreadable."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.identity.pdf_verdict import Complaint, PdfVerdict, SignatureVerdict
from app.services.demo import do_main_job
from app.services.reports import blank_form_pdf, report_pdf
from app.services.schemes import built_in_scheme
from tests.ui.clipping import clipped_labels, too_small_to_press, unnamed_controls
from ui.dialogs.pdf_dialog import PdfDialog
from ui.dialogs.verify_dialog import VerdictView, VerifyDialog


@pytest.fixture
def told():
    return []


@pytest.fixture
def dialog(qtbot, practice, told):
    dialog = VerifyDialog(practice, told.append)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.reject()


def look(qtbot, dialog, path):
    with qtbot.waitSignal(dialog.verified, timeout=20_000):
        dialog.look_at(path)
    return dialog.verdict.outcome


def test_a_practice_report_is_genuine_and_said_to_be_practice(qtbot, dialog, practice, tmp_path):
    (tmp_path / "a.pdf").write_bytes(report_pdf(practice, do_main_job(practice).opened.inspection.id))
    assert look(qtbot, dialog, tmp_path / "a.pdf") == "这是一份演练文件，不作考评依据。签字以后没有改动。"

    def fits():
        assert clipped_labels(dialog) == []

    qtbot.waitUntil(fits)
    assert too_small_to_press(dialog) == []
    assert unnamed_controls(dialog) == []


def test_one_changed_byte_makes_it_untrustworthy(qtbot, dialog, practice, tmp_path):
    pdf = bytearray(report_pdf(practice, do_main_job(practice).opened.inspection.id))
    pdf[5000] ^= 1
    (tmp_path / "a.pdf").write_bytes(bytes(pdf))
    assert look(qtbot, dialog, tmp_path / "a.pdf").startswith("这份文件不可信")


def test_an_unsigned_pdf_proves_nothing(qtbot, dialog, tmp_path):
    (tmp_path / "form.pdf").write_bytes(blank_form_pdf(built_in_scheme()))
    assert look(qtbot, dialog, tmp_path / "form.pdf").startswith("这份文件没有数字签名")


def test_a_file_that_is_gone_is_said_in_the_dialog(qtbot, dialog, tmp_path, told):
    dialog.look_at(tmp_path / "gone.pdf")
    qtbot.waitUntil(dialog._problem.isVisible)
    assert told == []


def test_a_dropped_file_is_looked_at(qtbot, dialog, tmp_path):
    (tmp_path / "form.pdf").write_bytes(b"no pdf at all")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "form.pdf"))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    dialog.place.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(5, 5), *how)
    with qtbot.waitSignal(dialog.verified, timeout=20_000):
        dialog.place.dropEvent(drop)
    assert dialog.verdict.outcome.startswith("这份文件不可信")


def a_signature(**more):
    facts = {
        "name": "sign-1-1",
        "signer": "检查员甲",
        "post": "科员",
        "office": "示例区委组织部",
        "signed_at": None,
        "issued_by_office": True,
        "is_demo": False,
        "intact": True,
        "covers_all": True,
        "serial": "1",
        "author": "a",
        "reason": "",
        "location": "",
    }
    return SignatureVerdict(**{**facts, **more})


@pytest.mark.parametrize(
    ("verdict", "beginning"),
    [
        (PdfVerdict((a_signature(),)), "文件是真的"),
        (PdfVerdict((a_signature(issued_by_office=False),)), "签字以后没有改动。但"),
        (PdfVerdict((a_signature(),), complaints=(Complaint.BYTES_AFTER_END,)), "这份文件不可信"),
    ],
)
def test_each_verdict_has_its_outcome(qtbot, verdict, beginning):
    view = VerdictView()
    qtbot.addWidget(view)
    view.show_verdict(verdict)
    assert view.outcome.startswith(beginning)


def test_the_blank_form_is_shown_and_saved(qtbot, told, tmp_path):
    pdf = blank_form_pdf(built_in_scheme())
    dialog = PdfDialog("空白检查表", pdf, "空白检查表.pdf", told.append)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pages.pdf.pageCount() > 1
    assert dialog.ways.save_to(tmp_path / "form.pdf", pdf)
    assert Path(tmp_path / "form.pdf").read_bytes() == pdf
    dialog.reject()
    assert told == []
